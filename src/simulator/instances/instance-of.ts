import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json/json-value.ts';
import { joinPointer } from '../../json/pointer.ts';
import { accepts } from './accepts.ts';
import { arrays, objects, type Inside } from './containers.ts';
import { resolveRef } from './resolve-ref.ts';
import { isText, namedValues, numbers, texts } from './scalars.ts';

/** An instance of a schema, or why none was found. */
export type Instance =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly reason: string };

/** What a search goes by. `left` counts down; `dry` is the first place in the instance for which nothing was found. */
interface Search {
  readonly root: JsonValue;
  /** How often a reference may be followed within itself. */
  readonly revisits: number;
  left: number;
  dry: string | null;
}

/** Schemas that all hold of one value, with neither reference nor choice in them, and the references that led there. */
interface Alternative {
  readonly schemas: readonly JsonObject[];
  readonly refs: readonly string[];
}

const MOST_TRIES = 20_000;
const MOST_REVISITS = 3;
const DEEPEST = 48;
/** Keywords that this search does not read, so that a value could break them unseen. */
const UNREAD = ['unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', '$recursiveRef'];

/**
 * A small valid instance of a JSON Schema (2020-12; draft-7 where its keywords have other names): required properties
 * alone, shortest lists, numbers near 0, the first choice that leads anywhere. A schema always gives the same instance.
 */
export function instanceOf(schema: JsonValue): Instance {
  const unread = findUnread(schema);
  if (unread !== null) return { ok: false, reason: `the keyword ${unread} is not read` };
  let dry: string | null = null;
  for (let revisits = 0; revisits <= MOST_REVISITS; revisits += 1) {
    const search: Search = { root: schema, revisits, left: MOST_TRIES, dry: null };
    const [value] = valuesOf([schema], search, [], '', 0);
    if (value !== undefined) return { ok: true, value };
    dry ??= search.dry;
  }
  return {
    ok: false,
    reason: `no value was found for ${dry === null || dry === '' ? 'the whole of it' : dry}`,
  };
}

function findUnread(schema: JsonValue): string | null {
  if (isJsonArray(schema)) return schema.map(findUnread).find((found) => found !== null) ?? null;
  if (!isJsonObject(schema)) return null;
  const own = UNREAD.find((name) => name in schema && schema[name] !== true);
  return own ?? findUnread(Object.values(schema));
}

/** Distinct values of which all the schemas hold, the smallest first. */
function* valuesOf(
  schemas: readonly JsonValue[],
  search: Search,
  refs: readonly string[],
  place: string,
  depth: number,
): Generator<JsonValue, void> {
  const found: JsonValue[] = [];
  for (const alternative of depth > DEEPEST ? [] : alternativesOf(schemas, search, refs)) {
    const inside: Inside = (within, token) =>
      valuesOf(within, search, alternative.refs, joinPointer(place, token), depth + 1);
    for (const value of candidates(alternative.schemas, inside)) {
      search.left -= 1;
      if (search.left < 0) break;
      if (found.some((other) => isDeepStrictEqual(other, value))) continue;
      if (!schemas.every((schema) => accepts(schema, value, search.root))) continue;
      found.push(value);
      yield value;
    }
  }
  if (found.length === 0) search.dry ??= place;
}

/** The ways to fulfil schemas at once: references followed, `allOf` joined, a branch taken where there is a choice. */
function* alternativesOf(
  schemas: readonly JsonValue[],
  search: Search,
  refs: readonly string[],
): Generator<Alternative, void> {
  const [schema, ...rest] = schemas;
  if (schema === undefined) {
    yield { schemas: [], refs };
    return;
  }
  if (schema === true) return yield* alternativesOf(rest, search, refs);
  search.left -= 1;
  if (!isJsonObject(schema) || search.left < 0) return;
  const {
    $ref,
    allOf = [],
    anyOf,
    oneOf,
    if: condition,
    then: met = true,
    else: unmet = true,
    ...plain
  } = schema;
  const target = $ref === undefined ? true : resolveRef(search.root, $ref);
  const name = typeof $ref === 'string' ? [$ref] : [];
  const visits = refs.filter((ref) => name.includes(ref)).length;
  if (target === undefined || visits > search.revisits) return;
  const choices = [
    ...[anyOf, oneOf].flatMap((list) =>
      list !== undefined && isJsonArray(list) ? [list.map((each) => [each])] : [],
    ),
    ...(condition === undefined ? [] : [[[unmet], [condition, met]]]),
  ];
  for (const chosen of product(choices)) {
    const more = [target, ...(isJsonArray(allOf) ? allOf : []), ...chosen, ...rest];
    for (const alternative of alternativesOf(more, search, [...refs, ...name])) {
      yield { schemas: [plain, ...alternative.schemas], refs: alternative.refs };
    }
  }
}

function* product(choices: readonly (readonly JsonValue[][])[]): Generator<readonly JsonValue[], void> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const option of first) for (const others of product(rest)) yield [...option, ...others];
}

function* candidates(schemas: readonly JsonObject[], inside: Inside): Generator<JsonValue, void> {
  const named = namedValues(schemas);
  if (named !== null) return yield* named;
  for (const type of typesOf(schemas)) {
    if (type === 'null') yield null;
    if (type === 'boolean') yield* [true, false];
    if (type === 'number') yield* numbers(schemas);
    if (type === 'string') yield* texts(schemas);
    if (type === 'array') yield* arrays(schemas, inside);
    if (type === 'object') yield* objects(schemas, inside);
  }
}

/** Keywords by which a schema without `type` lets its type be known. */
const TELLS: readonly (readonly [string, RegExp])[] = [
  ['object', /^(?:properties|required|additionalProperties|patternProperties|minProperties|propertyNames)$/],
  ['array', /^(?:items|prefixItems|minItems|maxItems|contains|uniqueItems)$/],
  ['number', /^(?:minimum|maximum|exclusiveM(?:in|ax)imum|multipleOf)$/],
];
const TYPES = ['string', 'number', 'boolean', 'array', 'object', 'null'];

/** The types that a value may have, in the schema's own order. */
function typesOf(schemas: readonly JsonObject[]): readonly string[] {
  const [first, ...others] = schemas.flatMap(({ type }) =>
    type === undefined
      ? []
      : [
          [type]
            .flat()
            .filter(isText)
            .map((name) => (name === 'integer' ? 'number' : name)),
        ],
  );
  if (first !== undefined) return first.filter((name) => others.every((list) => list.includes(name)));
  const keywords = schemas.flatMap((schema) => Object.keys(schema));
  const hinted = TELLS.flatMap(([type, tells]) =>
    keywords.some((keyword) => tells.test(keyword)) ? [type] : [],
  );
  return [...new Set([...hinted, ...TYPES])];
}
