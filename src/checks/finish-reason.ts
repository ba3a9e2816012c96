import { isTruncated, type FinishReason } from '../contract/exchanges/finish-reason.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import type { AnsweredCase } from './case.ts';
import { finding, NO_GOLDEN, NOTHING, skip, type CheckResult } from './finding.ts';

const JUDGED_BY_TRUNCATION = skip('judged by truncation');

/** Some servers end every call with `stop`, or one that the client named, and say so in their row. */
function mayStopWithCalls({ prepared: { prompt }, target: { capabilities } }: AnsweredCase): boolean {
  const named = typeof prompt.toolChoice === 'object' && prompt.toolChoice !== null;
  return (named ? capabilities.namedToolFinish : capabilities.toolFinish) === 'stop';
}

/** What is wrong with a finish reason whatever was expected. */
function judgeAlone({ unified, raw }: FinishReason, subject: AnsweredCase): Finding | null {
  const calls = subject.response.toolCalls.length;
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

/** Servers that end a call which the client named with `stop` say so in their row, and it is one answer in two words. */
function isOtherWord(
  { prepared: { golden }, response: { toolCalls } }: AnsweredCase,
  observed: string,
  expected: string,
): boolean {
  const words = [observed, expected].toSorted().join();
  const goldenCalls = expected === 'tool_calls' || (golden?.answer.toolCalls.length ?? 0) > 0;
  return words === 'stop,tool_calls' && toolCalls.length > 0 && goldenCalls;
}

/** The finish reason against the golden's, and against what came with it. Truncation is judged by its own check. */
export function finishReason(subject: AnsweredCase): CheckResult {
  const { response, prepared } = subject;
  const finish = response.finishReason;
  const expected = prepared.golden?.answer.finish ?? null;
  if (finish === null) return [finding('finish/missing', '', 'no finish reason was given', expected)];
  const alone = judgeAlone(finish, subject);
  if (alone !== null) return [alone];
  if (prepared.golden === null) return NO_GOLDEN;
  if (expected === null || finish.unified === expected) return NOTHING;
  if (isOtherWord(subject, finish.unified, expected)) {
    const message = 'calls tools as the golden does, and says so by another word';
    return [finding('finish/call-word', '', message, expected, finish.raw)];
  }
  if (isTruncated(finish) !== prepared.goldenIsCut) return JUDGED_BY_TRUNCATION;
  return [finding('finish/changed', '', "not the golden's finish reason", expected, finish.unified)];
}
