import type { UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { spellArguments } from '../../json/spell-arguments.ts';

/** A call as a target would make it. */
export interface GivenCall {
  readonly name: string;
  /** Null where `rawArguments` is no JSON. */
  readonly arguments: JsonValue;
  readonly rawArguments: string;
}

/** What a target would answer in place of the approved answer. */
export interface GivenAnswer {
  readonly text: string;
  readonly calls: readonly GivenCall[];
  readonly finish: UnifiedFinishReason | null;
}

/** The approved answer as a target would give it. */
export function givenOf({ text, toolCalls, finish }: GoldenAnswer): GivenAnswer {
  return { text, finish, calls: toolCalls.map((call) => givenCall(call.name, call.arguments)) };
}

/** A text is of arguments that were cut. */
export function givenCall(name: string, args: JsonValue): GivenCall {
  if (typeof args === 'string') return readCall(name, args);
  return { name, arguments: args, rawArguments: spellArguments(args) };
}

/** A call as decoders hand it on: what is no object or list has no parsed arguments. */
export function readCall(name: string, rawArguments: string): GivenCall {
  const parsed = parseStrict(rawArguments);
  const isUsable = parsed.ok && (isJsonObject(parsed.value) || isJsonArray(parsed.value));
  return { name, arguments: isUsable ? parsed.value : null, rawArguments };
}

export function withCall(answer: GivenAnswer, index: number, call: GivenCall): GivenAnswer {
  return { ...answer, calls: answer.calls.map((old, at) => (at === index ? call : old)) };
}
