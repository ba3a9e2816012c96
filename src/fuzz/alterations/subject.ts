import { argumentsAt } from '../../contract/suites/comparator.ts';
import type { GoldenAnswer, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { Random } from '../../contract/world.ts';
import { editAt } from '../../json/edit-at.ts';
import type { JsonObject, JsonValue } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { tokensOf } from '../../json/pointer.ts';
import { walk } from '../../json/walk.ts';
import { givenOf, readCall, withCall, type GivenAnswer, type GivenCall } from './given-answer.ts';
import { readInput, type Input } from './read-input.ts';
import { schemasAt } from './schemas-at.ts';

/** A JSON value that the answer consists of: its text, or the arguments of one of its calls. */
export interface Document {
  /** '' or /toolCalls/0/arguments. */
  readonly root: string;
  readonly value: JsonValue;
  /** As it is spelt. */
  readonly text: string;
  readonly places: readonly Place[];
  readonly spelt: (value: JsonValue) => string;
  readonly withText: (text: string) => GivenAnswer;
}

/** A value within a document. */
export interface Place {
  readonly document: Document;
  /** From the root of the answer. */
  readonly at: string;
  readonly tokens: readonly string[];
  readonly value: JsonValue;
  /** What is asked of the value: the schemas of this place. */
  readonly schemas: readonly JsonObject[];
  /** The answer with another value here; without any for undefined. */
  readonly withValue: (value: JsonValue | undefined) => GivenAnswer;
}

/** A text of the answer: the whole of a plain one, or a string within a document. */
export interface Passage {
  readonly at: string;
  readonly text: string;
  readonly isWhole: boolean;
  readonly withText: (text: string) => GivenAnswer;
}

/** An approved answer, taken apart into what can go wrong in it. */
export interface Subject {
  readonly prompt: GoldenPrompt;
  readonly answer: GivenAnswer;
  readonly documents: readonly Document[];
  readonly places: readonly Place[];
  readonly passages: readonly Passage[];
  readonly input: Input;
  readonly random: Random;
}

export function readSubject(prompt: GoldenPrompt, golden: GoldenAnswer, random: Random): Subject {
  const answer = givenOf(golden);
  const text = prompt.output === null ? null : parseStrict(answer.text);
  const documents = [
    ...(text?.ok === true && prompt.output !== null
      ? [textDocument(answer, text.value, prompt.output.schema)]
      : []),
    ...answer.calls.map((call, at) => callDocument(answer, call, at, prompt)),
  ];
  const places = documents.flatMap((document) => document.places);
  const whole: Passage = {
    at: '',
    text: answer.text,
    isWhole: true,
    withText: (text) => ({ ...answer, text }),
  };
  const isPlain = answer.text.trim() !== '' && text?.ok !== true;
  return {
    prompt,
    answer,
    documents,
    places,
    passages: [...(isPlain ? [whole] : []), ...places.flatMap(passageOf)],
    input: readInput(prompt),
    random,
  };
}

function passageOf({ at, value, withValue }: Place): Passage[] {
  return typeof value === 'string' ? [{ at, text: value, isWhole: false, withText: withValue }] : [];
}

function textDocument(answer: GivenAnswer, value: JsonValue, schema: JsonObject): Document {
  const indent = answer.text.includes('\n') ? 2 : 0;
  return createDocument('', value, schema, answer.text, {
    spelt: (changed) => JSON.stringify(changed, null, indent),
    withText: (text) => ({ ...answer, text }),
  });
}

function callDocument(
  answer: GivenAnswer,
  call: GivenCall,
  index: number,
  { tools }: GoldenPrompt,
): Document {
  const parameters = tools.find(({ name }) => name === call.name)?.parameters ?? {};
  return createDocument(argumentsAt(index), call.arguments, parameters, call.rawArguments, {
    spelt: (changed) => JSON.stringify(changed),
    withText: (raw) => withCall(answer, index, readCall(call.name, raw)),
  });
}

function createDocument(
  root: string,
  value: JsonValue,
  schema: JsonObject,
  text: string,
  { spelt, withText }: Pick<Document, 'spelt' | 'withText'>,
): Document {
  const places: Place[] = [];
  const document: Document = { root, value, text, places, spelt, withText };
  walk(value, ({ pointer, value: here }) => {
    const tokens = tokensOf(pointer);
    places.push({
      document,
      at: `${root}${pointer}`,
      tokens,
      value: here,
      schemas: schemasAt(schema, tokens),
      withValue: (changed) => withText(spelt(editAt(value, tokens, () => changed))),
    });
    return true;
  });
  return document;
}
