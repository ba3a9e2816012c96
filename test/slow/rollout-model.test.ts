import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LedgerBody } from '../../src/contract/rollout/ledger.ts';
import { decideWindows } from '../../src/rollout/decide-windows.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { inverseNormal } from '../../src/stats/inverse-normal.ts';
import { ledgerOf, monitored, requests, START, upTo } from '../rollout/build-ledger.ts';
import { checkRollouts } from '../rollout/rollout-commands.ts';

it.each(fc.sample(fc.integer(), { numRuns: 4, seed: 20_261_126 }))(
  'no rollout by random commands leaves what must hold (seed %d)',
  (seed) => {
    const { reached, retired } = checkRollouts({ seed, numRuns: 250 });
    expect(reached.size).toBeGreaterThanOrEqual(6);
    expect(retired).toBeGreaterThanOrEqual(3);
  },
);

it('no traffic goes back in four weeks of hourly windows of sides that do not differ, though none may be slower', () => {
  const random = seededRandom('sides that do not differ');
  const some = () =>
    requests(20).map((each) => ({ ...each, latencyMs: 300 * Math.exp(0.6 * inverseNormal(random())) }));
  const weeks = Array.from({ length: 4 }, () => {
    const entries: (readonly [number, LedgerBody])[] = [[0, START], ...upTo(10)];
    let back = 0;
    for (let hour = 31; hour < 31 + 24 * 7; hour += 1) {
      const run = monitored(hour, { baseline: some(), candidate: some() });
      const how = { windowMinutes: 60, tolerance: { threshold: 1, confidence: 0.95 } };
      const { windows, rollback } = decideWindows(ledgerOf(entries), run, how);
      entries.push(...windows.map((window) => [hour, window] as const));
      if (rollback !== null) back += 1;
    }
    return back;
  });
  expect(weeks).toEqual([0, 0, 0, 0]);
});
