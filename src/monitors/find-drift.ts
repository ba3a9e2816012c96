import { INDICATORS, type Drift, type Indicator, type MonitorWindow } from '../contract/monitors/monitor.ts';
import { clopperPearson } from '../stats/clopper-pearson.ts';
import { rateEvidence } from '../stats/rate-evidence.ts';
import { sumTallies } from './measure-burn.ts';

export const WEEK_MS = 7 * 24 * 3_600_000;
/** The weeks that may begin within a year. */
const WEEKS = 53;
/** A target that stays what it is raises a false alarm in one year of twenty. */
export const FALSE_ALARMS_A_YEAR = 0.05;
/** Half of that for the reference, which may have been lucky, and half for the weeks after it; each shared among the indicators. */
const SHARE = FALSE_ALARMS_A_YEAR / 2 / INDICATORS.length;

/** Windows that asked the same of a target as the newest one, in order, and when the first of them began. */
export interface LikeWindows {
  readonly windows: readonly MonitorWindow[];
  readonly fromMs: number;
}

/**
 * Whether an indicator is worse this week than it was in the first week that asked the same. The rate of the reference is
 * taken for as high as its counts allow (Clopper and Pearson), and each week after it is held against that by an e-process,
 * which one may look at after each window. Null in the reference week, and where nothing could be said in it.
 *
 * Prompts need not be alike: with a mean rate at or below the ceiling the evidence is no martingale that grows
 * (Hoeffding, https://doi.org/10.1214/aoms/1177728178). Requests are taken for draws of their own.
 */
export function findDrift(
  { windows, fromMs }: LikeWindows,
  indicator: Indicator,
  nowMs: number,
): Drift | null {
  const at = Math.floor((nowMs - fromMs) / WEEK_MS);
  if (at < 1) return null;
  const inWeek = (wanted: number) =>
    sumTallies(
      windows
        .filter(({ from }) => Math.floor((Date.parse(from) - fromMs) / WEEK_MS) === wanted)
        .map(({ indicators }) => indicators[indicator]),
    );
  const [reference, week] = [inWeek(0), inWeek(at)];
  // Both ends of an interval share what is left over; this is a bound of one side.
  const ceiling = clopperPearson(reference.n - reference.bad, reference.n, 1 - 2 * SHARE);
  if (ceiling === null) return null;
  const highest = 1 - ceiling.low;
  const evidence = week.n === 0 ? 0 : rateEvidence({ successes: week.bad, n: week.n }, highest);
  return { reference, ceiling: highest, week, evidence, limit: WEEKS / SHARE };
}
