import type { CanonicalError } from '../../contract/errors/error.ts';
import { GuardError } from '../../contract/errors/guard-error.ts';
import { CanonicalFailure } from './canonical-failure.ts';

/** An error of our own making behind a thrown value, however often an SDK wrapped it. */
export interface Own {
  readonly error: CanonicalError | null;
  readonly guard: GuardError | null;
}

const MAX_CAUSES = 8;
const NONE: Own = { error: null, guard: null };

export function findOwn(thrown: unknown): Own {
  let value = thrown;
  for (let depth = 0; depth < MAX_CAUSES && typeof value === 'object' && value !== null; depth += 1) {
    const error = CanonicalFailure.errorIn(value);
    if (error !== null) return { error, guard: null };
    try {
      if (value instanceof GuardError) return { error: null, guard: value };
      const cause: unknown = Reflect.get(value, 'cause');
      value = cause;
    } catch {
      return NONE;
    }
  }
  return NONE;
}
