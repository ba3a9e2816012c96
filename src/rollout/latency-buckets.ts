import type { SideOfWindow } from '../contract/rollout/ledger.ts';

/** Times within so much of each other are one. */
const RATIO = 1.01;

type Buckets = SideOfWindow['latency'];

/** How many of some times, in ms, lie in each bucket; null is one without a whole answer. */
export function countLatencies(times: readonly (number | null)[]): Buckets {
  const counts = new Map<number, number>();
  for (const time of times) {
    if (time === null) continue;
    const bucket = Math.floor(Math.log(Math.max(time, 1)) / Math.log(RATIO));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  const none = times.filter((time) => time === null).length;
  return { none, buckets: [...counts].toSorted(([a], [b]) => a - b) };
}

/** The times again, ascending, each as short or as long as it may have been; one without an answer took longer than any. */
export function spreadLatencies(sides: readonly Buckets[], edge: 'shortest' | 'longest'): Float64Array {
  const times = sides.flatMap(({ none, buckets }) => [
    ...buckets.flatMap(([bucket, count]) =>
      repeated(RATIO ** (bucket + (edge === 'longest' ? 1 : 0)), count),
    ),
    ...repeated(Number.POSITIVE_INFINITY, none),
  ]);
  return Float64Array.from(times).sort();
}

function repeated(value: number, count: number): readonly number[] {
  return Array.from({ length: count }, () => value);
}
