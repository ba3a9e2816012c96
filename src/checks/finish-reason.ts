import { isTruncated, type FinishReason } from '../contract/finish-reason.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { Check, CheckCase, Finding } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { ERROR_EXPECTED, NO_GOLDEN, NO_RESPONSE, responseOf } from './response-of.ts';

const NAME = 'finish-reason';

/** Some servers end a call that the client named with `stop`, and say so in their row. */
function mayStopWithCalls({ prompt, capabilities }: CheckCase): boolean {
  return (
    capabilities.namedToolFinish === 'stop' &&
    typeof prompt.toolChoice === 'object' &&
    prompt.toolChoice !== null
  );
}

/** What is wrong with a finish reason whatever was expected. */
function judgeAlone(finish: FinishReason, response: CanonicalResponse, subject: CheckCase): Finding | null {
  const { unified, raw } = finish;
  const calls = response.toolCalls.length;
  if (unified === 'unknown') {
    return finding('finish/unknown', '', 'a finish reason outside the table of this wire', null, raw);
  }
  if (unified === 'stop' && calls > 0 && !mayStopWithCalls(subject)) {
    return finding('finish/stop-with-tool-calls', '', 'stop, though tools were called', 'tool_calls', raw);
  }
  if (unified === 'tool_calls' && calls === 0) {
    return finding('finish/tool-calls-without-call', '', 'tool_calls, though no tool was called', null, raw);
  }
  return null;
}

/** The finish reason against the golden's, and against what came with it. Truncation is judged by its own check. */
export const finishReason: Check = {
  name: NAME,
  judge(subject) {
    const response = responseOf(subject.exchange);
    if (response === null) return skip(NAME, NO_RESPONSE);
    const expected = subject.golden?.answer ?? null;
    if (expected !== null && expected.error !== null) return skip(NAME, ERROR_EXPECTED);
    const finish = response.finishReason;
    if (finish === null) {
      return verdictOf(NAME, [
        finding('finish/missing', '', 'no finish reason was given', expected?.finish ?? null),
      ]);
    }
    const alone = judgeAlone(finish, response, subject);
    if (alone !== null) return verdictOf(NAME, [alone]);
    if (expected === null) return skip(NAME, NO_GOLDEN);
    if (expected.finish === null || finish.unified === expected.finish) return verdictOf(NAME, []);
    if (finish.unified === 'stop' && expected.finish === 'tool_calls' && response.toolCalls.length > 0) {
      return verdictOf(NAME, []);
    }
    if (isTruncated(finish) !== isTruncated({ unified: expected.finish, raw: '' })) {
      return skip(NAME, 'judged by truncation');
    }
    return verdictOf(NAME, [
      finding('finish/changed', '', "not the golden's finish reason", expected.finish, finish.unified),
    ]);
  },
};
