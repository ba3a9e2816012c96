import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { joinPointer } from '../../json/pointer.ts';
import { show, type Alteration, type AlterationClass } from './alteration.ts';
import type { Subject } from './subject.ts';

function* leaveOutKeys({ places }: Subject): Generator<Alteration> {
  for (const { at, tokens, document, withValue } of places) {
    const parent = document.places.find(
      (place) =>
        place.tokens.length === tokens.length - 1 &&
        isJsonObject(place.value) &&
        at.startsWith(`${place.at}/`),
    );
    if (tokens.length === 0 || parent === undefined) continue;
    yield { at, what: 'the key is missing', answer: () => withValue(undefined) };
  }
}

/** How others would call a key. */
function otherNames(key: string): readonly string[] {
  const snake = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const upper = key.slice(0, 1).toUpperCase() + key.slice(1);
  return [...(snake === key ? [] : [snake]), upper, `${key}s`];
}

function* renameKeys({ places }: Subject): Generator<Alteration> {
  for (const { at, value, withValue } of places) {
    if (!isJsonObject(value)) continue;
    for (const key of Object.keys(value)) {
      for (const name of otherNames(key).slice(0, 2)) {
        const renamed = (): JsonValue =>
          Object.fromEntries(
            Object.entries(value).map(([old, member]) => [old === key ? name : old, member]),
          );
        yield {
          at: joinPointer(at, key),
          what: `the key is called ${name}`,
          answer: () => withValue(renamed()),
        };
      }
    }
  }
}

const EXTRA: readonly (readonly [string, JsonValue])[] = [
  ['explanation', 'As the text says.'],
  ['confidence', 0.9],
  ['notes', []],
];

function* addKeys({ places }: Subject): Generator<Alteration> {
  for (const { at, value, withValue } of places) {
    if (!isJsonObject(value)) continue;
    for (const [key, extra] of EXTRA) {
      if (Object.hasOwn(value, key)) continue;
      yield {
        at: joinPointer(at, key),
        what: 'a key too much',
        answer: () => withValue({ ...value, [key]: extra }),
      };
    }
  }
}

function retype(value: JsonValue): readonly JsonValue[] {
  if (typeof value === 'number') return [String(value), [value]];
  if (typeof value === 'boolean') return [String(value), Number(value)];
  if (typeof value === 'string') {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    return [Number.isFinite(number) ? number : 0, [value], { value }];
  }
  if (value === null) return ['null', ''];
  return isJsonArray(value)
    ? [JSON.stringify(value), Object.fromEntries(value.entries())]
    : [JSON.stringify(value), Object.values(value)];
}

function* retypeValues({ places }: Subject): Generator<Alteration> {
  for (const { at, value, tokens, withValue } of places) {
    if (tokens.length === 0) continue;
    for (const other of retype(value)) {
      yield { at, what: `${show(value)} became ${show(other)}`, answer: () => withValue(other) };
    }
  }
}

function* nullValues({ places }: Subject): Generator<Alteration> {
  for (const { at, value, tokens, withValue } of places) {
    if (value === null || tokens.length === 0) continue;
    yield { at, what: `${show(value)} became null`, answer: () => withValue(null) };
  }
}

/** A text, list or object that is there, with nothing in it. */
function* emptyValues({ places }: Subject): Generator<Alteration> {
  for (const { at, value, tokens, withValue } of places) {
    if (tokens.length === 0) continue;
    const empty = isJsonArray(value)
      ? []
      : typeof value === 'string'
        ? ''
        : value !== null && isJsonObject(value)
          ? {}
          : null;
    if (empty === null || JSON.stringify(empty) === JSON.stringify(value)) continue;
    yield { at, what: `${show(value)} became ${show(empty)}`, answer: () => withValue(empty) };
  }
}

/** What stands around the answer, or one level too many in it. */
function* wrapValues({ places }: Subject): Generator<Alteration> {
  for (const { at, value, tokens, withValue } of places) {
    const wraps: readonly JsonValue[] =
      tokens.length === 0
        ? [[value], { result: value }, { answer: value }, { data: { items: [value] } }, JSON.stringify(value)]
        : [[[value]], { value }];
    for (const wrapped of wraps) {
      yield { at, what: `it stands in ${show(wrapped)}`, answer: () => withValue(wrapped) };
    }
  }
}

export const SHAPE_CLASSES: readonly AlterationClass[] = [
  { name: 'key/missing', kind: 'shape', means: 'a key is missing', alter: leaveOutKeys },
  { name: 'key/renamed', kind: 'shape', means: 'a key has another name', alter: renameKeys },
  { name: 'key/extra', kind: 'shape', means: 'a key too much', alter: addKeys },
  { name: 'value/retyped', kind: 'shape', means: 'a value is of another type', alter: retypeValues },
  { name: 'value/nulled', kind: 'shape', means: 'null came for a value', alter: nullValues },
  {
    name: 'value/emptied',
    kind: 'shape',
    means: 'a text, list or object came with nothing in it',
    alter: emptyValues,
  },
  { name: 'value/wrapped', kind: 'shape', means: 'a value stands one level too deep', alter: wrapValues },
];
