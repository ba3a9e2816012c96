import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { resolvePointer } from '../../json/pointer.ts';

/** The schema that a reference into its own document names, by pointer, anchor or id; undefined for any other. */
export function resolveRef(root: JsonValue, ref: JsonValue): JsonValue | undefined {
  if (typeof ref !== 'string') return undefined;
  if (ref.startsWith('#')) {
    const fragment = decodeFragment(ref.slice(1));
    if (fragment === '' || fragment.startsWith('/')) return resolvePointer(root, fragment);
    return findNamed(root, '$anchor', fragment) ?? findNamed(root, '$id', ref);
  }
  return findNamed(root, '$id', ref);
}

function decodeFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function findNamed(schema: JsonValue, key: '$anchor' | '$id', name: string): JsonValue | undefined {
  if (isJsonArray(schema)) return firstOf(schema, key, name);
  if (!isJsonObject(schema)) return undefined;
  return schema[key] === name ? schema : firstOf(Object.values(schema), key, name);
}

function firstOf(schemas: readonly JsonValue[], key: '$anchor' | '$id', name: string): JsonValue | undefined {
  for (const each of schemas) {
    const found = findNamed(each, key, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
