import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject, typeOfJson, type JsonValue } from './json-value.ts';
import { joinPointer } from './pointer.ts';

/** One place at which two values differ. `missing` has only a left value, `extra` only a right one. */
export interface ValueDifference {
  readonly pointer: string;
  readonly what: 'missing' | 'extra' | 'type' | 'value';
  readonly left: JsonValue;
  readonly right: JsonValue;
}

interface Pair {
  readonly pointer: string;
  readonly left: JsonValue | undefined;
  readonly right: JsonValue | undefined;
}

/** The members of two objects by name, the left one's first; the items of two lists by place. */
function childrenOf({ pointer, left, right }: Pair): readonly Pair[] | null {
  if (left === undefined || right === undefined) return null;
  if (isJsonArray(left) && isJsonArray(right)) {
    const length = Math.max(left.length, right.length);
    return Array.from({ length }, (_, at) => ({
      pointer: joinPointer(pointer, at),
      left: left[at],
      right: right[at],
    }));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return null;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].map((key) => ({
    pointer: joinPointer(pointer, key),
    left: Object.hasOwn(left, key) ? left[key] : undefined,
    right: Object.hasOwn(right, key) ? right[key] : undefined,
  }));
}

function differenceOf({ pointer, left, right }: Pair): ValueDifference {
  if (right === undefined) return { pointer, what: 'missing', left: left ?? null, right: null };
  if (left === undefined) return { pointer, what: 'extra', left: null, right };
  const what = typeOfJson(left) === typeOfJson(right) ? 'value' : 'type';
  return { pointer, what, left, right };
}

/** Where two values differ, in the order of the left one; none for equal values. Both nest no deeper than is read. */
export function diffValues(left: JsonValue, right: JsonValue): readonly ValueDifference[] {
  const found: ValueDifference[] = [];
  const pending: Pair[] = [{ pointer: '', left, right }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (isDeepStrictEqual(pair.left, pair.right)) continue;
    const children = childrenOf(pair);
    if (children === null) found.push(differenceOf(pair));
    else pending.push(...children.toReversed());
  }
  return found;
}
