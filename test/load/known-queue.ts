import { judgeGoodput, type Settled } from '../../src/load/judge-goodput.ts';
import { endsOf, nextRate, type TriedRate } from '../../src/load/search-capacity.ts';
import { CARRIED_SHARE, STAGE_ALPHA } from '../../src/load/watch-goodput.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';

/**
 * A queue with as many servers that take `serviceMs` for each request, first come first served: says when one that comes at a
 * time is over. Times never go back.
 */
export function openQueue({ servers, serviceMs }: Omit<KnownQueue, 'limitMs'>): (atMs: number) => number {
  const free = Array.from({ length: servers }, () => 0);
  return (atMs) => {
    const first = free.indexOf(Math.min(...free));
    const endMs = Math.max(atMs, free[first] ?? 0) + serviceMs;
    free[first] = endMs;
    return endMs;
  };
}

/** How long each request of such a queue takes under Poisson arrivals: M/D/c. */
export function* queue(
  servers: number,
  serviceMs: number,
  perSecond: number,
  random: () => number,
): Generator<number> {
  const endOf = openQueue({ servers, serviceMs });
  let atMs = 0;
  for (;;) {
    atMs += (-Math.log1p(-random()) / perSecond) * 1000;
    yield endOf(atMs) - atMs;
  }
}

const MOST_IN_QUEUE = 120;

/** Requests in an M/D/c queue and its servers, as they are seen at any time: the chance of each number, by its balance. */
function numbersIn(servers: number, rho: number): readonly number[] {
  const perService = servers * rho;
  const arrive = Array.from({ length: MOST_IN_QUEUE }, () => Math.exp(-perService));
  for (let k = 1; k < MOST_IN_QUEUE; k += 1) arrive[k] = ((arrive[k - 1] ?? 0) * perService) / k;
  let now: number[] = [1, ...Array.from({ length: MOST_IN_QUEUE - 1 }, () => 0)];
  for (let step = 0, change = 1; step < 5_000 && change > 1e-8; step += 1) {
    // Who was served is gone a service time later, and who came meanwhile is there.
    const stay = now.slice(servers);
    stay[0] = now.slice(0, servers + 1).reduce((sum, chance) => sum + chance, 0);
    const next = now.map((_, n) =>
      stay.slice(0, n + 1).reduce((sum, p, k) => sum + p * (arrive[n - k] ?? 0), 0),
    );
    change = next.reduce((sum, chance, n) => sum + Math.abs(chance - (now[n] ?? 0)), 0);
    now = next;
  }
  return now;
}

/**
 * The share of an M/D/c queue that waits no longer than t service times, at a load of rho for each server. G. J. Franx,
 * Operations Research Letters 29 (2001) 221-229; for one server it is A. K. Erlang's (1909).
 */
export function withinWait(servers: number, t: number, rho: number): number {
  const numbers = numbersIn(servers, rho);
  const waiting = numbers.slice(servers);
  waiting[0] = numbers.slice(0, servers + 1).reduce((all, chance) => all + chance, 0);
  let sum = 0;
  const upTo = waiting.map((chance) => (sum += chance));
  const k = Math.floor(t) + 1;
  const mean = servers * rho * (k - t);
  let [within, term] = [0, Math.exp(-mean)];
  for (let j = 0; j < k * servers; j += 1) {
    if (j > 0) term *= mean / j;
    within += (upTo[k * servers - j - 1] ?? 1) * term;
  }
  return within;
}

/** Requests a second of which 95% wait no longer than t service times. */
export function capacityOf({ servers, serviceMs, limitMs }: KnownQueue): number {
  let [low, high] = [0.2, 0.99];
  for (let step = 0; step < 12; step += 1) {
    const rho = (low + high) / 2;
    if (withinWait(servers, limitMs / serviceMs - 1, rho) >= CARRIED_SHARE) low = rho;
    else high = rho;
  }
  return (low * servers * 1000) / serviceMs;
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
): { readonly verdict: TriedRate['verdict']; readonly requests: number } {
  const settled: Settled[] = [];
  let [look, nextLook] = [0, 160];
  for (const latencyMs of queue(servers, serviceMs, perSecond, seededRandom('queue', seed, at))) {
    settled.push({ latencyMs, fate: latencyMs <= limitMs ? 'good' : 'missed' });
    if (settled.length < nextLook) continue;
    look += 1;
    nextLook = Math.ceil(nextLook * 1.25);
    const judged = settled.slice(Math.floor(settled.length / 10));
    const { verdict } = judgeGoodput(judged, { share: CARRIED_SHARE, alpha: STAGE_ALPHA, look });
    if (verdict !== 'open' || settled.length >= MOST_REQUESTS) return { verdict, requests: settled.length };
  }
  return { verdict: 'open', requests: settled.length };
}

/** What the search makes of a queue: its ends, how many rates it tried, and how many requests that took. */
export function searchQueue(known: KnownQueue, seed: number) {
  const tried: TriedRate[] = [];
  let sent = 0;
  for (let step = nextRate(tried, 1, 0.01); 'next' in step; step = nextRate(tried, 1, 0.01)) {
    const { verdict, requests } = tryRate(step.next, known, seed, tried.length);
    tried.push({ perSecond: step.next, verdict });
    sent += requests;
  }
  return { ...endsOf(tried), rates: tried.length, sent };
}
