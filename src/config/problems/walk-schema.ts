import type { core } from 'zod';
import type { Path } from './complaint.ts';

export type Schema = core.JSONSchema.BaseSchema;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function forms(schema: Schema): readonly Schema[] {
  return [schema, ...(schema.anyOf ?? []).flatMap(forms)];
}

function stepInto(schema: Schema, part: string | number): readonly Schema[] {
  if (typeof part === 'number') return [schema.items].filter(isSchema);
  const properties = schema.properties ?? {};
  const own = Object.hasOwn(properties, part) ? properties[part] : undefined;
  return [own ?? schema.additionalProperties].filter(isSchema);
}

function schemasAt(schema: Schema, path: Path): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (here, part) => here.flatMap((one) => stepInto(one, part)).flatMap(forms),
    forms(schema),
  );
}

/** The keys that may stand in the map at a path, over all its forms. */
export function keysAt(schema: Schema, path: Path): readonly string[] {
  return [...new Set(schemasAt(schema, path).flatMap((one) => Object.keys(one.properties ?? {})))];
}

/** What the schema says about the value at a path, or about its list; null when nothing. */
export function describedAt(schema: Schema, path: Path): string | null {
  const own = schemasAt(schema, path).find((one) => one.description !== undefined)?.description;
  if (own !== undefined) return own;
  return typeof path.at(-1) === 'number' ? describedAt(schema, path.slice(0, -1)) : null;
}
