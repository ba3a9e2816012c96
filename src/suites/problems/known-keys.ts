import type { Path } from './problem-at.ts';
import { suiteFileJsonSchema } from '../source/suite-file-json-schema.ts';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function branches(schema: unknown): Readonly<Record<string, unknown>>[] {
  if (!isRecord(schema)) return [];
  const alternatives = [schema['anyOf'], schema['oneOf']].filter(Array.isArray).flat();
  return [schema, ...alternatives.flatMap(branches)];
}

function step(schema: Readonly<Record<string, unknown>>, key: string | number): unknown {
  if (typeof key === 'number') return schema['items'];
  const properties = schema['properties'];
  return isRecord(properties) && key in properties ? properties[key] : schema['additionalProperties'];
}

/** The keys that the suite file format knows at a path, over all its alternatives. */
export function knownKeys(path: Path): readonly string[] {
  let schemas = branches(suiteFileJsonSchema());
  for (const key of path) schemas = schemas.flatMap((schema) => branches(step(schema, key)));
  const keys = schemas.flatMap((schema) =>
    isRecord(schema['properties']) ? Object.keys(schema['properties']) : [],
  );
  return [...new Set(keys)].toSorted();
}
