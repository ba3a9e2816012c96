import { judgeGoodput, type Settled } from '../../src/load/judge-goodput.ts';
import { endsOf, nextRate, type TriedRate } from '../../src/load/search-capacity.ts';
import { CARRIED_SHARE, STAGE_ALPHA } from '../../src/load/watch-goodput.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';

/** A queue with as many servers that take `serviceMs` for each request: Poisson arrivals, M/D/c. */
export function* queue(
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
export function capacityOf(serviceMs: number, t: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    const rho = (low + high) / 2;
    if (withinWait(t, rho) >= CARRIED_SHARE) low = rho;
    else high = rho;
  }
  return (low * 1000) / serviceMs;
}

export interface KnownQueue {
  readonly servers: number;
  readonly serviceMs: number;
  readonly limitMs: number;
}

const MOST_REQUESTS = 60_000;

function tryRate(
  perSecond: number,
  { servers, serviceMs, limitMs }: KnownQueue,
  seed: number,
  at: number,
): TriedRate['verdict'] {
  const settled: Settled[] = [];
  let [look, nextLook] = [0, 160];
  for (const latencyMs of queue(servers, serviceMs, perSecond, seededRandom('queue', seed, at))) {
    settled.push({ latencyMs, fate: latencyMs <= limitMs ? 'good' : 'missed' });
    if (settled.length < nextLook) continue;
    look += 1;
    nextLook = Math.ceil(nextLook * 1.25);
    const judged = settled.slice(Math.floor(settled.length / 10));
    const { verdict } = judgeGoodput(judged, { share: CARRIED_SHARE, alpha: STAGE_ALPHA, look });
    if (verdict !== 'open') return verdict;
    if (settled.length >= MOST_REQUESTS) return 'open';
  }
  return 'open';
}

/** What the search makes of a queue: its ends, and how many rates it tried. */
export function searchQueue(known: KnownQueue, seed: number) {
  const tried: TriedRate[] = [];
  for (let step = nextRate(tried, 1, 0.01); 'next' in step; step = nextRate(tried, 1, 0.01)) {
    tried.push({ perSecond: step.next, verdict: tryRate(step.next, known, seed, tried.length) });
  }
  return { ...endsOf(tried), rates: tried.length };
}
