import { FEWEST_LABELS, type Agreement } from '../contract/opinions/agreement.ts';

/** Why a judge with this agreement is not to be listened to, or null. */
export function whyNotTrusted(
  { n, kappa, low }: Pick<Agreement, 'n' | 'kappa' | 'low'>,
  minKappa: number,
): string | null {
  const few = whyTooFew(n);
  if (few !== null) return few;
  if (kappa === null || low === null) {
    return 'the judge and the labels give every answer one label, so there is no agreement beyond chance to measure';
  }
  if (low >= minKappa) return null;
  return `the lower end of kappa, ${low.toFixed(3)}, is below ${minKappa} (judge.minKappa)`;
}

export function whyTooFew(labels: number): string | null {
  if (labels >= FEWEST_LABELS) return null;
  return `${labels} labelled answers are too few: at least ${FEWEST_LABELS} are needed`;
}
