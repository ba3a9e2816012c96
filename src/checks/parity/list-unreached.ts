import type { JsonValue } from '../../json/json-value.ts';
import type { ChooseComparator } from './choose-comparator.ts';
import type { Difference } from './difference.ts';
import { goldenPointer, type Pairing } from './pair-items.ts';
import type { GoldenPlace, Reference } from './reference.ts';

type Places = NonNullable<Reference['places']>;

function isUnder(pointer: string, places: ReadonlySet<string>): boolean {
  if (places.size === 0) return false;
  for (let end = pointer.length; end !== -1; end = pointer.lastIndexOf('/', end - 1)) {
    if (places.has(pointer.slice(0, end))) return true;
    if (end === 0) return false;
  }
  return false;
}

/** A key of an object that was reached, which has no such key: an item that a list does not have is its length's affair. */
function isLostKey(
  pointer: string,
  pattern: string,
  places: Places,
  reached: ReadonlySet<GoldenPlace>,
): boolean {
  if (pattern.endsWith('/*')) return false;
  const parent = places.get(pointer.slice(0, pointer.lastIndexOf('/')));
  return parent !== undefined && reached.has(parent);
}

/** Compared places of the golden that were never reached and lie under no difference already found. */
export function listUnreached(
  {
    reference: { places },
    choose,
    pairing,
  }: { readonly reference: Reference; readonly choose: ChooseComparator; readonly pairing: Pairing },
  reached: ReadonlySet<GoldenPlace>,
  known: readonly Difference[],
): readonly Difference[] {
  if (places === null || reached.size === places.size) return [];
  const found: Difference[] = [];
  const under = new Set<string>(pairing.absent);
  for (const { pointer } of known) under.add(goldenPointer(pairing, pointer) ?? pointer);
  for (const [pointer, place] of places) {
    if (reached.has(place)) continue;
    const { value, pattern } = place;
    const { way, compare, set, by } = choose(pointer, pattern);
    const isOwn = compare !== null || set !== null;
    if (way !== 'exact' && !(isOwn && isLostKey(pointer, pattern, places, reached))) continue;
    if (isUnder(pointer, under)) continue;
    under.add(pointer);
    const expected: JsonValue = value;
    found.push({ what: 'missing-path', pointer, expected, observed: null, by });
  }
  return found;
}
