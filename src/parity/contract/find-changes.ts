import type { ContractChange } from '../../contract/gates/comparison.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { generalizePointer, joinPointer } from '../../json/pointer.ts';
import { formatIn, hasFormat } from './formats.ts';
import { isRequired } from './schema-of.ts';
import { kindOf } from './shape-of.ts';
import { enumOf, kindsOf, type Shape } from './shape.ts';

/** Where a value is not what a shape says, once a place and kind of change. */
export interface Change {
  readonly change: ContractChange['change'];
  /** To the first such place. */
  readonly pointer: string;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
}

/** All that a value has, or lacks, against the contract of others. */
export function findChanges(value: JsonValue, shape: Shape): readonly Change[] {
  const found = new Map<string, Change>();
  const note = (change: Change): void => {
    const key = `${change.change}\n${generalizePointer(change.pointer)}`;
    if (!found.has(key)) found.set(key, change);
  };
  compare(value, shape, '', note);
  return [...found.values()];
}

type Note = (change: Change) => void;

function compare(value: JsonValue, shape: Shape, pointer: string, note: Note): void {
  const kind = kindOf(value);
  if (shape.kinds[kind] === 0 && !(kind === 'integer' && shape.kinds.number > 0)) {
    const change = kind === 'null' ? 'null-new' : 'type-new';
    note({ change, pointer, expected: kindsOf(shape), observed: kind });
    return;
  }
  if (typeof value === 'string') compareText(value, shape, pointer, note);
  else if (isJsonArray(value)) compareItems(value, shape, pointer, note);
  else if (isJsonObject(value)) compareKeys(value, shape, pointer, note);
}

function compareText(text: string, shape: Shape, pointer: string, note: Note): void {
  const words = shape.words?.has(text) === true ? null : enumOf(shape);
  if (words !== null) {
    note({ change: 'word-new', pointer, expected: words, observed: text });
  }
  const format = formatIn(shape.formats);
  if (format !== null && !hasFormat(text, format)) {
    note({ change: 'format-lost', pointer, expected: format, observed: text });
  }
}

function compareItems(list: readonly JsonValue[], shape: Shape, pointer: string, note: Note): void {
  const { items, keys } = shape;
  // A shape without parts says nothing of them.
  if (keys === null) return;
  for (const [at, item] of list.entries()) {
    const place = joinPointer(pointer, at);
    if (items === null) note({ change: 'place-new', pointer: place, expected: null, observed: kindOf(item) });
    else compare(item, items, place, note);
  }
}

function compareKeys(
  value: { readonly [key: string]: JsonValue },
  shape: Shape,
  pointer: string,
  note: Note,
): void {
  const { keys } = shape;
  if (keys === null) return;
  for (const [name, known] of keys) {
    if (Object.hasOwn(value, name) || !isRequired(shape, name)) continue;
    note({
      change: 'key-gone',
      pointer: joinPointer(pointer, name),
      expected: kindsOf(known),
      observed: null,
    });
  }
  for (const [name, member] of Object.entries(value)) {
    const known = keys.get(name);
    const place = joinPointer(pointer, name);
    if (known !== undefined) compare(member, known, place, note);
    else note({ change: 'place-new', pointer: place, expected: null, observed: kindOf(member) });
  }
}
