import { isJsonArray, isJsonObject, typeOfJson, type JsonType, type JsonValue } from './json-value.ts';
import { joinPointer } from './pointer.ts';

/** `pattern` is the pointer with `*` for every array index. */
export interface JsonNode {
  readonly pointer: string;
  readonly pattern: string;
  readonly type: JsonType;
  readonly value: JsonValue;
}

interface Pending {
  readonly pointer: string;
  readonly pattern: string;
  readonly value: JsonValue;
}

/** Visits every value, parents first, in document order. A visit that returns false keeps the walk out of its children. */
export function walk(root: JsonValue, visit: (node: JsonNode) => boolean): void {
  // A stack of our own: hostile nesting must not exhaust the engine's.
  const pending: Pending[] = [{ pointer: '', pattern: '', value: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { pointer, pattern, value } = next;
    if (!visit({ pointer, pattern, type: typeOfJson(value), value })) continue;
    if (isJsonArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) {
        pending.push({
          pointer: `${pointer}/${index}`,
          pattern: `${pattern}/*`,
          value: value[index] ?? null,
        });
      }
    } else if (isJsonObject(value)) {
      for (const key of Object.keys(value).toReversed()) {
        const child = value[key] ?? null;
        pending.push({
          pointer: joinPointer(pointer, key),
          pattern: joinPointer(pattern, key),
          value: child,
        });
      }
    }
  }
}
