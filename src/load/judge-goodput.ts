import { binomialCdf } from '../stats/binomial.ts';
import { quantile } from '../stats/quantile.ts';
import { batchMeans, LEAST_BATCHES, varianceOf } from './batch-means.ts';

/** A scheduled request whose fate is known, in the order of the schedule. Milliseconds from the stage's start. */
export interface Settled {
  readonly latencyMs: number;
  readonly fate: 'good' | 'missed' | 'dropped';
}

export interface GoodputVerdict {
  /** Whether the share of good requests is shown to reach `share`, or to stay below it. */
  readonly verdict: 'above' | 'below' | 'open';
  /** Why it is open. */
  readonly reason: string;
}

/** A request that takes longer than any limit is one that takes long, and no more. */
const LONGEST_MS = 60_000;

/**
 * LoadGen's early stopping both ways, over batch means: near saturation misses come in bursts, and n of them say less than n
 * throws of a coin. How much less is what the means of batches vary more than those of independent requests would; the rule
 * counts so many fewer, and for a rate that is to be carried no more than the bursts of its slowest requests allow: they show
 * how long a burst of misses is, also where few were seen. It wants 20 batches at least, each longer than the longest busy
 * period, and latencies that do not depend on those of the batch before: else the queue is still filling. A queue that only
 * grows has no end of its busy period: it is known by a whole half of the stage in which nothing was in time. `look` counts
 * the looks at one stage; alpha is spent over them.
 * https://github.com/mlcommons/inference/blob/master/loadgen/early_stopping.cc
 */
export function judgeGoodput(
  settled: readonly Settled[],
  { share, alpha, look }: { readonly share: number; readonly alpha: number; readonly look: number },
): GoodputVerdict {
  const spent = alpha / (look * (look + 1));
  const lost = settled.map(({ fate }): number => (fate === 'good' ? 0 : 1));
  const surely = settled.map(({ fate }): number => (fate === 'missed' ? 1 : 0));
  const latencies = batchMeans(settled.map(({ latencyMs }) => Math.min(latencyMs, LONGEST_MS)));
  const { lagOne, means, size } = latencies;
  if (means.length < LEAST_BATCHES) return open('too few requests for twenty batches');

  const half = surely.slice(Math.floor(surely.length / 2));
  if (half.every((miss) => miss === 1)) return { verdict: 'below', reason: '' };
  const ascending = Float64Array.from(settled, ({ latencyMs }) => latencyMs).sort();
  if (longestBusy(settled, ascending) >= size)
    return open('a batch is no longer than the longest busy period');
  const each = worthOf(surely);
  // P(X >= misses) where the share is just reached.
  if (1 - binomialCdf(sumOf(surely) / each - 1, surely.length / each, 1 - share) <= spent) {
    return { verdict: 'below', reason: '' };
  }
  if (lagOne !== null && lagOne > highestLagOne(means.length)) return open('the queue has not settled');
  // Who saw few bursts of misses, or none, does not know by them how long one is: the slowest requests, missed or not, show it.
  const worth = Math.max(worthOf(lost), worthOf(slowest(settled, ascending, 1 - share)));
  const [misses, n] = [sumOf(lost) / worth, lost.length / worth];
  if (binomialCdf(misses, n, 1 - share) > spent) return open('too few requests to tell');
  return { verdict: 'above', reason: '' };
}

function open(reason: string): GoodputVerdict {
  return { verdict: 'open', reason };
}

/** What independent means of so many batches stay below, but one time in forty. */
export function highestLagOne(batches: number): number {
  return 2 / Math.sqrt(batches);
}

/** By how much a variance of so few means may be more than it looks: two standard errors. */
function mayVary(means: number): number {
  return 1 + 2 * Math.sqrt(2 / (means - 1));
}

/** How many of these requests say as much as an independent one does of how many of them were missed; 1 at least. */
function worthOf(missed: readonly number[]): number {
  const n = missed.length;
  const rate = sumOf(missed) / n;
  const { means, size } = batchMeans(missed);
  const independent = (rate * (1 - rate)) / size;
  return independent > 0 ? Math.max(1, (varianceOf(means) * mayVary(means.length)) / independent) : 1;
}

/** 1 for the slowest `share` of all, however slow they are; of equally slow ones for none or all. */
function slowest(settled: readonly Settled[], ascending: Float64Array, share: number): readonly number[] {
  const least = quantile(ascending, 1 - share) ?? 0;
  return settled.map(({ latencyMs }) => (latencyMs > least ? 1 : 0));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * The longest busy period that a client can see, in requests: how many in a row took longer than half of all do, or as many
 * as came while one was in flight.
 */
function longestBusy(settled: readonly Settled[], ascending: Float64Array): number {
  const median = quantile(ascending, 0.5) ?? 0;
  let [longest, run] = [0, 0];
  for (const { latencyMs } of settled) {
    run = latencyMs > median ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
