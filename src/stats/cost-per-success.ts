import { meanBounds } from './mean-bounds.ts';
import { wilsonInterval, type Interval } from './wilson-interval.ts';

/** What asking one prompt came to. Amounts in one unit, whichever; `most` is null where there is no upper end. */
export interface SuccessCost {
  readonly least: number;
  readonly most: number | null;
  /** Answers that were accepted, of so many. */
  readonly successes: number;
  readonly tries: number;
}

/**
 * The bounds of what an accepted answer costs, each end wrong with a chance of `alpha`: the mean cost of a prompt by Student's
 * t, over the mean number of its answers that are accepted by Wilson's interval, each of them at half of `alpha`. The unit is
 * the prompt: its answers are no independent draws, and no number from 0 to k varies more than k times a share with the same
 * mean. That none failed of few prompts so says no more than it does. Null where nothing is known; without end where there
 * may be no accepted answer at all, or an amount has no upper end.
 */
export function costPerSuccess(prompts: readonly SuccessCost[], alpha: number): Interval | null {
  const most = Math.max(0, ...prompts.map(({ tries }) => tries));
  const accepted = prompts.reduce((sum, each) => sum + each.successes, 0);
  const shares = most === 0 ? null : wilsonInterval(accepted / most, prompts.length, 1 - alpha);
  const least = meanBounds(
    prompts.map((each) => each.least),
    alpha / 2,
  );
  if (shares === null || least === null) return null;
  const highest = prompts.map((each) => each.most ?? Number.POSITIVE_INFINITY);
  const high = highest.includes(Number.POSITIVE_INFINITY)
    ? Number.POSITIVE_INFINITY
    : (meanBounds(highest, alpha / 2)?.high ?? Number.POSITIVE_INFINITY);
  return {
    low: Math.max(0, least.low) / (most * shares.high),
    high: shares.low === 0 ? Number.POSITIVE_INFINITY : high / (most * shares.low),
  };
}
