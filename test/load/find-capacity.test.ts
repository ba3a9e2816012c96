import { describe, expect, it } from 'vitest';
import { judgeGoodput, type Settled } from '../../src/load/judge-goodput.ts';
import { endsOf, nextRate, type TriedRate } from '../../src/load/search-capacity.ts';
import { CARRIED_SHARE } from '../../src/load/watch-goodput.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';

/** A queue with as many servers that take `serviceMs` for each request: Poisson arrivals, M/D/c. */
function* queue(
  servers: number,
  serviceMs: number,
  perSecond: number,
  random: () => number,
): Generator<number> {
  const free = Array.from({ length: servers }, () => 0);
  let atMs = 0;
  for (;;) {
    atMs += (-Math.log1p(-random()) / perSecond) * 1000;
    const first = free.indexOf(Math.min(...free));
    const startMs = Math.max(atMs, free[first] ?? 0);
    free[first] = startMs + serviceMs;
    yield startMs + serviceMs - atMs;
  }
}

/** The share of an M/D/1 queue that waits no longer than t service times, at a load of rho. A. K. Erlang (1909). */
function withinWait(t: number, rho: number): number {
  let [sum, factorial] = [0, 1];
  for (let k = 0; k <= Math.floor(t); k += 1) {
    if (k > 0) factorial *= k;
    sum += ((rho * (k - t)) ** k / factorial) * Math.exp(-rho * (k - t));
  }
  return (1 - rho) * sum;
}

/** Requests a second of which 95 % have waited no longer than t service times. */
function capacityOf(serviceMs: number, t: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    const rho = (low + high) / 2;
    if (withinWait(t, rho) >= CARRIED_SHARE) low = rho;
    else high = rho;
  }
  return (low * 1000) / serviceMs;
}

const MOST_REQUESTS = 60_000;

function tryRate(perSecond: number, limitMs: number, seed: number, at: number): TriedRate['verdict'] {
  const settled: Settled[] = [];
  let [look, nextLook] = [0, 80];
  for (const latencyMs of queue(1, 100, perSecond, seededRandom('queue', seed, at))) {
    settled.push({ latencyMs, fate: latencyMs <= limitMs ? 'good' : 'missed' });
    if (settled.length < nextLook) continue;
    look += 1;
    nextLook = Math.ceil(nextLook * 1.25);
    const judged = settled.slice(Math.floor(settled.length / 10));
    const { verdict } = judgeGoodput(judged, { share: CARRIED_SHARE, alpha: 0.05, look });
    if (verdict !== 'open') return verdict;
    if (settled.length >= MOST_REQUESTS) return 'open';
  }
  return 'open';
}

/** Every tenth of 2,000 requests met with this fate. */
function withTenthOf(fate: Settled['fate']): readonly Settled[] {
  return Array.from({ length: 2_000 }, (_, at) => ({ latencyMs: 100, fate: at % 10 === 0 ? fate : 'good' }));
}

describe('the search for a capacity', () => {
  it('finds that of a queue whose capacity is known, to 5 % and in 12 rates', () => {
    const limitMs = 500;
    const known = capacityOf(100, 4);
    const tried: TriedRate[] = [];
    for (let step = nextRate(tried, 1, 0.01); 'next' in step; step = nextRate(tried, 1, 0.01)) {
      tried.push({ perSecond: step.next, verdict: tryRate(step.next, limitMs, 5, tried.length) });
    }
    const { low, high } = endsOf(tried);
    expect(tried.length).toBeLessThanOrEqual(12);
    expect([(low ?? 0) <= known, (high ?? 0) >= known]).toEqual([true, true]);
    expect(Math.abs(Math.sqrt((low ?? 0) * (high ?? 0)) / known - 1)).toBeLessThan(0.05);
  });

  it('does not take a queue that only begins to fill for one that is carried', () => {
    // 2 % more than it can serve: the first minutes are in time.
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
    expect(nextRate(none, 1, 0.01)).toEqual({ reason: 'a stage is too short for fewer requests a second' });
  });
});
