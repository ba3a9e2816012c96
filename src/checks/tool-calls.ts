import type { CanonicalResponse } from '../contract/response.ts';
import type { Check, CheckCase, Finding } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { ERROR_EXPECTED, NO_GOLDEN, NO_RESPONSE, responseOf } from './response-of.ts';
import { compareCalls } from './tools/compare-calls.ts';
import { findLeaks } from './tools/find-leaks.ts';
import { judgeCall } from './tools/judge-call.ts';
import { judgeChoice } from './tools/judge-choice.ts';

const NAME = 'tool-calls';

/** Leaks that the golden does not have too: an answer may well speak about templates. */
function judgeLeaks({ prompt, golden }: CheckCase, response: CanonicalResponse): readonly Finding[] {
  const { call, markers } = findLeaks(response.text, prompt.tools);
  if (call === null && markers.length === 0) return [];
  const approved = findLeaks(golden?.answer.text ?? '', prompt.tools);
  const found: Finding[] = [];
  if (call !== null && approved.call === null) {
    found.push(finding('tool/call-in-text', '', 'a tool call stands in the text', null, call));
  }
  const added = markers.filter((marker) => !approved.markers.includes(marker));
  if (added.length > 0) {
    found.push(
      finding('template/leaked-marker', '', 'markers of the chat template stand in the text', null, added),
    );
  }
  return found;
}

/** The tools called: which ones, with what arguments, and none of it in the text. */
export const toolCalls: Check = {
  name: NAME,
  judge(subject) {
    const { prompt, golden, exchange } = subject;
    const response = responseOf(exchange);
    if (response === null) return skip(NAME, NO_RESPONSE);
    if (golden !== null && golden.answer.error !== null) return skip(NAME, ERROR_EXPECTED);
    const findings = [
      ...(golden === null ? [] : compareCalls(golden, response.toolCalls, prompt.tools)),
      ...response.toolCalls.flatMap((call, index) => judgeCall(call, index, prompt.tools)),
      ...judgeChoice(subject, response),
      ...judgeLeaks(subject, response),
    ];
    return golden === null && findings.length === 0 ? skip(NAME, NO_GOLDEN) : verdictOf(NAME, findings);
  },
};
