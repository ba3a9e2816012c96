import type { Golden } from '../contract/suites/prompt.ts';
import type { CanonicalResponse } from '../contract/exchanges/response.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import type { AnsweredCase, Case } from './case.ts';
import { finding, NO_GOLDEN, NO_RESPONSE, NOTHING, skip, type CheckResult } from './finding.ts';
import { isBlank } from './is-blank.ts';
import { DIFFERENCES } from './parity/difference-messages.ts';
import { isRefusal } from './parity/is-refusal.ts';
import { citeFacts } from './parity/judge-facts.ts';

/** Presence, which every answer has in common with its golden. */
function comparePresence({ answer: { text, toolCalls } }: Golden, response: CanonicalResponse): Finding[] {
  const found: Finding[] = [];
  if (!isBlank(text) && isBlank(response.text)) {
    found.push(finding('parity/empty-text', '', 'the golden answers with text, the output has none', text));
  }
  if (toolCalls.length > 0 && response.toolCalls.length === 0) {
    found.push(
      finding('parity/no-tool-call', '', 'the golden calls a tool, the output does not', toolCalls.length, 0),
    );
  }
  if (toolCalls.length === 0 && response.toolCalls.length > 0) {
    found.push(
      finding('parity/extra-tool-call', '', 'the golden calls no tool', 0, response.toolCalls.length),
    );
  }
  return found;
}

const UNREAD = {
  'not-json': skip('the output is not JSON'),
  'too-deep': skip('the output is nested too deep'),
};

function compareOutput({ prepared, compared: { output, unread } }: Case): CheckResult {
  if (unread !== null) return UNREAD[unread];
  if (prepared.reference === 'not-json') {
    return [finding('golden/not-json', '', 'the golden of a JSON prompt is not JSON')];
  }
  return output.map(({ what, pointer, expected, observed }) =>
    finding(`parity/${what}`, pointer, DIFFERENCES[what], expected, observed),
  );
}

/** A note, whatever else is found: it says why. */
function noteRefusal({ prepared, response }: AnsweredCase): readonly Finding[] {
  if (prepared.goldenRefuses || !isRefusal(response.text)) return NOTHING;
  const begin = response.text.slice(0, 80);
  return [finding('answer/refusal', '', 'the answer declines, the golden does not', null, begin)];
}

/** The answer against the golden's: JSON by structure, a text as its comparator says, all else by presence. */
export function parity(subject: Case): CheckResult {
  const { response, error, prepared } = subject;
  const { golden } = prepared;
  if (error !== null) return golden?.answer.error === error.kind ? NOTHING : NO_RESPONSE;
  if (golden === null) return NO_GOLDEN;
  const { answer } = golden;
  // A filter is an error on one wire, and an end of an answer on another.
  if (answer.error === 'content_filtered' && response.finishReason?.unified === 'content_filter')
    return NOTHING;
  if (answer.error !== null) {
    return [
      finding('parity/error-missing', '', 'the golden expects an error, a response came', answer.error),
    ];
  }
  const isAlike = response.text === answer.text && response.toolCalls.length === answer.toolCalls.length;
  // What it says of facts may stand in its calls.
  if (isAlike && subject.compared.facts.length === 0) return NOTHING;
  const refusal = noteRefusal(subject);
  const presence = comparePresence(golden, response);
  if (presence.length > 0) return [...presence, ...refusal];
  const compared = compareOutput(subject);
  const facts = citeFacts(subject.compared.facts, response);
  if (facts.length === 0 && (refusal.length === 0 || 'skip' in compared)) return compared;
  return ['skip' in compared ? NOTHING : compared, facts, refusal].flat();
}
