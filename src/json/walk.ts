import { isJsonArray, isJsonObject, typeOfJson, type JsonType, type JsonValue } from './json-value.ts';
import { joinPointer } from './pointer.ts';

/** `pattern` is the pointer with `*` for every array index. */
export interface JsonNode {
  readonly pointer: string;
  readonly pattern: string;
  readonly type: JsonType;
  readonly value: JsonValue;
}

/** Visits every value, parents first, in document order. A visit that returns false keeps the walk out of its children. */
export function walk(root: JsonValue, visit: (node: JsonNode) => boolean): void {
  // A stack of our own: hostile nesting must not exhaust the engine's.
  const pending: JsonNode[] = [nodeAt('', '', root)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!visit(node)) continue;
    const { pointer, pattern, value } = node;
    if (isJsonArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) {
        pending.push(nodeAt(`${pointer}/${index}`, `${pattern}/*`, value[index] ?? null));
      }
    } else if (isJsonObject(value)) {
      for (const key of Object.keys(value).toReversed()) {
        pending.push(nodeAt(joinPointer(pointer, key), joinPointer(pattern, key), value[key] ?? null));
      }
    }
  }
}

function nodeAt(pointer: string, pattern: string, value: JsonValue): JsonNode {
  return { pointer, pattern, type: typeOfJson(value), value };
}
