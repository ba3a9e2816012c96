import { inverseNormal } from './inverse-normal.ts';

/**
 * How many pairs show with a chance of `power` that equal sides differ by less than `margin`, looked at once: psi is the
 * share of pairs on which the sides differ at all, alpha is one-sided.
 */
export function pairsNeeded(
  psi: number,
  margin: number,
  { alpha = 0.05, power = 0.8 }: { readonly alpha?: number; readonly power?: number } = {},
): number {
  return Math.ceil((psi * (inverseNormal(1 - alpha) + inverseNormal(power)) ** 2) / margin ** 2);
}

/** The same a side, where the sides are asked different prompts and each holds at the rate p. */
export function samplesNeeded(
  p: number,
  margin: number,
  { alpha = 0.05, power = 0.8 }: { readonly alpha?: number; readonly power?: number } = {},
): number {
  return pairsNeeded(2 * p * (1 - p), margin, { alpha, power });
}
