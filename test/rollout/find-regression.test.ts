import { describe, expect, it } from 'vitest';
import type { LedgerBody } from '../../src/contract/rollout/ledger.ts';
import type { MonitoredRun } from '../../src/rollout/cut-windows.ts';
import { decideWindows } from '../../src/rollout/decide-windows.ts';
import { ledgerOf, monitored, request, requests, START, upTo } from './build-ledger.ts';

const HOW = { windowMinutes: 60, tolerance: { threshold: 1.1, confidence: 0.95 } };
const broken = request({ state: 'failed', breaks: ['finish/changed'] });

function rolledBack(share: number, runs: readonly MonitoredRun[]): string | null {
  const entries: (readonly [number, LedgerBody])[] = [[0, START], ...upTo(share)];
  let reason: string | null = null;
  for (const run of runs) {
    const { windows, rollback } = decideWindows(ledgerOf(entries), run, HOW);
    entries.push(...windows.map((window) => [400, window] as const));
    reason ??= rollback?.reason ?? null;
  }
  return reason;
}

const few = (hours: number): MonitoredRun =>
  monitored(hours, { baseline: requests(40), candidate: requests(40, { latencyMs: 900 }) });

describe('traffic goes back by itself', () => {
  it('on one incident, which it names', () => {
    expect(rolledBack(10, [monitored(31, { candidate: [broken] })])).toBe(
      'incident: finish/changed (1 of its exchanges, such as new/p/send/1)',
    );
  });

  it('but not where it serves no client', () => {
    expect(rolledBack(0, [monitored(31, { candidate: [broken] })])).toBeNull();
  });

  it('on a slowest twentieth that is surely slower, also by answers that never came', () => {
    const baseline = requests(400);
    const slow = requests(400, { latencyMs: 900 });
    expect(rolledBack(20, [monitored(61, { baseline, candidate: slow })])).toBe(
      "p95: the slowest twentieth takes 1.78 times the baseline's or more, and 1.1 times is allowed",
    );
    const gone = [...requests(300), ...requests(400, { latencyMs: null }).slice(300)];
    expect(rolledBack(20, [monitored(61, { baseline, candidate: gone })])).toMatch(/^p95: .* times/);
  });

  it('by many windows where each alone is too few', () => {
    expect(rolledBack(10, [few(31)])).toBeNull();
    expect(rolledBack(10, [31, 32, 33, 34, 35, 36, 37, 38].map(few))).toMatch(/^p95/);
  });

  it('not on what is as slow as is allowed, nor on replayed times, nor without a baseline', () => {
    const baseline = requests(400);
    const allowed = requests(400, { latencyMs: 545 });
    expect(rolledBack(20, [monitored(61, { baseline, candidate: allowed })])).toBeNull();
    const slow = requests(400, { latencyMs: 900 });
    expect(rolledBack(20, [monitored(61, { baseline, candidate: slow, source: 'replay' })])).toBeNull();
    expect(rolledBack(20, [monitored(61, { baseline: null, candidate: slow })])).toBeNull();
  });
});
