import { RETRY_RULES, type ErrorKind } from '../../contract/error-kind.ts';
import type { ErrorContext, ErrorPhase } from '../../contract/error.ts';
import { TIME_GUARDS, type GuardError } from '../../contract/guard-error.ts';
import { findCodeRule, type CodeWeight } from './codes.ts';
import type { Evidence } from './evidence.ts';
import { FIRST_LATE_RULE, matchText, TEXT_RULES } from './match-text.ts';
import { statusKind } from './statuses.ts';

/** A kind that one piece of evidence speaks for. */
export interface Candidate {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  /** Which rule: `text/context/window`, `code/ThrottlingException`, `status/429`, `own/cancelled`. */
  readonly rule: string;
  /** The field that said it. */
  readonly place: string;
  /** What it said. */
  readonly said: string;
  /** The lower, the stronger. */
  readonly rank: number;
}

/**
 * Who is believed before whom. Own limits, then what ended a call that no response came to, then what the provider
 * said (its code, its words, its name for it), then the status: of a 4xx ours before one that is quoted, of a 5xx the
 * quoted 4xx first, because a gateway's 502 tells less than the 429 in it. What clients say of bytes and time comes
 * after every error status, and words that mean no more than "failed" after that.
 */
const RANKS = {
  own: 0,
  noResponse: 1,
  decisive: 2,
  words: 3,
  named: 4,
  status4xx: 5,
  stated4xx: 6,
  status5xx: 7,
  stated5xx: 8,
  status3xx: 9,
  transport: 10,
  lateWords: 11,
  vague: 12,
  status2xx: 13,
} as const;

export const NOTHING: Candidate = {
  kind: 'unknown',
  retryable: RETRY_RULES.unknown.retryable,
  rule: 'none',
  place: '',
  said: '',
  rank: Number.POSITIVE_INFINITY,
};

/** Every candidate, strongest first; among equals in the order of rules, then of the evidence. */
export function rankCandidates(
  evidence: Evidence,
  context: Pick<ErrorContext, 'aborted' | 'phase' | 'status'>,
  guard: GuardError | null,
): readonly Candidate[] {
  const { phase, status, aborted } = context;
  const found: Candidate[] = [];
  const add = (
    rank: number,
    kind: ErrorKind,
    rule: string,
    place: string,
    said: string,
    retryable: boolean | null = null,
  ): void => {
    const named =
      kind === 'connection' && phase === 'stream' && retryable === null ? 'stream_interrupted' : kind;
    found.push({
      kind: named,
      retryable: retryable ?? RETRY_RULES[named].retryable,
      rule,
      place,
      said,
      rank,
    });
  };

  if (aborted !== null) add(RANKS.own, aborted, `own/${aborted}`, 'aborted', aborted);
  if (guard !== null) {
    const kind = TIME_GUARDS.has(guard.guard) ? 'timeout' : 'malformed_response';
    add(RANKS.own, kind, `own/${guard.guard}`, 'thrown', guard.message);
  }
  for (const { value, place } of evidence.codes) {
    const rule = findCodeRule(value);
    if (rule !== null)
      add(codeRank(rule.weight, phase), rule.kind, `code/${rule.code}`, place, value, rule.retryable);
  }
  for (const { value, place } of evidence.texts) {
    for (const at of matchText(value)) {
      const rule = TEXT_RULES[at];
      if (rule === undefined) continue;
      const rank = at < FIRST_LATE_RULE ? RANKS.words : RANKS.lateWords;
      add(rank + at / 1000, rule.kind, `text/${rule.id}`, place, value, rule.retryable ?? null);
    }
  }
  if (status !== null) {
    const kind = statusKind(status);
    if (kind !== null)
      add(RANKS[`status${classOf(status)}`], kind, `status/${status}`, 'status', String(status));
  }
  for (const { value, place } of evidence.stated) {
    const kind = statusKind(value);
    const heard = classOf(value);
    const rank = heard === '4xx' || heard === '5xx' ? RANKS[`stated${heard}`] : RANKS[`status${heard}`];
    if (kind !== null) add(rank, kind, `status/${value}`, place, String(value));
  }
  return found.sort((a, b) => a.rank - b.rank);
}

function classOf(status: number): '2xx' | '3xx' | '4xx' | '5xx' {
  if (status >= 500) return '5xx';
  if (status >= 400) return '4xx';
  return status >= 300 ? '3xx' : '2xx';
}

function codeRank(weight: CodeWeight, phase: ErrorPhase): number {
  return weight === 'transport' && phase === 'transport' ? RANKS.noResponse : RANKS[weight];
}

/** What would decide if the field that decided had said nothing. */
export function secondOf(candidates: readonly Candidate[]): Candidate {
  const [first] = candidates;
  const other = candidates.find(
    ({ place }) => first !== undefined && place !== first.place && !place.startsWith(`${first.place}/`),
  );
  return other ?? NOTHING;
}
