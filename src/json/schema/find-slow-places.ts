import { readPattern } from '../pattern/read-pattern.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { traceRecursion, type Recursion } from './trace-recursion.ts';
import type { SchemaPlace } from './walk-schema.ts';

/**
 * What can make it take long to hold a value against a schema. `pattern` and `recursion` know no bound that a value's
 * length gives; `square` grows with its square; `endless` never comes to an end, for any value.
 */
export interface SlowPlace {
  readonly grows: 'pattern' | 'recursion' | 'square' | 'endless';
  readonly path: SchemaPlace['path'];
  readonly keyword: string;
}

/** Formats whose expression in ajv-formats is not linear: test/slow/format-growth.test.ts holds all others. */
export const SQUARE_FORMATS: ReadonlySet<JsonValue> = new Set(['url']);

/** Keywords by which a value, or a part of it, is held against several schemas. */
const BRANCHING = ['anyOf', 'oneOf', 'allOf', 'if', 'contains', 'patternProperties'];

function isSlowPattern(pattern: JsonValue | undefined): boolean {
  return typeof pattern === 'string' && isPattern(pattern) && readPattern(pattern) === null;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function slowOf({ path, schema }: SchemaPlace, { endless, doubling }: Recursion): SlowPlace[] {
  const { patternProperties = {}, format = null } = schema;
  const names = isJsonObject(patternProperties) ? Object.keys(patternProperties) : [];
  const found: SlowPlace[] = [];
  if (endless.has(schema) && '$ref' in schema) found.push({ grows: 'endless', path, keyword: '$ref' });
  const branching = doubling.has(schema) ? BRANCHING.find((keyword) => keyword in schema) : undefined;
  if (branching !== undefined) found.push({ grows: 'recursion', path, keyword: branching });
  if (isSlowPattern(schema['pattern'])) found.push({ grows: 'pattern', path, keyword: 'pattern' });
  if (names.some(isSlowPattern)) found.push({ grows: 'pattern', path, keyword: 'patternProperties' });
  if (SQUARE_FORMATS.has(format)) found.push({ grows: 'square', path, keyword: 'format' });
  return found;
}

/** Every place of a schema by which a hostile value could make judging it take long. */
export function findSlowPlaces(root: JsonObject, places: readonly SchemaPlace[]): readonly SlowPlace[] {
  const recursion = traceRecursion(root);
  const found = places.flatMap((place) => slowOf(place, recursion));
  if (found.some(({ grows }) => grows === 'endless' || grows === 'recursion')) return found;
  const { isHeavy, isOpen, doubling } = recursion;
  return isHeavy || isOpen || doubling.size > 0
    ? [...found, { grows: 'recursion', path: [], keyword: '' }]
    : found;
}
