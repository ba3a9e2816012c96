import { isDeepStrictEqual } from 'node:util';
import type { Outcome } from '../../contract/exchanges/exchange.ts';
import { EXPECTED_ERRORS } from '../../contract/errors/error-kind.ts';
import { isTruncated } from '../../contract/exchanges/finish-reason.ts';
import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import { isTooDeep } from '../../json/is-too-deep.ts';
import type { JsonValue } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';

/**
 * Some servers end a call that the client named with `stop`. Where they may, the finish check takes that for `tool_calls`,
 * and not the other way round: as a golden it is the word that every server can give.
 */
function finishOf({ finishReason, toolCalls }: CanonicalResponse): GoldenAnswer['finish'] {
  const finish = finishReason?.unified ?? null;
  return finish === 'stop' && toolCalls.length > 0 ? 'tool_calls' : finish;
}

function ofResponse(response: CanonicalResponse): GoldenAnswer {
  const { text, toolCalls } = response;
  const wasCut = isTruncated(response.finishReason);
  return {
    text,
    toolCalls: toolCalls.map(({ name, arguments: value, rawArguments }) => ({
      name,
      arguments: value === null && wasCut ? rawArguments : value,
    })),
    finish: finishOf(response),
    error: null,
  };
}

/** What a golden would hold of an outcome; null for an error that says nothing of its prompt, such as an outage. */
export function answerOf(outcome: Outcome): GoldenAnswer | null {
  if (outcome.type === 'response') return ofResponse(outcome.response);
  const error = EXPECTED_ERRORS.find((kind) => kind === outcome.error.kind);
  return error === undefined ? null : { text: '', toolCalls: [], finish: null, error };
}

/** The JSON of an answer's text; undefined where it is none, or nests deeper than anybody reads. */
export function jsonOf({ text }: GoldenAnswer): JsonValue | undefined {
  if (isTooDeep(text)) return undefined;
  const parsed = parseStrict(text);
  return parsed.ok ? parsed.value : undefined;
}

/** Texts that are equal, or, where the prompt wants JSON, that spell one value. */
function isSameText(first: GoldenAnswer, other: GoldenAnswer, wantsJson: boolean): boolean {
  if (first.text === other.text) return true;
  const value = wantsJson ? jsonOf(first) : undefined;
  return value !== undefined && isDeepStrictEqual(value, jsonOf(other));
}

/** Whether it makes no difference which of two answers is the golden. */
export function isSameAnswer(first: GoldenAnswer, other: GoldenAnswer, wantsJson: boolean): boolean {
  return (
    first.finish === other.finish &&
    first.error === other.error &&
    isDeepStrictEqual(first.toolCalls, other.toolCalls) &&
    isSameText(first, other, wantsJson)
  );
}
