import type { Alarm, Burn, Indicator, MonitorWindow, Tally } from '../contract/monitors/monitor.ts';
import { binomialTail } from '../stats/binomial.ts';

/**
 * How fast the budget of a month is spent, over two windows of time: both must burn, the long one so that it matters and
 * the short one so that it still does. https://sre.google/workbook/alerting-on-slos/, "Multiwindow, Multi-Burn-Rate Alerts".
 */
export const BURN_ROWS: readonly {
  readonly longMinutes: number;
  readonly shortMinutes: number;
  readonly limit: number;
  readonly severity: Alarm['severity'];
}[] = [
  { longMinutes: 60, shortMinutes: 5, limit: 14.4, severity: 'page' },
  { longMinutes: 360, shortMinutes: 30, limit: 6, severity: 'page' },
  { longMinutes: 1_440, shortMinutes: 120, limit: 3, severity: 'ticket' },
  { longMinutes: 4_320, shortMinutes: 360, limit: 1, severity: 'ticket' },
];

/** So few bad requests a target that keeps its objective has by chance, in one look of ten thousand. */
const BY_CHANCE = 1e-4;

const MS_PER_MINUTE = 60_000;
/** Beyond them 1 - 0.99 is not 0.01, and 0.01 squared is less than 0.0001. */
const DIGITS = 12;

/** The budget of one indicator, row by row, as it stands at a moment. */
export function measureBurns(
  windows: readonly MonitorWindow[],
  indicator: Indicator,
  { objective, nowMs }: { readonly objective: number; readonly nowMs: number },
): readonly Burn[] {
  const budget = 1 - objective;
  const rate = ({ bad, n }: Tally): number | null =>
    n === 0 ? null : Number((bad / n / budget).toPrecision(DIGITS));
  return BURN_ROWS.map(({ longMinutes, shortMinutes, limit }) => {
    const tally = tallySince(windows, indicator, nowMs - longMinutes * MS_PER_MINUTE);
    const long = rate(tally);
    const short = rate(tallySince(windows, indicator, nowMs - shortMinutes * MS_PER_MINUTE));
    const isBurning = (long ?? 0) >= limit && (short ?? 0) >= limit && tally.bad >= leastBad(tally.n, budget);
    return { longMinutes, shortMinutes, tally, long, short, limit, isBurning };
  });
}

/** The requests of all windows that ended after a moment. */
export function tallySince(windows: readonly MonitorWindow[], indicator: Indicator, sinceMs: number): Tally {
  return sumTallies(
    windows.filter(({ to }) => Date.parse(to) > sinceMs).map(({ indicators }) => indicators[indicator]),
  );
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, { bad, n }) => ({ bad: sum.bad + bad, n: sum.n + n }), { bad: 0, n: 0 });
}

/** The least k with P(Bin(n, budget) >= k) below what chance may do: at low traffic one bad request is no alarm. */
export function leastBad(n: number, budget: number): number {
  let [low, high] = [0, n + 1];
  while (low < high) {
    const k = Math.floor((low + high) / 2);
    if (Number(binomialTail(k, n, budget).toPrecision(DIGITS)) < BY_CHANCE) high = k;
    else low = k + 1;
  }
  return low;
}
