import { describe, expect, it } from 'vitest';
import { judgeGoodput, type Settled } from '../../src/load/judge-goodput.ts';
import { endsOf, nextRate, type TriedRate } from '../../src/load/search-capacity.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { queue, searchQueue, withinWait } from './known-queue.ts';

/** Every tenth of 2,000 requests met with this fate. */
function withTenthOf(fate: Settled['fate']): readonly Settled[] {
  return Array.from({ length: 2_000 }, (_, at) => ({ latencyMs: 100, fate: at % 10 === 0 ? fate : 'good' }));
}

describe('the search for a capacity', () => {
  // As `capacityOf` works them out, to four digits. Who knows only the bursts of misses takes too much for carried by seed 7.
  it.each([
    { servers: 1, limitMs: 500, known: 6.938, seed: 7 },
    { servers: 4, limitMs: 200, known: 28.94, seed: 5 },
  ])(
    'finds that of a queue of $servers whose capacity is known, to 5% and in 12 rates',
    ({ servers, limitMs, known, seed }) => {
      const rho = (known * 100) / 1000 / servers;
      expect(withinWait(servers, limitMs / 100 - 1, rho)).toBeCloseTo(0.95, 3);
      const { low, high, rates } = searchQueue({ servers, serviceMs: 100, limitMs }, seed);
      expect(rates).toBeLessThanOrEqual(12);
      expect([(low ?? 0) <= known, (high ?? 0) >= known]).toEqual([true, true]);
      expect(Math.abs(Math.sqrt((low ?? 0) * (high ?? 0)) / known - 1)).toBeLessThan(0.05);
    },
  );

  it('does not take a queue that only begins to fill for one that is carried', () => {
    // 2% more than it can serve: the first minutes are in time.
    const settled: Settled[] = [];
    for (const latencyMs of queue(1, 100, 10.2, seededRandom('filling', 1))) {
      settled.push({ latencyMs, fate: latencyMs <= 8_000 ? 'good' : 'missed' });
      if (settled.length === 1_000) break;
    }
    expect(settled.every(({ fate }) => fate === 'good')).toBe(true);
    expect(judgeGoodput(settled, { share: 0.95, alpha: 0.05, look: 1 }).verdict).toBe('open');
  });

  it('takes what was dropped for late where it proves, and for in time where it refutes', () => {
    const asked = { share: 0.95, alpha: 0.05, look: 1 };
    expect(judgeGoodput(withTenthOf('missed'), asked).verdict).toBe('below');
    expect(judgeGoodput(withTenthOf('dropped'), asked).verdict).toBe('open');
    expect(judgeGoodput(withTenthOf('good'), asked).verdict).toBe('above');
  });

  it('says where nobody here could send more, and what could not be decided it leaves between the ends', () => {
    const refused: TriedRate[] = [
      { perSecond: 10, verdict: 'above' },
      { perSecond: 10.4, verdict: 'refused' },
    ];
    expect(endsOf(refused)).toEqual({ low: 10, high: null });
    expect(nextRate(refused, 1, 0.01)).toEqual({
      reason: 'beyond it this process is measured, and not the target',
    });
    const open: TriedRate[] = [
      { perSecond: 10, verdict: 'above' },
      { perSecond: 20, verdict: 'open' },
      { perSecond: 40, verdict: 'below' },
    ];
    expect(endsOf(open)).toEqual({ low: 10, high: 40 });
    expect(nextRate(open, 1, 0.01)).toEqual({ next: Math.sqrt(200) });
    const none = [1, 0.25, 0.0625, 0.015625, 0.01].map((perSecond) => ({
      perSecond,
      verdict: 'below' as const,
    }));
    expect(nextRate(none, 1, 0.01)).toEqual({
      reason: '0.01 a second is too much, and a stage is too short for fewer: make stages longer (--seconds)',
    });
  });

  it('says whose fault it is that nothing was found, and the mend', () => {
    const [refused, dropped, open] = (['refused', 'dropped', 'open'] as const).map((verdict) =>
      nextRate([{ perSecond: 50, verdict }], 50, 50),
    );
    const longer = 'a stage is too short for fewer: make stages longer (--seconds)';
    expect(refused).toEqual({
      reason:
        'this process, and not the target, is measured at 50 a second already, and a stage is too short for fewer: take a quieter machine, or make stages longer (--seconds)',
    });
    expect(dropped).toEqual({
      reason: `at 50 a second as many are in flight already as may be, and ${longer}`,
    });
    expect(open).toEqual({ reason: `50 a second could not be decided, and ${longer}` });
  });
});
