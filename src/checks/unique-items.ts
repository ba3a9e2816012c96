import type { Ajv, ErrorObject, FuncKeywordDefinition } from 'ajv';
import { isJsonArray, isJsonObject, type JsonValue } from '../json/json-value.ts';

/** Equal values have equal texts: the order of keys does not count. */
function textOf(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${textOf(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

/** The last item that stands before, and where: the pair that ajv names when it compares every two. */
function lastPair(items: readonly JsonValue[]): { readonly i: number; readonly j: number } | null {
  const seen = new Map<string, number>();
  let pair = null;
  for (const [i, item] of items.entries()) {
    const text = textOf(item);
    const j = seen.get(text);
    if (j !== undefined) pair = { i, j };
    seen.set(text, i);
  }
  return pair;
}

interface Validate {
  (wanted: boolean, items: readonly JsonValue[]): boolean;
  errors?: Partial<ErrorObject>[];
}

/** In place of ajv's own, which compares every two items of a list of objects: a long answer would never be judged. */
export function useLinearUniqueItems(ajv: Ajv): void {
  const validate: Validate = (wanted, items) => {
    const pair = wanted ? lastPair(items) : null;
    if (pair === null) return true;
    const message = `must NOT have duplicate items (items ## ${pair.j} and ${pair.i} are identical)`;
    validate.errors = [{ keyword: 'uniqueItems', params: pair, message }];
    return false;
  };
  const definition: FuncKeywordDefinition = {
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate,
    errors: true,
  };
  ajv.removeKeyword('uniqueItems').addKeyword(definition);
}
