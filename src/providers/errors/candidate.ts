import { RETRY_RULES, type ErrorKind } from '../../contract/errors/error-kind.ts';
import type { ErrorPhase } from '../../contract/errors/error.ts';

/** A kind that one piece of evidence speaks for. */
export interface Candidate {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  /** Which rule: `text/context_overflow/context-size-has-been-exceeded`, `hint/authentication/admin-key`, `code/ThrottlingException`, `status/429`, `own/cancelled`. */
  readonly rule: string;
  /** The field that said it. */
  readonly place: string;
  /** What stands there. */
  readonly text: string;
  /** Where the words of a phrase were read; null where nobody has, and for every other rule. */
  readonly source: string | null;
}

export const NOTHING: Candidate = {
  kind: 'unknown',
  retryable: RETRY_RULES.unknown.retryable,
  rule: 'none',
  place: '',
  text: '',
  source: null,
};

/** Is given candidates one by one, the strongest first, and says whether it has heard enough. */
export type Hear = (candidate: Candidate) => boolean;

export function candidate(
  phase: ErrorPhase,
  kind: ErrorKind,
  rule: string,
  place: string,
  text: string,
  retryable: boolean | null = null,
): Candidate {
  const heard = kindIn(phase, kind, retryable);
  return {
    kind: heard,
    retryable: retryable ?? RETRY_RULES[heard].retryable,
    rule,
    place,
    text,
    source: null,
  };
}

/** A connection that breaks after the head of a response is a stream that breaks. */
export function kindIn(phase: ErrorPhase, kind: ErrorKind, retryable: boolean | null): ErrorKind {
  return kind === 'connection' && phase === 'stream' && retryable === null ? 'stream_interrupted' : kind;
}
