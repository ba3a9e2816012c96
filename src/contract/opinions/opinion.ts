import type { ErrorKind } from '../errors/error-kind.ts';

/** What may be said of an answer, by a person who labels it or by a model that judges it. */
export const LABELS = ['good', 'bad'] as const;
export type Label = (typeof LABELS)[number];

/** What a judge model says of one answer. It counts for nothing: no verdict and no exit code reads it. */
export interface Opinion {
  /** Null where it gave none that can be read. */
  readonly label: Label | null;
  /** The judge's own reason, or why there is none. */
  readonly reason: string;
  /** What its provider said in place of an answer, or null. */
  readonly error: ErrorKind | null;
  /** Input and output that its asking cost; what the provider did not count is 0. */
  readonly tokens: number;
}
