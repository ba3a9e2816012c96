import type { z } from 'zod';
import { isRecord } from '../../json/read.ts';

/** A row with its unreadable keys replaced, and the names of those. */
export interface Salvaged<T> {
  readonly row: T;
  readonly broken: readonly string[];
}

/**
 * Reads a row so that one wrong key does not hide what is wrong between rows: wrong and unknown keys are left out, and
 * required ones take their value from `placeholders`. Null when that is no row either.
 */
export function salvageRow<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  placeholders: Readonly<Record<string, unknown>>,
): Salvaged<T> | null {
  const whole = schema.safeParse(raw);
  if (whole.success) return { row: whole.data, broken: [] };
  if (!isRecord(raw)) return null;
  const { issues } = whole.error;
  const unknown = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
    ),
  );
  const broken = new Set(issues.flatMap((issue) => issue.path.slice(0, 1).map(String)));
  const kept = Object.entries(raw).filter(([key]) => !unknown.has(key) && !broken.has(key));
  const patched = schema.safeParse({ ...placeholders, ...Object.fromEntries(kept) });
  return patched.success ? { row: patched.data, broken: [...broken] } : null;
}
