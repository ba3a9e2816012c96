import type { CanonicalError, ErrorContext } from '../../contract/error.ts';
import type { GuardError } from '../../contract/guard-error.ts';
import type { Redact } from '../../contract/world.ts';
import { buildError } from './build-error.ts';
import { collectEvidence } from './collect-evidence.ts';
import { findOwn } from './find-own.ts';
import { NOTHING, type Candidate } from './candidate.ts';
import { rankCandidates, secondOf } from './rank-candidates.ts';

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

/**
 * Any thrown value or error body as a CanonicalError. Total: it returns for every input and never throws. No wire has
 * rules of its own, because people put every wire behind every gateway.
 */
export function normalizeError(thrown: unknown, context: NormalizeContext): CanonicalError {
  const own = findOwn(thrown);
  return own.error ?? decide(thrown, context, own.guard).error;
}

export function explainError(thrown: unknown, context: NormalizeContext): Explanation {
  const own = findOwn(thrown);
  if (own.error === null) {
    const { error, decided, others } = decide(thrown, context, own.guard);
    return { error, decided, second: secondOf(decided, others) };
  }
  const { kind, retryable, message } = own.error;
  const decided = { kind, retryable, rule: 'own/normalised', place: 'thrown', text: message, source: null };
  return { error: own.error, decided, second: NOTHING };
}

/** Evidence, candidates, decision. The candidates after the first are ranked only when somebody asks. */
function decide(
  thrown: unknown,
  context: NormalizeContext,
  guard: GuardError | null,
): { error: CanonicalError; decided: Candidate; others: Iterable<Candidate> } {
  const collected = collectEvidence(thrown, context);
  const candidates = rankCandidates(collected.evidence, context, guard);
  const first = candidates.next();
  const decided = first.done === true ? NOTHING : first.value;
  return { error: buildError(decided, collected, context, guard), decided, others: candidates };
}
