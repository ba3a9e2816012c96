import type { CanonicalResponse } from '../../contract/response.ts';
import type { CheckCase, Finding } from '../../contract/verdict.ts';
import { finding } from '../build-verdict.ts';
import { responseOf } from '../response-of.ts';
import { isClamped, lostInput } from './classify-witnesses.ts';
import { missingSentinels } from './find-sentinels.ts';
import type { Witnesses } from './read-witnesses.ts';
import { promptFloor } from './token-floor.ts';

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

function inputFinding(subject: CheckCase, seen: Witnesses, response: CanonicalResponse): Finding | null {
  const { prompt, golden, sibling } = subject;
  const lost = Object.entries(lostInput).find(([, holds]) => holds(seen))?.[0];
  if (lost !== undefined) {
    const tokens = response.usage.inputTokens;
    const least = Math.ceil(promptFloor(prompt));
    const counts = {
      least,
      golden: golden?.usage?.inputTokens ?? null,
      sibling: responseOf(sibling)?.usage.inputTokens ?? null,
    };
    const missing = missingSentinels(prompt, response).map(({ at, fact }) => `${at}: ${fact}`);
    const observed = missing.length > 0 ? { inputTokens: tokens, missing } : { inputTokens: tokens };
    return finding('truncation/input', '', `part of the input was not read: ${lost}`, counts, observed);
  }
  if (seen.sentinels !== 'all-missing' || !OWN_END.has(seen.finish) || seen.open) return null;
  const facts = prompt.sentinels.map(({ fact }) => fact);
  return finding('truncation/sentinels-missing', '', 'the answer holds none of the facts asked for', facts);
}

/** Witnesses that contradict each other: what a client that believes the finish reason would not notice. */
export function findContradictions(
  subject: CheckCase,
  seen: Witnesses,
  response: CanonicalResponse,
): readonly Finding[] {
  const found: Finding[] = [];
  const { prompt } = subject;
  const { usage, finishReason } = response;
  const silent = silentReason(seen);
  if (silent !== null) {
    found.push(finding('truncation/silent', '', silent, 'length', finishReason?.raw ?? null));
  }
  const input = inputFinding(subject, seen, response);
  if (input !== null) found.push(input);
  if (isClamped(seen)) {
    const message = 'the output was cut below the token limit that was asked for';
    found.push(finding('truncation/cap-clamped', '', message, prompt.maxOutputTokens, usage.outputTokens));
  }
  return found;
}
