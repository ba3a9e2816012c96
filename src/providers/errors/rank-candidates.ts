import { RETRY_RULES, type ErrorKind } from '../../contract/error-kind.ts';
import type { ErrorContext, ErrorPhase } from '../../contract/error.ts';
import { TIME_GUARDS, type GuardError } from '../../contract/guard-error.ts';
import { findCodeRule, type CodeRule, type CodeWeight } from './codes.ts';
import type { Evidence, Sign } from './evidence.ts';
import { callRules, TEXT_RULES, TIERS, type TextTier } from './match-text.ts';
import { readStatuses } from './read-statuses.ts';
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
}

export const NOTHING: Candidate = {
  kind: 'unknown',
  retryable: RETRY_RULES.unknown.retryable,
  rule: 'none',
  place: '',
  said: '',
};

/**
 * Every candidate, strongest first: who is believed before whom, from top to bottom. Own limits; what ended a call to
 * which no response came; what the provider said: its code, its words, its name for it. Then the status, our own 4xx
 * before one that is quoted; of 5xx the telling ones first, because a gateway's 502 says less than the 503 in it. What
 * clients say of bytes comes after every error status, and words that mean no more than "failed" after that.
 */
export function* rankCandidates(
  evidence: Evidence,
  context: Pick<ErrorContext, 'aborted' | 'phase' | 'status'>,
  guard: GuardError | null,
): Generator<Candidate, void> {
  const { phase, aborted } = context;
  if (aborted !== null) yield candidate(phase, aborted, `own/${aborted}`, 'aborted', aborted);
  if (guard !== null) {
    const kind = TIME_GUARDS.has(guard.guard) ? 'timeout' : 'malformed_response';
    yield candidate(phase, kind, `own/${guard.guard}`, 'thrown', guard.message);
  }
  const codes = codesOf(evidence.codes);
  let called: readonly (readonly boolean[])[] | null = null;
  const words = (tier: TextTier): Iterable<Candidate> => {
    called ??= evidence.texts.map(({ value }) => callRules(value));
    return wordsOf(evidence.texts, called, tier, phase);
  };

  if (phase === 'transport') yield* weighing(codes, 'transport', phase);
  yield* weighing(codes, 'decisive', phase);
  yield* words('reason');
  yield* weighing(codes, 'named', phase);
  // Words are searched for statuses only when nothing closer was said.
  const statuses = statusesOf(evidence, context.status);
  yield* standing(statuses, 'refused', phase);
  yield* standing(statuses, 'telling', phase);
  yield* words('time');
  yield* standing(statuses, 'failed', phase);
  yield* standing(statuses, 'repeated', phase);
  yield* standing(statuses, 'elsewhere', phase);
  if (phase !== 'transport') yield* weighing(codes, 'transport', phase);
  yield* words('bytes');
  yield* weighing(codes, 'vague', phase);
  yield* standing(statuses, 'fine', phase);
}

/** What would decide if the field that decided had said nothing. */
export function secondOf(first: Candidate, others: Iterable<Candidate>): Candidate {
  for (const other of others) {
    if (other.place !== first.place && !other.place.startsWith(`${first.place}/`)) return other;
  }
  return NOTHING;
}

function candidate(
  phase: ErrorPhase,
  kind: ErrorKind,
  rule: string,
  place: string,
  said: string,
  retryable: boolean | null = null,
): Candidate {
  const heard =
    kind === 'connection' && phase === 'stream' && retryable === null ? 'stream_interrupted' : kind;
  return { kind: heard, retryable: retryable ?? RETRY_RULES[heard].retryable, rule, place, said };
}

interface KnownCode {
  readonly rule: CodeRule;
  readonly sign: Sign;
}

function codesOf(signs: readonly Sign[]): readonly KnownCode[] {
  const known: KnownCode[] = [];
  for (const sign of signs) {
    const rule = findCodeRule(sign.value);
    if (rule !== null) known.push({ rule, sign });
  }
  return known;
}

function weighing(codes: readonly KnownCode[], weight: CodeWeight, phase: ErrorPhase): readonly Candidate[] {
  return codes
    .filter(({ rule }) => rule.weight === weight)
    .map(({ rule, sign }) =>
      candidate(phase, rule.kind, `code/${rule.code}`, sign.place, sign.value, rule.retryable),
    );
}

/** One by one: no pattern is tried before somebody asks for it. */
function* wordsOf(
  texts: readonly Sign[],
  called: readonly (readonly boolean[])[],
  tier: TextTier,
  phase: ErrorPhase,
): Generator<Candidate, void> {
  const { from, to } = TIERS[tier];
  for (let at = from; at < to; at += 1) {
    const rule = TEXT_RULES[at];
    for (let of = 0; of < texts.length; of += 1) {
      const text = texts[of];
      if (rule === undefined || text === undefined || called[of]?.[at] !== true) continue;
      if (!rule.pattern.test(text.value)) continue;
      yield candidate(phase, rule.kind, `text/${rule.id}`, text.place, text.value, rule.retryable ?? null);
    }
  }
}

/**
 * `refused` is a 4xx, `telling` a 5xx that names more than a failure, `repeated` a 5xx that an SDK says of the response
 * whose own status we have, `elsewhere` a 3xx, `fine` no error status.
 */
type Standing = 'refused' | 'telling' | 'failed' | 'repeated' | 'elsewhere' | 'fine';

/** Where an SDK speaks itself, and quotes nobody. */
const SDK_WORDS = /^thrown(?:\/cause|\/originalError)*(?:\/(?:message|status|code))?$/;

interface HeardStatus {
  readonly status: number;
  readonly kind: ErrorKind;
  readonly standing: Standing;
  readonly place: string;
}

function statusesOf({ stated, texts }: Evidence, status: number | null): readonly HeardStatus[] {
  const heard: HeardStatus[] = [];
  const add = (value: number, place: string): void => {
    const kind = statusKind(value);
    if (kind !== null) heard.push({ status: value, kind, standing: standingOf(value, kind, place), place });
  };
  if (status !== null) add(status, 'status');
  for (const { value, place } of stated) add(value, place);
  for (const { value, place } of texts) for (const named of readStatuses(value)) add(named, place);
  return heard;
}

function standingOf(status: number, kind: ErrorKind, place: string): Standing {
  if (status >= 500 && SDK_WORDS.test(place)) return 'repeated';
  if (status >= 500) return kind === 'server_error' ? 'failed' : 'telling';
  if (status >= 400) return 'refused';
  return status >= 300 ? 'elsewhere' : 'fine';
}

function standing(
  statuses: readonly HeardStatus[],
  which: Standing,
  phase: ErrorPhase,
): readonly Candidate[] {
  return statuses
    .filter((heard) => heard.standing === which)
    .map(({ status, kind, place }) => candidate(phase, kind, `status/${status}`, place, String(status)));
}
