import { isDeepStrictEqual } from 'node:util';
import type { Golden } from '../contract/prompt.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { Finding } from '../contract/verdict.ts';
import type { Case } from './case.ts';
import { finding, NO_GOLDEN, NO_RESPONSE, NOTHING, skip, type CheckResult } from './finding.ts';
import { compareStructure, type Difference } from './parity/compare-structure.ts';

const MAX_FINDINGS = 50;
const NOT_JSON = skip('the output is not JSON');
const TOO_DEEP = skip('the output is nested too deep');

const MESSAGES: Readonly<Record<Difference['what'], string>> = {
  'missing-path': 'the golden has a value here, the output has none',
  'extra-path': 'the golden has nothing here',
  'type-changed': 'not a type that the golden has here',
  'null-for-value': 'null where the golden has a value',
  'value-changed': "not the golden's value, which is compared exactly",
};

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
  const { tolerant, tooDeep } = json;
  if (!tolerant.ok) return NOT_JSON;
  if (tooDeep) return TOO_DEEP;
  if (reference === 'not-json') {
    return [finding('golden/not-json', '', 'the golden of a JSON prompt is not JSON')];
  }
  if (isDeepStrictEqual(tolerant.value, reference.value)) return NOTHING;
  return compareStructure(reference, tolerant.value, choose)
    .slice(0, MAX_FINDINGS)
    .map(({ what, pointer, expected, observed }) =>
      finding(`parity/${what}`, pointer, MESSAGES[what], expected, observed),
    );
}

/** The answer against the golden's: JSON by structure, all else by presence. */
export function parity(subject: Case): CheckResult {
  const { response, error } = subject;
  const { golden } = subject.prepared;
  if (error !== null) return golden?.answer.error === error.kind ? NOTHING : NO_RESPONSE;
  if (golden === null) return NO_GOLDEN;
  const { answer } = golden;
  if (answer.error !== null) {
    return [
      finding('parity/error-missing', '', 'the golden expects an error, a response came', answer.error),
    ];
  }
  if (response.text === answer.text && response.toolCalls.length === answer.toolCalls.length) return NOTHING;
  const presence = comparePresence(golden, response);
  return presence.length > 0 ? presence : compareJson(subject);
}
