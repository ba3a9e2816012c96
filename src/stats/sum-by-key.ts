/** Counts by key, summed key by key, in the order in which a key came first. */
export function sumByKey(counts: readonly ReadonlyMap<number, number>[]): Map<number, number> {
  const sum = new Map<number, number>();
  for (const each of counts) for (const [key, count] of each) sum.set(key, (sum.get(key) ?? 0) + count);
  return sum;
}
