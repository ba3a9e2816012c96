import { isDeepStrictEqual } from 'node:util';
import type { Golden } from '../contract/prompt.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { Finding } from '../contract/verdict.ts';
import type { AnsweredCase, Case } from './case.ts';
import { finding, NO_GOLDEN, NO_RESPONSE, NOTHING, skip, type CheckResult } from './finding.ts';
import { compareStructure } from './parity/compare-structure.ts';
import { DIFFERENCES } from './parity/difference-messages.ts';
import { isRefusal } from './parity/is-refusal.ts';
import { wholeText } from './parity/compare-value.ts';
import { citeFacts, findBroken } from './parity/judge-facts.ts';

const NOT_JSON = skip('the output is not JSON');
const TOO_DEEP = skip('the output is nested too deep');

/** Presence, which every answer has in common with its golden. */
function comparePresence({ answer: { text, toolCalls } }: Golden, response: CanonicalResponse): Finding[] {
  const found: Finding[] = [];
  if (text.trim() !== '' && response.text.trim() === '') {
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

function compareJson({ prepared: { reference, choose }, json }: Case): CheckResult {
  if (reference === null || json === null) return NOTHING;
  const { tolerant, tooDeep, scan } = json;
  if (!tolerant.ok) return NOT_JSON;
  if (tooDeep) return TOO_DEEP;
  if (reference === 'not-json') {
    return [finding('golden/not-json', '', 'the golden of a JSON prompt is not JSON')];
  }
  const hasOwn = reference.places !== null;
  if (!hasOwn && isDeepStrictEqual(tolerant.value, reference.value)) return NOTHING;
  return compareStructure(reference, tolerant.value, choose, scan?.numbers).map(
    ({ what, pointer, expected, observed }) =>
      finding(`parity/${what}`, pointer, DIFFERENCES[what], expected, observed),
  );
}

function compareWhole({ prepared, response }: AnsweredCase, { answer }: Golden): readonly Finding[] {
  const found = prepared.compareText?.(wholeText(response.text), wholeText(answer.text)) ?? [];
  return found.map(({ what, expected, observed }) =>
    finding(`parity/${what}`, '', DIFFERENCES[what], expected, observed),
  );
}

/** What was cut cannot hold all that the whole would. */
function judgeFacts({ prepared: { facts, goldenIsCut }, response, json }: AnsweredCase): readonly Finding[] {
  return goldenIsCut ? NOTHING : citeFacts(findBroken(facts, response, json), response);
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
  if (answer.error !== null) {
    return [
      finding('parity/error-missing', '', 'the golden expects an error, a response came', answer.error),
    ];
  }
  if (response.text === answer.text && response.toolCalls.length === answer.toolCalls.length) return NOTHING;
  const refusal = noteRefusal(subject);
  const presence = comparePresence(golden, response);
  if (presence.length > 0) return [...presence, ...refusal];
  const compared = prepared.compareText === null ? compareJson(subject) : compareWhole(subject, golden);
  const facts = judgeFacts(subject);
  if (facts.length === 0 && (refusal.length === 0 || 'skip' in compared)) return compared;
  return ['skip' in compared ? NOTHING : compared, facts, refusal].flat();
}
