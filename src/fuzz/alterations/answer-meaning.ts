import { argumentsAt, formOf } from '../../contract/suites/comparator.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { compilePattern, joinPointer } from '../../json/pointer.ts';
import { scanJson } from '../../json/scan-json.ts';
import type { GivenAnswer } from './given-answer.ts';

/** What an answer says, whatever it is written like: two that say the same are no two answers. */
export interface Meaning {
  readonly text: JsonValue;
  readonly calls: readonly JsonValue[];
  readonly finish: GivenAnswer['finish'];
}

/** Reads answers to a prompt: JSON by its value, a list that the prompt compares as a set in whatever order. */
export function createReadMeaning({ output, comparators }: GoldenPrompt): (answer: GivenAnswer) => Meaning {
  const sets = Object.entries(comparators).flatMap(([pattern, comparator]) => {
    const form = formOf(comparator);
    const isSet = form === 'set' || (typeof form !== 'string' && form.set !== undefined);
    return isSet ? [compilePattern(pattern, false)] : [];
  });
  const isSet = (pointer: string): boolean => sets.some((names) => names(pointer));
  const read = (text: string, root: string): JsonValue => {
    const parsed = parseOrUndefined(text);
    // Of a key that stands twice nobody knows which value counts. Neither form can be taken for the other.
    return parsed !== undefined && scanJson(text, false).duplicates.length === 0
      ? { value: sets.length === 0 ? parsed : inOrder(parsed, root, isSet) }
      : { text };
  };
  return ({ text, calls, finish }) => ({
    text: output === null ? text : read(text, ''),
    calls: calls.map(({ name, rawArguments }, index) => [name, read(rawArguments, argumentsAt(index))]),
    finish,
  });
}

/** A value with its sets in one order. */
function inOrder(value: JsonValue, pointer: string, isSet: (pointer: string) => boolean): JsonValue {
  if (isJsonArray(value)) {
    const items = value.map((item, index) => inOrder(item, joinPointer(pointer, index), isSet));
    if (!isSet(pointer)) return items;
    return items
      .map((item) => JSON.stringify(item))
      .toSorted()
      .map((spelt) => ({ item: spelt }));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, inOrder(member, joinPointer(pointer, key), isSet)]),
  );
}
