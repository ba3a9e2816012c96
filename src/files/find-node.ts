import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Path } from './path.ts';

interface Found {
  readonly key: Node | null;
  readonly value: Node | null;
}

function asNode(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;
}

function followed(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? asNode(node.resolve(document)) : node;
}

/** The pairs of a map by their keys; of keys that are spelt alike the first. */
function indexOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const index = new Map<string, Pair>();
  for (const pair of map.items) {
    if (!isScalar(pair.key)) continue;
    const key = String(pair.key.value);
    if (!index.has(key)) index.set(key, pair);
  }
  return index;
}

/** Gives the node at a path, or the nearest above it: what is missing is placed at what should hold it. */
export type FindNode = (path: Path, at: 'key' | 'value') => Node | null;

/** Looks each map through once, however many of its parts are looked for. */
export function createFinder(document: Document): FindNode {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();

  /** The pair of a key, looked for in merged maps (`<<`) too. */
  function pairOf(node: Node | null, key: string): Pair | null {
    const map = followed(document, node);
    if (isSeq(map)) {
      const pairs = map.items.map((item) => pairOf(asNode(item), key));
      return pairs.find((pair) => pair !== null) ?? null;
    }
    if (!isMap(map)) return null;
    const index = indexes.get(map) ?? indexOf(map);
    indexes.set(map, index);
    const own = index.get(key);
    if (own !== undefined) return own;
    const merged = map.items.find((pair) => isScalar(pair.key) && String(pair.key.source) === '<<');
    return merged === undefined ? null : pairOf(asNode(merged.value), key);
  }

  function step(node: Node | null, segment: string | number): Found | null {
    const here = followed(document, node);
    if (isSeq(here)) {
      const item = here.items[Number(segment)];
      return item === undefined ? null : { key: null, value: asNode(item) };
    }
    const pair = pairOf(here, String(segment));
    return pair === null ? null : { key: asNode(pair.key), value: asNode(pair.value) };
  }

  return (path, at) => {
    let found: Found = { key: null, value: asNode(document.contents) };
    for (const segment of path) {
      const next = step(found.value, segment);
      if (next === null) return found.key ?? found.value;
      found = next;
    }
    return at === 'key' ? (found.key ?? found.value) : (found.value ?? found.key);
  };
}
