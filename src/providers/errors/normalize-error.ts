import type { CanonicalError, ErrorContext } from '../../contract/error.ts';
import type { Redact } from '../../contract/world.ts';
import { buildError } from './build-error.ts';
import { collectEvidence } from './collect-evidence.ts';
import { findOwn } from './find-own.ts';
import { NOTHING, rankCandidates, secondOf, type Candidate } from './rank-candidates.ts';

export interface NormalizeContext extends ErrorContext {
  readonly provider: string;
  readonly redact: Redact;
}

/** The error, the rule that decided, and what stood second: what would decide if the deciding field had said nothing. */
export interface Explanation {
  readonly error: CanonicalError;
  readonly decided: Candidate;
  readonly second: Candidate;
}

/** Any thrown value or error body as a CanonicalError. Total: it returns for every input and never throws. */
export function normalizeError(thrown: unknown, context: NormalizeContext): CanonicalError {
  return explainError(thrown, context).error;
}

/** Evidence, ranked candidates, decision (provider-neutral: every wire is read by the same rules). */
export function explainError(thrown: unknown, context: NormalizeContext): Explanation {
  const own = findOwn(thrown);
  if (own.error !== null) {
    const { kind, retryable, message } = own.error;
    const decided = { kind, retryable, rule: 'own/normalised', place: 'thrown', said: message, rank: 0 };
    return { error: own.error, decided, second: NOTHING };
  }
  const collected = collectEvidence(thrown, context);
  const candidates = rankCandidates(collected.evidence, context, own.guard);
  const decided = candidates[0] ?? NOTHING;
  return { error: buildError(decided, collected, context, own.guard), decided, second: secondOf(candidates) };
}
