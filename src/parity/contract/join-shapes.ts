import { ENOUGH_PROMPTS, KINDS, limited, MOST_WORDS, type Shape } from './shape.ts';

/** The shape of the values of both. It does not matter which is first, or what was joined before. */
export function joinShapes(a: Shape, b: Shape): Shape {
  const keys = a.keys === null || b.keys === null ? null : joinKeys(a.keys, b.keys);
  const items = a.items === null || b.items === null ? (a.items ?? b.items) : joinShapes(a.items, b.items);
  return limited({
    kinds: { ...a.kinds, ...Object.fromEntries(KINDS.map((kind) => [kind, a.kinds[kind] + b.kinds[kind]])) },
    keys,
    items,
    words: joinWords(a.words, b.words),
    formats: a.formats & b.formats,
    places: keys === null ? Math.max(a.places, b.places) : placesOf(keys, items),
  });
}

function placesOf(keys: ReadonlyMap<string, Shape>, items: Shape | null): number {
  let places = 1 + (items?.places ?? 0);
  for (const shape of keys.values()) places += shape.places;
  return places;
}

function joinKeys(a: ReadonlyMap<string, Shape>, b: ReadonlyMap<string, Shape>): ReadonlyMap<string, Shape> {
  if (a.size === 0 || b.size === 0) return a.size === 0 ? b : a;
  const joined = new Map(a);
  for (const [key, shape] of b) {
    const known = joined.get(key);
    joined.set(key, known === undefined ? shape : joinShapes(known, shape));
  }
  return joined;
}

function joinWords(a: Shape['words'], b: Shape['words']): Shape['words'] {
  if (a === null || b === null) return null;
  if (a.size === 0 || b.size === 0) return a.size === 0 ? b : a;
  const joined = new Map(a);
  for (const [word, prompts] of b) joined.set(word, fewest(joined.get(word) ?? [], prompts));
  return joined.size > MOST_WORDS ? null : joined;
}

/** The first of both by name: which these are does not depend on what came first. */
function fewest(a: readonly string[], b: readonly string[]): readonly string[] {
  if (b.every((prompt) => a.includes(prompt))) return a;
  return [...new Set([...a, ...b])].toSorted().slice(0, ENOUGH_PROMPTS);
}
