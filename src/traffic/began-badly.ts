import { EXPECTED_ERRORS, type ErrorKind } from '../contract/errors/error-kind.ts';

/** What is an answer to a request too, or the client's own doing. */
const NO_FAILURE: ReadonlySet<ErrorKind | null> = new Set([null, 'cancelled', ...EXPECTED_ERRORS]);

/** Whether the first attempt of a live request gave no answer, for which whoever was asked is to blame; null where nobody can say. */
export function beganBadly(served: {
  readonly attempts: number;
  readonly end: 'whole' | 'refused' | 'broken' | 'left';
  readonly error: ErrorKind | null;
}): boolean | null {
  const { attempts, end, error } = served;
  if (attempts === 0 || (end === 'left' && attempts === 1)) return null;
  return attempts > 1 || !NO_FAILURE.has(error);
}
