import { isTruncated } from '../contract/exchanges/finish-reason.ts';
import type { CanonicalResponse } from '../contract/exchanges/response.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import type { AnsweredCase, Case, ErroredCase } from './case.ts';
import { finding, NO_GOLDEN, NO_RESPONSE, NOTHING, skip, type CheckResult } from './finding.ts';
import { findContradictions } from './truncation/find-contradictions.ts';
import { looksCut } from './truncation/is-left-open.ts';

const NO_FINISH = skip('no finish reason');

/** What had come of a response before it failed, when that holds a finish reason. */
function judgePartial({ arrived, prepared: { golden } }: ErroredCase): CheckResult {
  if (arrived === null || arrived.finishReason === null || !isTruncated(arrived.finishReason))
    return NO_RESPONSE;
  const expected = golden?.answer.finish ?? null;
  return expected === 'length' ? NO_RESPONSE : [unexpected(arrived, expected)];
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
function compareGolden({ prepared, response }: AnsweredCase): readonly Finding[] | null {
  const { golden, goldenIsCut } = prepared;
  const expected = golden?.answer.finish ?? null;
  if (isTruncated(response.finishReason)) {
    if (golden === null) return null;
    return goldenIsCut ? NOTHING : [unexpected(response, expected)];
  }
  if (!goldenIsCut) return NOTHING;
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
function noteLooks({ prepared, response }: AnsweredCase): readonly Finding[] {
  if (isTruncated(response.finishReason) || prepared.goldenLooksCut || !looksCut(response.text))
    return NOTHING;
  const end = response.text.slice(-40);
  return [finding('truncation/looks-cut', '', 'the text stops inside a word or a code fence', null, end)];
}

function judgeResponse(subject: AnsweredCase): CheckResult {
  const contradictions = findContradictions(subject);
  if (subject.response.finishReason === null) {
    return contradictions.length === 0 ? NO_FINISH : contradictions;
  }
  const silent = contradictions.some(({ code }) => code === 'truncation/silent');
  const compared = silent ? NOTHING : compareGolden(subject);
  if (compared === null && contradictions.length === 0) return NO_GOLDEN;
  const findings = [...contradictions, ...(compared ?? NOTHING)];
  return findings.length > 0 ? findings : noteLooks(subject);
}

/** Output that was cut, against whether the golden was; cuts that are not called so; input that was not read. */
export function truncation(subject: Case): CheckResult {
  return subject.response === null ? judgePartial(subject) : judgeResponse(subject);
}
