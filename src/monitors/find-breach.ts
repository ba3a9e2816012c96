import type { Tally } from '../contract/monitors/monitor.ts';
import type { ArmBin } from '../contract/traffic/arm-bin.ts';
import type { Breach } from '../contract/traffic/traffic-rules.ts';
import { rateEvidence } from '../stats/rate-evidence.ts';
import { sumByKey } from '../stats/sum-by-key.ts';
import { BURN_ROWS, leastBad, sumTallies } from './measure-burn.ts';

/** Why traffic is to go back. */
export interface LiveBreach {
  readonly breach: Breach;
  readonly reason: string;
}

/** Evidence of this would come falsely one time in twenty at most, over all the steps of a rollout. */
const ENOUGH = 20;
const MOST_TOLD = 1_000_000;
const MS_PER_MINUTE = 60_000;
const [PAGE] = BURN_ROWS;

/**
 * What the candidate's live requests since traffic came to its step say against it, as they stand at a moment: an error
 * budget that is burnt so fast over the hour and its last five minutes, with more failures than chance allows; or a rate
 * of failures that is surely above the budget. Of the client with most failures one counts, so that nobody who sends what
 * cannot be answered has traffic brought back alone. `moves` are those that led here: each step has its own share of the chance
 * to be wrong, 1 / (j (j + 1)) for the j-th. Null where nothing does.
 */
export function findBreach(
  bins: readonly ArmBin[],
  {
    errorBudget,
    moves,
    nowMs,
  }: { readonly errorBudget: number; readonly moves: number; readonly nowMs: number },
): LiveBreach | null {
  const since = (minutes: number): Tally =>
    talliedFairly(bins.filter(({ fromMs }) => fromMs > nowMs - minutes * MS_PER_MINUTE));
  if (PAGE !== undefined) {
    const { longMinutes, shortMinutes, limit } = PAGE;
    const [long, short] = [since(longMinutes), since(shortMinutes)];
    const isBurning = [long, short].every(({ bad, n }) => n > 0 && bad / n >= limit * errorBudget);
    if (isBurning && long.bad >= leastBad(long.n, errorBudget)) {
      const reason = `fast burn: ${spellTally(long)} of the last ${longMinutes} min and ${spellTally(short)} of the last ${shortMinutes} min had no answer at first, and ${limit} times the budget of ${percent(errorBudget)} is too fast`;
      return { breach: 'fast-burn', reason };
    }
  }
  const all = talliedFairly(bins);
  const evidence = rateEvidence({ successes: all.bad, n: all.n }, errorBudget);
  if (evidence < ENOUGH * moves * (moves + 1)) return null;
  const reason = `over budget: ${spellTally(all)} since traffic came to this step had no answer at first, surely more than ${percent(errorBudget)} (an e-value of ${evidence > MOST_TOLD ? `more than ${MOST_TOLD}` : Math.floor(evidence)})`;
  return { breach: 'over-budget', reason };
}

/** All requests, but of the failures of the client with most of them only one. */
function talliedFairly(bins: readonly ArmBin[]): Tally {
  const { bad, n } = sumTallies(bins.map(({ tally }) => tally));
  const byClient = sumByKey(bins.map(({ failing }) => failing));
  const most = Math.max(1, ...byClient.values());
  return { bad: bad - most + 1, n: n - most + 1 };
}

function spellTally({ bad, n }: Tally): string {
  return `${bad} of ${n} requests`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
