import type { ErrorKind } from '../../contract/error-kind.ts';
import type { ErrorContext, ErrorPhase } from '../../contract/error.ts';
import { TIME_GUARDS, type GuardError } from '../../contract/guard-error.ts';
import { candidate, NONE, NOTHING, type Candidate } from './candidate.ts';
import { findCodeRule, type CodeRule, type CodeWeight } from './codes.ts';
import type { Evidence, Sign } from './evidence.ts';
import type { PhraseTier } from './phrases/order.ts';
import { rankStated, rankWorded, type RankedStatus, type Standing } from './rank-statuses.ts';
import { BROKEN_OFF, callAll, calls, REASONED, wordsOf, wordsOfCodes, type Called } from './rank-words.ts';

/**
 * Every candidate, strongest first: who is believed before whom, from top to bottom. Own limits; what ended a call to
 * which no response came; what the provider said: its code, a fault of its own unless it refuses by a 4xx, its words,
 * its name for it, known or made of words. Then the status, our own 4xx before one that is quoted; of 5xx the telling
 * ones first, because a gateway's 502 says less than the 503 in it. What clients say of bytes comes after every error
 * status, and words that mean no more than "failed" after that.
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
  let called: readonly Called[] | null = null;
  const words = (tier: PhraseTier): Iterable<Candidate> => {
    called ??= callAll(evidence.texts);
    return calls(called, tier) ? wordsOf(evidence.texts, called, tier, phase, stated) : NONE;
  };
  // Words are searched for statuses only when nothing closer was said.
  const stated = rankStated(evidence, context.status);
  let worded: readonly RankedStatus[] | null = null;
  const inWords = (which: Standing): readonly Candidate[] =>
    standing((worded ??= rankWorded(evidence)), which, phase);
  const statuses = (which: Standing): Iterable<Candidate> => {
    const own = standing(stated, which, phase);
    return own.length === 0 ? inWords(which) : oneByOne(own, () => inWords(which));
  };

  if (phase === 'transport') yield* weighing(codes, 'transport', phase);
  yield* weighing(codes, 'decisive', phase);
  called = callAll(evidence.texts);
  const faulty = calls(called, 'fault');
  const refused = faulty && (namesRefusal(codes) || isRefused(stated, inWords));
  if (faulty && !refused) yield* words('fault');
  yield* words('reason');
  yield* weighing(codes, 'named', phase);
  yield* wordsOfCodes(evidence.codes, REASONED, phase);
  yield* statuses('refused');
  if (refused) yield* words('fault');
  yield* statuses('telling');
  yield* words('time');
  yield* statuses('failed');
  yield* statuses('repeated');
  yield* statuses('elsewhere');
  if (phase !== 'transport') yield* weighing(codes, 'transport', phase);
  // A server that failed and says that it aborted was not told to by the caller.
  const failed =
    codes.some(({ rule }) => rule.kind === 'server_error' && rule.code !== ANY_ERROR) ||
    evidence.texts.some(({ value }) => SERVER_SPEAKS.test(value));
  for (const heard of words('bytes')) if (!failed || heard.kind !== 'cancelled') yield heard;
  yield* wordsOfCodes(evidence.codes, BROKEN_OFF, phase);
  yield* weighing(codes, 'vague', phase);
  yield* words('vague');
  yield* statuses('fine');
}

const SERVER_SPEAKS = /\bserver error\b/i;

/** What would decide if the field that decided had said nothing. */
export function secondOf(first: Candidate, others: Iterable<Candidate>): Candidate {
  for (const other of others) {
    if (other.place !== first.place && !other.place.startsWith(`${first.place}/`)) return other;
  }
  return NOTHING;
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

/** Kinds that nobody names who failed himself. */
const REFUSALS: ReadonlySet<ErrorKind> = new Set([
  'authentication',
  'permission',
  'rate_limited',
  'quota_exhausted',
  'payload_too_large',
]);

function namesRefusal(codes: readonly KnownCode[]): boolean {
  return codes.some(({ rule }) => rule.weight === 'named' && REFUSALS.has(rule.kind));
}

function isRefused(
  stated: readonly RankedStatus[],
  inWords: (which: Standing) => readonly Candidate[],
): boolean {
  return stated.some(({ standing: stands }) => stands === 'refused') || inWords('refused').length > 0;
}

/** `APIError`: SDKs call every error so that they have no name for. */
const ANY_ERROR = 'api';

/** With `RuntimeError`, which Python and Java call what they wrap: heard after every name that says more. */
const WRAPPERS: ReadonlySet<string> = new Set([ANY_ERROR, 'Runtime']);

function* oneByOne(
  first: readonly Candidate[],
  then: () => readonly Candidate[],
): Generator<Candidate, void> {
  yield* first;
  yield* then();
}

function weighing(codes: readonly KnownCode[], weight: CodeWeight, phase: ErrorPhase): readonly Candidate[] {
  let found: Candidate[] | null = null;
  let least: Candidate | null = null;
  for (const { rule, sign } of codes) {
    if (rule.weight !== weight) continue;
    found ??= [];
    const named = candidate(phase, rule.kind, `code/${rule.code}`, sign.place, sign.value, rule.retryable);
    if (WRAPPERS.has(rule.code)) least ??= named;
    // What wraps a certificate that is wrong for good says that it tried often enough.
    else if (rule.retryable === false) found.unshift(named);
    else found.push(named);
  }
  if (least !== null) found?.push(least);
  return found ?? NONE;
}

function standing(ranked: readonly RankedStatus[], which: Standing, phase: ErrorPhase): readonly Candidate[] {
  let found: Candidate[] | null = null;
  for (const { status, kind, place, standing: stands } of ranked) {
    if (stands !== which) continue;
    (found ??= []).push(candidate(phase, kind, `status/${status}`, place, String(status)));
  }
  return found ?? NONE;
}
