import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
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

/** The pair of a key, looked for in merged maps (`<<`) too. */
function pairOf(document: Document, node: Node | null, key: string): Pair | null {
  const map = followed(document, node);
  if (isSeq(map)) {
    const pairs = map.items.map((item) => pairOf(document, asNode(item), key));
    return pairs.find((pair) => pair !== null) ?? null;
  }
  if (!isMap(map)) return null;
  const own = map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
  if (own !== undefined) return own;
  const merged = map.items.find((pair) => isScalar(pair.key) && String(pair.key.source) === '<<');
  return merged === undefined ? null : pairOf(document, asNode(merged.value), key);
}

function step(document: Document, node: Node | null, segment: string | number): Found | null {
  const here = followed(document, node);
  if (isSeq(here)) {
    const item = here.items[Number(segment)];
    return item === undefined ? null : { key: null, value: asNode(item) };
  }
  const pair = pairOf(document, here, String(segment));
  return pair === null ? null : { key: asNode(pair.key), value: asNode(pair.value) };
}

/** The node at a path, or the nearest above it: what is missing is placed at what should hold it. */
export function findNode(document: Document, path: Path, at: 'key' | 'value'): Node | null {
  let found: Found = { key: null, value: asNode(document.contents) };
  for (const segment of path) {
    const next = step(document, found.value, segment);
    if (next === null) return found.key ?? found.value;
    found = next;
  }
  return at === 'key' ? (found.key ?? found.value) : (found.value ?? found.key);
}
