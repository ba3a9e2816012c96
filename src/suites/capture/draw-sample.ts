import { seededRandom } from '../../stats/seeded-random.ts';

/** How many of a stratum were seen, and how many of these are drawn. */
interface Share {
  readonly stratum: string;
  readonly seen: number;
  readonly drawn: number;
}

/**
 * Draws from each stratum in proportion to its size, one at least where there is room for one of each: what is rare breaks
 * too. The same items, seed and number give the same sample, in the order in which they came.
 */
export function drawSample<Item>(
  items: readonly Item[],
  stratumOf: (item: Item) => string,
  { most, seed }: { readonly most: number; readonly seed: number },
): { readonly drawn: readonly Item[]; readonly shares: readonly Share[] } {
  const places = items.map((item, at) => ({ at, stratum: stratumOf(item) }));
  const strata = [...Map.groupBy(places, ({ stratum }) => stratum)]
    .map(([stratum, members]) => ({ stratum, members }))
    .toSorted((a, b) => b.members.length - a.members.length || (a.stratum < b.stratum ? -1 : 1));
  const wanted = allocate(
    strata.map(({ members }) => members.length),
    most,
  );
  const taken = new Set<number>();
  const shares = strata.map(({ stratum, members }, index) => {
    const count = wanted[index] ?? 0;
    const random = seededRandom('capture', seed, stratum);
    const ranked = members.map(({ at }) => ({ at, rank: random() })).toSorted((a, b) => a.rank - b.rank);
    for (const { at } of ranked.slice(0, count)) taken.add(at);
    return { stratum, seen: members.length, drawn: count };
  });
  return { drawn: items.filter((_item, at) => taken.has(at)), shares };
}

/** Of sizes in descending order: one each, as far as it goes, and the rest by largest remainder. */
function allocate(sizes: readonly number[], most: number): readonly number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= most) return sizes;
  const first = sizes.map((_size, at) => (at < most ? 1 : 0));
  const left = Math.max(0, most - sizes.length);
  const more = total - sizes.length;
  const exact = sizes.map((size) => (more === 0 ? 0 : ((size - 1) / more) * left));
  const whole = exact.map(Math.floor);
  const rest = left - whole.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.at - b.at);
  const topped = new Set(byRemainder.slice(0, rest).map(({ at }) => at));
  return first.map((count, at) => count + (whole[at] ?? 0) + (topped.has(at) ? 1 : 0));
}
