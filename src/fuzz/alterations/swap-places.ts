import {
  isJsonArray,
  isJsonObject,
  typeOfJson,
  type JsonObject,
  type JsonValue,
} from '../../json/json-value.ts';
import { joinPointer } from '../../json/pointer.ts';
import { show, type Alteration, type AlterationClass } from './alteration.ts';
import type { Subject } from './subject.ts';

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isAlike(a: JsonValue, b: JsonValue): boolean {
  return typeOfJson(a) === typeOfJson(b) && !isSame(a, b);
}

/** Two members of one object, of one type. */
function* swapFields({ places }: Subject): Generator<Alteration> {
  for (const { at, value, withValue } of places) {
    if (!isJsonObject(value)) continue;
    const members = Object.entries(value);
    for (const [index, [key, mine]] of members.entries()) {
      for (const [other, its] of members.slice(index + 1)) {
        const isScalar = typeof mine !== 'object' && typeof its !== 'object';
        const oneIsMissing =
          (mine === null) !== (its === null) && (isScalar || mine === null || its === null);
        if (!(isScalar && isAlike(mine, its)) && !oneIsMissing) continue;
        yield {
          at: joinPointer(at, key),
          what: `${show(mine)} and ${show(its)} of ${other} changed places`,
          answer: () => withValue({ ...value, [key]: its, [other]: mine }),
        };
      }
    }
  }
}

/** One member of two items of a list: what belongs to the first is told of the second. */
function* swapRows({ places }: Subject): Generator<Alteration> {
  for (const { at, value, withValue } of places) {
    if (!isJsonArray(value)) continue;
    for (const [index, mine] of value.entries()) {
      const next = value[index + 1];
      if (next === undefined || !isJsonObject(mine) || !isJsonObject(next)) continue;
      for (const key of Object.keys(mine)) {
        if (!Object.hasOwn(next, key) || isSame(mine[key], next[key]) || Object.keys(mine).length < 2)
          continue;
        yield {
          at: joinPointer(joinPointer(at, index), key),
          what: `${show(mine[key] ?? null)} changed places with that of the next item`,
          answer: () =>
            withValue(
              value.with(index, exchange(mine, next, key)).with(index + 1, exchange(next, mine, key)),
            ),
        };
      }
    }
  }
}

function exchange(mine: JsonObject, other: JsonObject, key: string): JsonObject {
  return { ...mine, [key]: other[key] ?? null };
}

function* swapItems({ places }: Subject): Generator<Alteration> {
  for (const { at, value, withValue } of places) {
    if (!isJsonArray(value)) continue;
    for (const [index, mine] of value.entries()) {
      const next = value[index + 1];
      if (next === undefined || isSame(mine, next)) continue;
      yield {
        at: joinPointer(at, index),
        what: `${show(mine)} stands after ${show(next)}`,
        answer: () => withValue(value.with(index, next).with(index + 1, mine)),
      };
    }
  }
}

function* leaveOutItems({ places }: Subject): Generator<Alteration> {
  for (const { at, value, withValue } of places) {
    if (!isJsonArray(value) || value.length < 2) continue;
    for (const [index, item] of value.entries()) {
      yield {
        at: joinPointer(at, index),
        what: `${show(item)} is left out`,
        answer: () => withValue(value.toSpliced(index, 1)),
      };
    }
  }
}

function* doubleItems({ places }: Subject): Generator<Alteration> {
  for (const { at, value, withValue } of places) {
    if (!isJsonArray(value)) continue;
    for (const [index, item] of value.entries()) {
      yield {
        at: joinPointer(at, index),
        what: `${show(item)} stands twice`,
        answer: () => withValue(value.toSpliced(index, 0, item)),
      };
    }
  }
}

export const PLACE_CLASSES: readonly AlterationClass[] = [
  { name: 'field/swapped', kind: 'value', means: 'two fields changed their values', alter: swapFields },
  {
    name: 'row/swapped',
    kind: 'value',
    isRare: true,
    means: 'what belongs to one item is told of the next',
    alter: swapRows,
  },
  {
    name: 'item/swapped',
    kind: 'value',
    isRare: true,
    means: 'two items of a list changed places',
    alter: swapItems,
  },
  { name: 'item/left-out', kind: 'value', means: 'an item of a list is left out', alter: leaveOutItems },
  { name: 'item/doubled', kind: 'value', means: 'an item of a list stands twice', alter: doubleItems },
];
