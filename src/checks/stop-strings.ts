import type { AnsweredCase } from './case.ts';
import { finding, NOTHING, skip, type CheckResult } from './finding.ts';

const NONE_ASKED = skip('the prompt has no stop strings');
const NOT_SENT = skip('the stop strings were dropped, as declared');

/** No stop string stands in an answer: a server ends before it, and does not hand it down. */
export function stopStrings({ prepared, response, exchange }: AnsweredCase): CheckResult {
  const { stop } = prepared.prompt;
  if (stop.length === 0) return NONE_ASKED;
  if (exchange.losses.some(({ field, action }) => field === 'stop' && action === 'dropped')) return NOT_SENT;
  const there = stop.filter((words) => response.text.includes(words));
  if (there.length === 0) return NOTHING;
  return [finding('finish/stop-in-text', '', 'a stop string stands in the text', null, there)];
}
