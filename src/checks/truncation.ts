import { isTruncated } from '../contract/finish-reason.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { Check, CheckCase, Finding, Verdict } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { ERROR_EXPECTED, NO_GOLDEN, NO_RESPONSE, responseOf } from './response-of.ts';
import { findContradictions } from './truncation/find-contradictions.ts';
import { looksCut } from './truncation/is-left-open.ts';
import { readWitnesses } from './truncation/read-witnesses.ts';

const NAME = 'truncation';
const NOTHING: readonly Finding[] = [];

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

/** The finish reason against the golden's; null where there is no golden to judge a cut by. */
function compareGolden({ golden }: CheckCase, response: CanonicalResponse): readonly Finding[] | null {
  const expected = golden?.answer.finish ?? null;
  const wanted = expected !== null && isTruncated({ unified: expected, raw: '' });
  if (isTruncated(response.finishReason)) {
    if (golden === null) return null;
    return wanted ? NOTHING : [unexpected(response, expected)];
  }
  if (!wanted) return NOTHING;
  return [
    finding(
      'truncation/missing',
      '',
      'the golden is cut at its token limit, the output is not',
      expected,
      response.finishReason?.unified ?? null,
    ),
  ];
}

/** Hints of the text alone. The golden may well end so too. */
function noteLooks({ golden }: CheckCase, response: CanonicalResponse): readonly Finding[] {
  if (isTruncated(response.finishReason) || !looksCut(response.text)) return NOTHING;
  if (golden !== null && looksCut(golden.answer.text)) return NOTHING;
  const end = response.text.slice(-40);
  return [finding('truncation/looks-cut', '', 'the text stops inside a word or a code fence', null, end)];
}

function judgeResponse(subject: CheckCase, response: CanonicalResponse): Verdict {
  const contradictions = findContradictions(subject, readWitnesses(subject), response);
  if (response.finishReason === null) {
    return contradictions.length === 0 ? skip(NAME, 'no finish reason') : verdictOf(NAME, contradictions);
  }
  const silent = contradictions.some(({ code }) => code === 'truncation/silent');
  const compared = silent ? NOTHING : compareGolden(subject, response);
  if (compared === null && contradictions.length === 0) return skip(NAME, NO_GOLDEN);
  const findings = [...contradictions, ...(compared ?? NOTHING)];
  return verdictOf(NAME, findings, findings.length > 0 ? NOTHING : noteLooks(subject, response));
}

/** Output that was cut, against whether the golden was; cuts that are not called so; input that was not read. */
export const truncation: Check = {
  name: NAME,
  judge(subject) {
    const { golden, exchange } = subject;
    const response = responseOf(exchange);
    if (response === null) {
      const findings = judgePartial(subject);
      return findings === null ? skip(NAME, NO_RESPONSE) : verdictOf(NAME, findings);
    }
    if (golden !== null && golden.answer.error !== null) return skip(NAME, ERROR_EXPECTED);
    return judgeResponse(subject, response);
  },
};
