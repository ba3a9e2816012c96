import { describe, expect, it } from 'vitest';
import { LEAST_OBJECTIVE } from '../../src/contract/monitors/monitor-plan.ts';
import { BURN_ROWS, leastBad, measureBurns } from '../../src/monitors/measure-burn.ts';
import { buildWindow, HOUR, hourly, MONDAY } from './build-window.ts';

const HOURS_OF_BUDGET = 30 * 24;
const at = (nowMs: number) => ({ objective: 0.99, nowMs });

describe('a budget of errors', () => {
  it('burns by the rows of the SRE workbook: 2, 5, 10 and 10% of a month', () => {
    const spent = BURN_ROWS.map(({ longMinutes, limit }) => (limit * longMinutes) / 60 / HOURS_OF_BUDGET);
    expect(spent.map((share) => Math.round(share * 1000) / 10)).toEqual([2, 5, 10, 10]);
    expect(BURN_ROWS.map(({ longMinutes, shortMinutes }) => longMinutes / shortMinutes)).toEqual([
      12, 12, 12, 12,
    ]);
  });

  it('can burn so fast as each row asks for at the least objective that is taken', () => {
    for (const { limit } of BURN_ROWS) expect(limit * (1 - LEAST_OBJECTIVE)).toBeLessThan(1);
  });

  it('burns 20 times too fast when 20 of 100 fail and 1 may', () => {
    const [hour] = measureBurns([buildWindow(MONDAY, { error: 20 })], 'error', at(MONDAY + 120_000));
    expect(hour).toMatchObject({ long: 20, short: 20, isBurning: true, tally: { bad: 20, n: 100 } });
  });

  it('does not burn any more when the short window is over', () => {
    const windows = [buildWindow(MONDAY, { error: 20 })];
    const [hour] = measureBurns(windows, 'error', at(MONDAY + 20 * 60_000));
    expect(hour).toMatchObject({ long: 20, short: null, isBurning: false });
  });

  it('does not burn when a short window alone is bad and the long one is not', () => {
    const windows = [...hourly(MONDAY, 72), buildWindow(MONDAY + 72 * HOUR, { error: 3 })];
    const burns = measureBurns(windows, 'error', at(MONDAY + 72 * HOUR + 120_000));
    expect(burns.map(({ isBurning }) => isBurning)).toEqual([false, false, false, false]);
  });

  it('sees a slow burn in the row of three days alone', () => {
    const burns = measureBurns(
      hourly(MONDAY, 72, () => ({ schema: 2 })),
      'schema',
      at(MONDAY + 72 * HOUR),
    );
    expect(burns.map(({ isBurning }) => isBurning)).toEqual([false, false, false, true]);
  });

  it('rings for no single request at low traffic', () => {
    const window = buildWindow(MONDAY, {}, {});
    const few = { ...window, indicators: { ...window.indicators, error: { bad: 1, n: 4 } } };
    const [hour] = measureBurns([few], 'error', at(MONDAY + 120_000));
    expect(hour).toMatchObject({ long: 25, isBurning: false });
  });

  it.each([
    [4, 0.01, 3],
    [100, 0.01, 7],
    [1, 0.01, 2],
    [2, 0.01, 3],
    [3, 0.01, 3],
    [0, 0.01, 1],
  ])('takes of %d requests with a budget of %d at least %d bad ones for more than chance', (n, budget, k) => {
    expect(leastBad(n, budget)).toBe(k);
    // Counted out: the chance of k or more, and of one less.
    expect(chanceOf(k, n, budget)).toBeLessThan(1e-4);
    if (n >= k - 1) expect(chanceOf(k - 1, n, budget)).toBeGreaterThanOrEqual(1e-4);
  });

  it('knows nothing of an hour in which nothing was asked', () => {
    const [hour] = measureBurns([], 'error', at(MONDAY));
    expect(hour).toMatchObject({ long: null, short: null, isBurning: false });
  });
});

/** P(Bin(n, p) >= k), summed term by term. */
function chanceOf(k: number, n: number, p: number): number {
  let sum = 0;
  let term = (1 - p) ** n;
  for (let x = 0; x <= n; x += 1) {
    if (x >= k) sum += term;
    term *= (((n - x) / (x + 1)) * p) / (1 - p);
  }
  return sum;
}
