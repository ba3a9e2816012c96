import { isJsonArray, isJsonObject, type JsonValue } from '../json/json-value.ts';

const MAX_CHARS = 160;
const MAX_ITEMS = 20;

function shorten(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return `array of ${value.length}`;
  if (isJsonObject(value)) return 'object';
  return typeof value === 'string' && value.length > MAX_CHARS ? `${value.slice(0, MAX_CHARS)}…` : value;
}

/** A value small enough to cite: scalars shortened, lists of scalars kept, what nests deeper named by its type. */
export function describeValue(value: JsonValue): JsonValue {
  return isJsonArray(value) ? value.slice(0, MAX_ITEMS).map(shorten) : shorten(value);
}
