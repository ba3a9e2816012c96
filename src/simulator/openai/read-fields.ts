import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import { parseJson } from '../../json/parse-json.ts';

export type FieldPath = readonly (string | number)[];

/** A field that a server's parser will not take. `type` and the message are spelled as pydantic spells them. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
  readonly path: FieldPath;
  readonly type: string;

  constructor(path: FieldPath, type: string, message: string) {
    super(message);
    this.path = path;
    this.type = type;
  }
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Throws FieldError `missing` for undefined, else with the given type and message. */
function refuse(value: JsonValue | undefined, path: FieldPath, type: string, message: string): never {
  if (value === undefined) throw new FieldError(path, 'missing', 'Field required');
  throw new FieldError(path, type, message);
}

export function readObject(value: JsonValue | undefined, path: FieldPath): JsonObject {
  return isObject(value) ? value : refuse(value, path, 'dict_type', 'Input should be a valid dictionary');
}

export function readArray(value: JsonValue | undefined, path: FieldPath): readonly JsonValue[] {
  return isArray(value) ? value : refuse(value, path, 'list_type', 'Input should be a valid list');
}

export function readString(value: JsonValue | undefined, path: FieldPath): string {
  return typeof value === 'string'
    ? value
    : refuse(value, path, 'string_type', 'Input should be a valid string');
}

export function readNumber(value: JsonValue | undefined, path: FieldPath): number {
  return typeof value === 'number'
    ? value
    : refuse(value, path, 'float_type', 'Input should be a valid number');
}

export function readInteger(value: JsonValue | undefined, path: FieldPath): number {
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? value
    : refuse(value, path, 'int_type', 'Input should be a valid integer');
}

export function readBoolean(value: JsonValue | undefined, path: FieldPath): boolean {
  return typeof value === 'boolean'
    ? value
    : refuse(value, path, 'bool_type', 'Input should be a valid boolean');
}

/** Null where the field is absent or null: every server of this family takes the two for the same. */
export function optional<T>(
  read: (value: JsonValue | undefined, path: FieldPath) => T,
  owner: JsonObject,
  path: FieldPath,
  key: string,
): T | null {
  const value = owner[key];
  return value === undefined || value === null ? null : read(value, [...path, key]);
}

export function readOneOf<T extends string>(
  value: JsonValue | undefined,
  path: FieldPath,
  words: readonly T[],
): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const quoted = words.map((word) => `'${word}'`);
  const list = [quoted.slice(0, -1).join(', '), quoted.at(-1)].filter((part) => part !== '').join(' or ');
  return refuse(value, path, 'literal_error', `Input should be ${list}`);
}

/** Throws FieldError `json_invalid` for a body that is not JSON. */
export function readBody(body: string | Uint8Array | null): JsonObject {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body ?? new Uint8Array());
  let value: JsonValue;
  try {
    value = parseJson(text);
  } catch {
    throw new FieldError([], 'json_invalid', 'JSON decode error');
  }
  return isObject(value)
    ? value
    : refuse(
        value,
        [],
        'model_attributes_type',
        'Input should be a valid dictionary or object to extract fields from',
      );
}
