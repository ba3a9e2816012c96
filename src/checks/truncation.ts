import { isTruncated } from '../contract/finish-reason.ts';
import type { GoldenPrompt } from '../contract/prompt.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { Check, CheckCase, Finding } from '../contract/verdict.ts';
import { locateError } from '../json/locate-error.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { outputJson } from './output-json.ts';
import { ERROR_EXPECTED, NO_GOLDEN, NO_RESPONSE, responseOf } from './response-of.ts';

const NAME = 'truncation';

/** JSON that was begun and ends before its last bracket. */
function isLeftOpen(response: CanonicalResponse): boolean {
  if (outputJson(response).tolerant.ok) return false;
  const start = response.text.search(/[[{]/);
  if (start === -1) return false;
  const json = response.text.slice(start);
  return locateError(json)?.at === json.length;
}

/** A cut that the finish reason does not own up to. */
function findSilentCut(prompt: GoldenPrompt, response: CanonicalResponse): Finding | null {
  const { outputTokens } = response.usage;
  if (prompt.maxOutputTokens !== null && outputTokens === prompt.maxOutputTokens) {
    return finding(
      'truncation/silent',
      '',
      'the output fills its token limit, yet does not end with length',
      'length',
      response.finishReason?.raw ?? null,
    );
  }
  if (prompt.output !== null && isLeftOpen(response)) {
    return finding(
      'truncation/silent',
      '',
      'the JSON is left open, yet the output does not end with length',
      'length',
      response.finishReason?.raw ?? null,
    );
  }
  return null;
}

/** What had come of a response before it failed, when that holds a finish reason. */
function judgePartial({ exchange, golden }: CheckCase): readonly Finding[] | null {
  const partial = exchange.outcome.type === 'error' ? exchange.outcome.error.partial : null;
  if (partial === null || partial.finishReason === null || !isTruncated(partial.finishReason)) return null;
  return golden?.answer.finish === 'length' ? null : [unexpected(partial, golden?.answer.finish ?? null)];
}

function unexpected(response: CanonicalResponse, expected: string | null): Finding {
  return finding(
    'truncation/unexpected',
    '',
    'the output was cut, which the golden is not',
    expected,
    response.finishReason?.raw ?? null,
  );
}

/** Output that was cut, against whether the golden was; and cuts that are not called so. */
export const truncation: Check = {
  name: NAME,
  judge(subject) {
    const { prompt, golden, exchange } = subject;
    const response = responseOf(exchange);
    if (response === null) {
      const findings = judgePartial(subject);
      return findings === null ? skip(NAME, NO_RESPONSE) : verdictOf(NAME, findings);
    }
    if (golden !== null && golden.answer.error !== null) return skip(NAME, ERROR_EXPECTED);
    const { finishReason } = response;
    if (finishReason === null) return skip(NAME, 'no finish reason');
    const expected = golden?.answer.finish ?? null;
    const wanted = expected !== null && isTruncated({ unified: expected, raw: '' });
    if (isTruncated(finishReason)) {
      if (golden === null) return skip(NAME, NO_GOLDEN);
      return verdictOf(NAME, wanted ? [] : [unexpected(response, expected)]);
    }
    const silent = findSilentCut(prompt, response);
    if (silent !== null) return verdictOf(NAME, [silent]);
    if (!wanted) return verdictOf(NAME, []);
    return verdictOf(NAME, [
      finding(
        'truncation/missing',
        '',
        'the golden is cut at its token limit, the output is not',
        expected,
        finishReason.unified,
      ),
    ]);
  },
};
