/**
 * What became of an answer's whole length, in the order in which a class takes precedence: the first that its
 * witnesses support is the exchange's. `unknown` is what nothing proves, never a guess.
 */
export const TRUNCATION_CLASSES = [
  'guard-cut',
  // A stream whose end nothing proves; the two are apart because a provider that says why has not lost the end.
  'stream-cut',
  // Begun, and ended by an error that the provider told, or with a body that broke off.
  'broken-off',
  'filtered',
  'input-truncated',
  'provider-capped',
  'output-capped',
  'complete',
  'unknown',
] as const;

export type TruncationClass = (typeof TRUNCATION_CLASSES)[number];

/** The class of one exchange and the witnesses that speak for it. */
export interface Truncation {
  readonly class: TruncationClass;
  readonly witnesses: readonly string[];
}
