import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import { diffValues, type ValueDifference } from '../../json/diff-values.ts';
import { isSameAnswer, jsonOf } from './answer-of.ts';

/** How an answer differs from a golden. A difference of values is between the golden, on the left, and the answer. */
export interface AnswerDifference {
  /** Of a JSON text, place by place; null where one of the two is none, or the prompt wants none. */
  readonly json: readonly ValueDifference[] | null;
  /** The two texts where they differ and are not told as JSON; null where they do not. */
  readonly text: { readonly golden: string; readonly answer: string } | null;
  /** Of the calls (`/0/arguments/orderId`), in their order. */
  readonly toolCalls: readonly ValueDifference[];
  /** The finish reason and the expected error. */
  readonly ending: readonly ValueDifference[];
}

function callsOf({ toolCalls }: GoldenAnswer) {
  return toolCalls.map((call) => ({ name: call.name, arguments: call.arguments }));
}

function endOf({ finish, error }: GoldenAnswer) {
  return { finish, error };
}

/** Null where the answer is the golden. A golden that names no finish reason takes any. */
export function diffAnswers(
  golden: GoldenAnswer,
  answer: GoldenAnswer,
  wantsJson: boolean,
): AnswerDifference | null {
  const approved = { ...golden, finish: golden.finish ?? answer.finish };
  if (isSameAnswer(approved, answer, wantsJson)) return null;
  const values = wantsJson ? ([jsonOf(golden), jsonOf(answer)] as const) : null;
  const [left, right] = values ?? [];
  const json = left === undefined || right === undefined ? null : diffValues(left, right);
  const differs = json === null && golden.text !== answer.text;
  return {
    json: json?.length === 0 ? null : json,
    text: differs ? { golden: golden.text, answer: answer.text } : null,
    toolCalls: diffValues(callsOf(golden), callsOf(answer)),
    ending: diffValues(endOf(approved), endOf(answer)),
  };
}
