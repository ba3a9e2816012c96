import type { CanonicalError, ErrorContext } from '../../contract/errors/error.ts';
import type { GuardError } from '../../contract/errors/guard-error.ts';
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
  return own.error ?? decide(thrown, context, own.guard);
}

export function explainError(thrown: unknown, context: NormalizeContext): Explanation {
  const own = findOwn(thrown);
  if (own.error === null) {
    const collected = collectEvidence(thrown, context);
    const candidates: Candidate[] = [];
    rankCandidates(collected.evidence, context, own.guard, (heard) => {
      candidates.push(heard);
      return false;
    });
    const [decided = NOTHING, ...others] = candidates;
    const error = buildError(decided, collected, context, own.guard);
    return { error, decided, second: secondOf(decided, others) };
  }
  const { kind, retryable, message } = own.error;
  const decided = { kind, retryable, rule: 'own/normalised', place: 'thrown', text: message, source: null };
  return { error: own.error, decided, second: NOTHING };
}

/** Evidence, the strongest candidate, decision. */
function decide(thrown: unknown, context: NormalizeContext, guard: GuardError | null): CanonicalError {
  const collected = collectEvidence(thrown, context);
  let decided = NOTHING;
  rankCandidates(collected.evidence, context, guard, (strongest) => {
    decided = strongest;
    return true;
  });
  return buildError(decided, collected, context, guard);
}
