import type { core } from 'zod';
import type { Path } from './path.ts';

/** The JSON Schema of a file's format, as zod writes it. */
export type Format = core.JSONSchema.BaseSchema;

function isFormat(value: unknown): value is Format {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function forms(format: Format): readonly Format[] {
  return [format, ...[...(format.anyOf ?? []), ...(format.oneOf ?? [])].filter(isFormat).flatMap(forms)];
}

function stepInto(format: Format, part: string | number): readonly Format[] {
  if (typeof part === 'number') return [format.items].filter(isFormat);
  const properties = format.properties ?? {};
  const own = Object.hasOwn(properties, part) ? properties[part] : undefined;
  return [own ?? format.additionalProperties].filter(isFormat);
}

function formatsAt(format: Format, path: Path): readonly Format[] {
  return path.reduce<readonly Format[]>(
    (here, part) => here.flatMap((form) => stepInto(form, part)).flatMap(forms),
    forms(format),
  );
}

/** The keys that may stand in the map at a path, over all its forms. */
export function keysAt(format: Format, path: Path): readonly string[] {
  return [...new Set(formatsAt(format, path).flatMap((form) => Object.keys(form.properties ?? {})))];
}

/** What the format says about the value at a path, or about its list; null when nothing. */
export function describedAt(format: Format, path: Path): string | null {
  const own = formatsAt(format, path).find((form) => form.description !== undefined)?.description;
  if (own !== undefined) return own;
  return typeof path.at(-1) === 'number' ? describedAt(format, path.slice(0, -1)) : null;
}
