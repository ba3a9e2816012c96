import { RETRY_RULES, type ErrorKind } from '../../contract/error-kind.ts';
import type { ErrorContext, ErrorPhase } from '../../contract/error.ts';
import { TIME_GUARDS, type GuardError } from '../../contract/guard-error.ts';
import { callPhrases } from './call-phrases.ts';
import { findCodeRule, type CodeRule, type CodeWeight } from './codes.ts';
import type { Evidence, Sign } from './evidence.ts';
import { idOf, PHRASES, TIERS, type RankedPhrase } from './match-text.ts';
import type { PhraseTier } from './phrases/order.ts';
import { rankStated, rankWorded, type RankedStatus, type Standing } from './rank-statuses.ts';

/** A kind that one piece of evidence speaks for. */
export interface Candidate {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  /** Which rule: `text/context_overflow/context-size-has-been-exceeded`, `code/ThrottlingException`, `status/429`, `own/cancelled`. */
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

/**
 * Every candidate, strongest first: who is believed before whom, from top to bottom. Own limits; what ended a call to
 * which no response came; what the provider said: its code, a fault of its own unless it refuses by a 4xx, its words,
 * its name for it. Then the status, our own 4xx before one that is quoted; of 5xx the telling ones first, because a
 * gateway's 502 says less than the 503 in it. What clients say of bytes comes after every error status, and words that
 * mean no more than "failed" after that.
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
    return calls(called, tier) ? wordsOf(evidence.texts, called, tier, phase) : NONE;
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
    codes.some(({ rule }) => rule.kind === 'server_error') ||
    evidence.texts.some(({ value }) => SERVER_SPEAKS.test(value));
  for (const heard of words('bytes')) if (!failed || heard.kind !== 'cancelled') yield heard;
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

function candidate(
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
function kindIn(phase: ErrorPhase, kind: ErrorKind, retryable: boolean | null): ErrorKind {
  return kind === 'connection' && phase === 'stream' && retryable === null ? 'stream_interrupted' : kind;
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

function* oneByOne(
  first: readonly Candidate[],
  then: () => readonly Candidate[],
): Generator<Candidate, void> {
  yield* first;
  yield* then();
}

/** Most of what is asked for is not there. */
const NONE: readonly Candidate[] = [];

function weighing(codes: readonly KnownCode[], weight: CodeWeight, phase: ErrorPhase): readonly Candidate[] {
  let found: Candidate[] | null = null;
  for (const { rule, sign } of codes) {
    if (rule.weight !== weight) continue;
    found ??= [];
    const named = candidate(phase, rule.kind, `code/${rule.code}`, sign.place, sign.value, rule.retryable);
    // What wraps a certificate that is wrong for good says that it tried often enough.
    if (rule.retryable === false) found.unshift(named);
    else found.push(named);
  }
  return found ?? NONE;
}

/** A phrase to try on a text, both by where they stand in their lists, as one number: the phrase is the greater part. */
type Called = number;

const MOST_TEXTS = 1024;

/** What to try, the strongest phrase first, and for one phrase the closest text. */
function callAll(texts: readonly Sign[]): readonly Called[] {
  const called: Called[] = [];
  for (let text = 0; text < texts.length && text < MOST_TEXTS; text += 1) {
    for (const phrase of callPhrases(texts[text]?.value ?? '')) called.push(phrase * MOST_TEXTS + text);
  }
  return inOrder(called);
}

/** To put so many in their places costs less than to have them sorted. */
const FEW = 32;

function inOrder(numbers: number[]): readonly number[] {
  if (numbers.length > FEW) return numbers.sort((a, b) => a - b);
  for (let from = 1; from < numbers.length; from += 1) {
    const number = numbers[from] ?? 0;
    let at = from;
    for (; at > 0 && (numbers[at - 1] ?? 0) > number; at -= 1) numbers[at] = numbers[at - 1] ?? 0;
    numbers[at] = number;
  }
  return numbers;
}

function calls(called: readonly Called[], tier: PhraseTier): boolean {
  const { from, to } = TIERS[tier];
  return called.some((call) => call >= from * MOST_TEXTS && call < to * MOST_TEXTS);
}

/** One by one: no pattern is tried before somebody asks for it. */
function* wordsOf(
  texts: readonly Sign[],
  called: readonly Called[],
  tier: PhraseTier,
  phase: ErrorPhase,
): Generator<Candidate, void> {
  const from = TIERS[tier].from * MOST_TEXTS;
  const to = TIERS[tier].to * MOST_TEXTS;
  for (const call of called) {
    if (call < from) continue;
    if (call >= to) return;
    const ranked = PHRASES[Math.floor(call / MOST_TEXTS)];
    const text = texts[call % MOST_TEXTS];
    if (ranked === undefined || text === undefined || !ranked.phrase.pattern.test(text.value)) continue;
    if (ranked.kind === 'invalid_request' && READS_ANSWER.test(text.value)) continue;
    yield new SaidInWords(ranked, text, phase);
  }
}

/** Who could not read an answer says of it what a server says of a request. */
const READS_ANSWER =
  /\b(?:(?:decod|pars|deserializ|read|unmarshal)(?:e|ing)?|parse error in|invalid) (?:the )?(?:\w{1,12} )?(?:response|answer|reply|completion|event|chunk)\b|\breturned (?:an? )?(?:invalid|malformed|empty|non-)|\bkind: Decode\b|\bresponse did not match\b/i;

/** The name of a phrase is made only for who asks for it. */
class SaidInWords implements Candidate {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly place: string;
  readonly text: string;
  readonly #ranked: RankedPhrase;

  constructor(ranked: RankedPhrase, { value, place }: Sign, phase: ErrorPhase) {
    const { retryable = null } = ranked.phrase;
    this.kind = kindIn(phase, ranked.kind, retryable);
    this.retryable = retryable ?? RETRY_RULES[this.kind].retryable;
    this.place = place;
    this.text = value;
    this.#ranked = ranked;
  }

  get rule(): string {
    return `text/${idOf(this.#ranked)}`;
  }

  get source(): string | null {
    const { source, unread } = this.#ranked.phrase;
    return unread === true ? null : source;
  }
}

function standing(ranked: readonly RankedStatus[], which: Standing, phase: ErrorPhase): readonly Candidate[] {
  let found: Candidate[] | null = null;
  for (const { status, kind, place, standing: stands } of ranked) {
    if (stands !== which) continue;
    (found ??= []).push(candidate(phase, kind, `status/${status}`, place, String(status)));
  }
  return found ?? NONE;
}
