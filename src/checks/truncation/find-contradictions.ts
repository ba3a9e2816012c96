import type { Finding } from '../../contract/exchanges/verdict.ts';
import type { AnsweredCase } from '../case.ts';
import { finding } from '../finding.ts';
import { alternativesOf, orOf } from '../parity/compare-words.ts';
import { isClamped, lostInput } from './classify-witnesses.ts';
import type { Witnesses } from './read-witnesses.ts';

const LOST = Object.entries(lostInput);

/** Finish reasons that claim an end of the model's own choosing. */
const OWN_END: ReadonlySet<Witnesses['finish']> = new Set(['stop', 'tool_calls']);

/** What the text itself shows, for a finish reason that says it came to its end. */
function silentReason({ finish, tokens, open }: Witnesses): string | null {
  if (!OWN_END.has(finish)) return null;
  if (tokens === 'at-requested') return 'the output fills its token limit, yet does not end with length';
  if (tokens === 'at-provider')
    return "the output fills the provider's token limit, yet does not end with length";
  return open ? 'the JSON is left open, yet the output does not end with length' : null;
}

function inputFinding({
  prepared,
  response,
  sibling,
  missing,
  witnesses: seen,
}: AnsweredCase): Finding | null {
  const lost = LOST.find(([, holds]) => holds(seen))?.[0];
  if (lost !== undefined) {
    const tokens = response.usage.inputTokens;
    const counts = {
      least: Math.ceil(prepared.leastInputTokens),
      golden: prepared.golden?.usage?.inputTokens ?? null,
      sibling: sibling?.response?.usage.inputTokens ?? null,
    };
    const facts = missing.map(({ at, fact }) => `${at}: ${orOf(alternativesOf(fact))}`);
    const observed = facts.length > 0 ? { inputTokens: tokens, missing: facts } : { inputTokens: tokens };
    return finding('truncation/input', '', `part of the input was not read: ${lost}`, counts, observed);
  }
  if (seen.sentinels !== 'all-missing' || !OWN_END.has(seen.finish) || seen.open) return null;
  const facts = prepared.sentinels.map(({ sentinel }) => orOf(alternativesOf(sentinel.fact)));
  return finding('truncation/sentinels-missing', '', 'the answer holds none of the facts asked for', facts);
}

/** Witnesses that contradict each other: what a client that believes the finish reason would not notice. */
export function findContradictions(subject: AnsweredCase): readonly Finding[] {
  const found: Finding[] = [];
  const { prepared, response, witnesses } = subject;
  const { usage, finishReason } = response;
  const silent = silentReason(witnesses);
  if (silent !== null) {
    found.push(finding('truncation/silent', '', silent, 'length', finishReason?.raw ?? null));
  }
  const input = inputFinding(subject);
  if (input !== null) found.push(input);
  if (isClamped(witnesses)) {
    const message = 'the output was cut below the token limit that was asked for';
    const asked = prepared.prompt.maxOutputTokens;
    found.push(finding('truncation/cap-clamped', '', message, asked, usage.outputTokens));
  }
  return found;
}
