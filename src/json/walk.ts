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
  const patterns = new Map<string, Map<string, string>>();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!visit(node)) continue;
    const { pointer, pattern, value } = node;
    if (isJsonArray(value)) {
      const ofItems = `${pattern}/*`;
      for (let index = value.length - 1; index >= 0; index -= 1) {
        pending.push(nodeAt(`${pointer}/${index}`, ofItems, value[index] ?? null));
      }
    } else if (isJsonObject(value)) {
      const keys = Object.keys(value);
      let ofKeys = patterns.get(pattern);
      if (ofKeys === undefined) patterns.set(pattern, (ofKeys = new Map<string, string>()));
      for (let at = keys.length - 1; at >= 0; at -= 1) {
        const key = keys[at] ?? '';
        let below = ofKeys.get(key);
        if (below === undefined) ofKeys.set(key, (below = joinPointer(pattern, key)));
        pending.push(nodeAt(joinPointer(pointer, key), below, value[key] ?? null));
      }
    }
  }
}

function nodeAt(pointer: string, pattern: string, value: JsonValue): JsonNode {
  return { pointer, pattern, type: typeOfJson(value), value };
}
