import { isDeepStrictEqual } from 'node:util';
import { isTruncated } from '../contract/finish-reason.ts';
import type { Golden, GoldenPrompt } from '../contract/prompt.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { Check, Finding, Verdict } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { outputJson } from './output-json.ts';
import { chooseComparator } from './parity/choose-comparator.ts';
import { compareStructure, type Difference } from './parity/compare-structure.ts';
import { goldenReference } from './parity/golden-reference.ts';
import { NO_RESPONSE, responseOf } from './response-of.ts';

const NAME = 'parity';
const MAX_FINDINGS = 50;

const MESSAGES: Readonly<Record<Difference['what'], string>> = {
  'missing-path': 'the golden has a value here, the output has none',
  'extra-path': 'the golden has nothing here',
  'type-changed': 'not a type that the golden has here',
  'null-for-value': 'null where the golden has a value',
  'value-changed': "not the golden's value, which is compared exactly",
};

/** Presence, which every answer has in common with its golden. */
function comparePresence(golden: Golden, response: CanonicalResponse): Finding[] {
  const { text, toolCalls } = golden.answer;
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

function compareJson(prompt: GoldenPrompt, golden: Golden, response: CanonicalResponse): Verdict {
  const { tolerant, tooDeep } = outputJson(response);
  if (!tolerant.ok) return skip(NAME, 'the output is not JSON');
  if (tooDeep) return skip(NAME, 'the output is nested too deep');
  const reference = goldenReference(golden);
  if (reference === null) {
    return verdictOf(NAME, [finding('golden/not-json', '', 'the golden of a JSON prompt is not JSON')]);
  }
  if (isDeepStrictEqual(tolerant.value, reference.value)) return verdictOf(NAME, []);
  const exact = Object.values(prompt.comparators).includes('exact');
  const differences = compareStructure(
    reference,
    tolerant.value,
    chooseComparator(prompt.comparators),
    exact,
  );
  return verdictOf(
    NAME,
    differences
      .slice(0, MAX_FINDINGS)
      .map((difference) =>
        finding(
          `parity/${difference.what}`,
          difference.pointer,
          MESSAGES[difference.what],
          difference.expected,
          difference.observed,
        ),
      ),
  );
}

/** The answer against the golden's: JSON by structure, all else by presence. */
export const parity: Check = {
  name: NAME,
  judge({ prompt, golden, exchange }) {
    const response = responseOf(exchange);
    if (response === null) {
      const expected = golden?.answer.error ?? null;
      const came = exchange.outcome.type === 'error' ? exchange.outcome.error.kind : null;
      return expected !== null && expected === came ? verdictOf(NAME, []) : skip(NAME, NO_RESPONSE);
    }
    if (golden === null) {
      return verdictOf(NAME, [finding('golden/missing', '', 'no approved golden to compare with')]);
    }
    const { answer } = golden;
    if (answer.error !== null) {
      return verdictOf(NAME, [
        finding('parity/error-missing', '', 'the golden expects an error, a response came', answer.error),
      ]);
    }
    if (response.text === answer.text && response.toolCalls.length === answer.toolCalls.length) {
      return verdictOf(NAME, []);
    }
    const presence = comparePresence(golden, response);
    if (presence.length > 0) return verdictOf(NAME, presence);
    const cut = answer.finish !== null && isTruncated({ unified: answer.finish, raw: '' });
    if (prompt.output === null || cut || answer.text.trim() === '') return verdictOf(NAME, []);
    return compareJson(prompt, golden, response);
  },
};
