import type { JsonObject } from '../json-value.ts';
import { edgesOf, resolveWithin, type SchemaEdges } from './schema-edges.ts';

/** What following the references of a schema shows. */
export interface Recursion {
  /** Schemas that lead back to themselves for the very same value: nothing would ever be decided. */
  readonly endless: ReadonlySet<JsonObject>;
  /** Schemas that hold a part of their value more than once against what comes back to them: twice as often a level. */
  readonly doubling: ReadonlySet<JsonObject>;
  /** Whether references multiply the schemas that one value is held against beyond any that people write. */
  readonly isHeavy: boolean;
  /** Whether some reference could not be followed. */
  readonly isOpen: boolean;
}

type Edges = ReadonlyMap<JsonObject, SchemaEdges>;

function allEdges(root: JsonObject): Edges {
  const edges = new Map<JsonObject, SchemaEdges>();
  const resolve = resolveWithin(root);
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (edges.has(next)) continue;
    const found = edgesOf(next, resolve);
    edges.set(next, found);
    open.push(...targetsOf(found));
  }
  return edges;
}

function targetsOf({ here, named, rest, patterned, items, contains }: SchemaEdges): JsonObject[] {
  const members = [...named.values()].filter((inner) => inner !== null);
  return [...here, ...members, ...rest, ...patterned, ...items, ...contains];
}

type Follow = (found: SchemaEdges) => readonly JsonObject[];

const here: Follow = (own) => own.here;

/** Those from which following leads to a loop: what is left when those that lead nowhere are taken away, again and again. */
function leadingToLoops(edges: Edges, follow: Follow): Set<JsonObject> {
  const left = new Map<JsonObject, number>();
  const sources = new Map<JsonObject, JsonObject[]>();
  for (const [schema, own] of edges) {
    const targets = follow(own);
    left.set(schema, targets.length);
    for (const target of targets) sources.set(target, [...(sources.get(target) ?? []), schema]);
  }
  const done = [...edges.keys()].filter((schema) => left.get(schema) === 0);
  for (let next = done.pop(); next !== undefined; next = done.pop()) {
    left.delete(next);
    for (const source of sources.get(next) ?? []) {
      const count = (left.get(source) ?? 0) - 1;
      left.set(source, count);
      if (count === 0) done.push(source);
    }
  }
  return new Set(left.keys());
}

/** Of those, the ones in a loop or between two. */
function withinLoops(
  edges: Edges,
  leading: ReadonlySet<JsonObject>,
  follow: Follow,
): ReadonlySet<JsonObject> {
  const within = new Set<JsonObject>();
  const reached = new Map<JsonObject, number>();
  for (const schema of leading) {
    for (const target of followFrom(edges, schema, follow))
      reached.set(target, (reached.get(target) ?? 0) + 1);
  }
  const gone = [...leading].filter((schema) => !reached.has(schema));
  for (const schema of leading) within.add(schema);
  for (let next = gone.pop(); next !== undefined; next = gone.pop()) {
    within.delete(next);
    for (const target of followFrom(edges, next, follow)) {
      const count = (reached.get(target) ?? 0) - 1;
      reached.set(target, count);
      if (count === 0 && within.has(target)) gone.push(target);
    }
  }
  return within;
}

function followFrom(edges: Edges, schema: JsonObject, follow: Follow): readonly JsonObject[] {
  const own = edges.get(schema);
  return own === undefined ? [] : follow(own);
}

/** How often the parts of one value are held against what recurs. */
interface Visits {
  rest: number;
  /** Beyond `rest`. */
  readonly named: Map<string, number>;
  items: number;
}

function countVisits(schema: JsonObject, edges: Edges, recurs: ReadonlySet<JsonObject>, into: Visits): void {
  const own = edges.get(schema);
  if (own === undefined) return;
  const counts = (inner: JsonObject): boolean => recurs.has(inner);
  const rest = own.rest.some(counts) ? 1 : 0;
  into.rest += rest + own.patterned.filter(counts).length;
  for (const [name, inner] of own.named) {
    const beyond = (inner !== null && counts(inner) ? 1 : 0) - rest;
    if (beyond !== 0) into.named.set(name, (into.named.get(name) ?? 0) + beyond);
  }
  into.items += (own.items.some(counts) ? 1 : 0) + own.contains.filter(counts).length;
  for (const inner of own.here) countVisits(inner, edges, recurs, into);
}

function isDoubling(schema: JsonObject, edges: Edges, recurs: ReadonlySet<JsonObject>): boolean {
  const visits: Visits = { rest: 0, named: new Map(), items: 0 };
  countVisits(schema, edges, recurs, visits);
  return Math.max(visits.items, visits.rest + Math.max(0, ...visits.named.values())) > 1;
}

const NONE: ReadonlySet<JsonObject> = new Set();
const MOST_WEIGHT = 100_000;

/** How many schemas one value can be held against, references followed; those that recur once. */
function weigh(schema: JsonObject, edges: Edges, known: Map<JsonObject, number>): number {
  const before = known.get(schema);
  if (before !== undefined) return before;
  known.set(schema, 0);
  const own = edges.get(schema);
  const inner = own === undefined ? [] : targetsOf(own).map((target) => weigh(target, edges, known));
  const weight = Math.min(
    inner.reduce((sum, part) => sum + part, 1),
    MOST_WEIGHT,
  );
  known.set(schema, weight);
  return weight;
}

export function traceRecursion(root: JsonObject): Recursion {
  const edges = allEdges(root);
  const found = {
    endless: NONE,
    doubling: NONE,
    isHeavy: weigh(root, edges, new Map()) >= MOST_WEIGHT,
    isOpen: [...edges.values()].some(({ isOpen }) => isOpen),
  };
  const endless = withinLoops(edges, leadingToLoops(edges, here), here);
  if (endless.size > 0 || found.isHeavy) return { ...found, endless };
  const recurs = leadingToLoops(edges, targetsOf);
  const looped = [...withinLoops(edges, recurs, targetsOf)];
  return { ...found, doubling: new Set(looped.filter((schema) => isDoubling(schema, edges, recurs))) };
}
