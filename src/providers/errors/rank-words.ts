import { RETRY_RULES, type ErrorKind } from '../../contract/errors/error-kind.ts';
import type { ErrorPhase } from '../../contract/errors/error.ts';
import { callPhrases } from './call-phrases.ts';
import { kindIn, type Candidate, type Hear } from './candidate.ts';
import type { Code, Sign } from './evidence.ts';
import { isSaid } from './is-said.ts';
import { HINTS, PHRASES, ruleOf, TIERS, type RankedPhrase } from './match-text.ts';
import type { PhraseTier } from './phrases/order.ts';

/** A phrase to try on a text, both by where they stand in their lists, as one number: the phrase is the greater part. */
export type Called = number;

/** The statuses that an error states, wherever. */
type Stated = readonly { readonly status: number }[];

const MOST_TEXTS = 1024;

/** What to try, the strongest phrase first, and for one phrase the closest text. */
export function callAll(texts: readonly Sign[]): readonly Called[] {
  const called: Called[] = [];
  const count = Math.min(texts.length, MOST_TEXTS);
  for (let text = 0; text < count; text += 1) {
    const phrases = callPhrases(texts[text]?.value ?? '');
    for (let at = 0; at < phrases.length; at += 1) called.push((phrases[at] ?? 0) * MOST_TEXTS + text);
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

export function calls(called: readonly Called[], tier: PhraseTier): boolean {
  const { from, to } = TIERS[tier];
  for (const call of called) if (call >= from * MOST_TEXTS) return call < to * MOST_TEXTS;
  return false;
}

/** One by one: no pattern is tried before somebody asks for it. */
export function hearWords(
  texts: readonly Sign[],
  called: readonly Called[],
  tier: PhraseTier,
  phase: ErrorPhase,
  stated: Stated,
  hear: Hear,
): boolean {
  const from = TIERS[tier].from * MOST_TEXTS;
  const to = TIERS[tier].to * MOST_TEXTS;
  for (const call of called) {
    if (call < from) continue;
    if (call >= to) return false;
    const ranked = PHRASES[Math.floor(call / MOST_TEXTS)];
    const text = texts[call % MOST_TEXTS];
    if (ranked === undefined || text === undefined || !isSaid(ranked.phrase.pattern, text.value)) continue;
    if (isMeant(ranked, text.value, stated) && hear(new SaidInWords(ranked, text, phase))) return true;
  }
  return false;
}

/** As many texts are searched for hints. */
const HINTING = 8;

/** What a text is about, where no phrase says what happened: every hint is tried, for there are few, and few need one. */
export function hearHints(texts: readonly Sign[], phase: ErrorPhase, stated: Stated, hear: Hear): boolean {
  const closest = texts.slice(0, HINTING);
  return HINTS.some(({ ranked, pattern }) =>
    closest.some(
      (text) =>
        isSaid(pattern, text.value) &&
        isMeant(ranked, text.value, stated) &&
        hear(new SaidInWords(ranked, text, phase)),
    ),
  );
}

/** Whether words that sound like a kind say it, in such a text and beside such statuses. */
function isMeant({ kind }: RankedPhrase, text: string, stated: Stated): boolean {
  if (kind === 'invalid_request') return !isAnothers(text, stated);
  if (kind === 'malformed_response') {
    return !WITH_STATUS.test(text) && !readsRequest(text, stated) && !hasFailedPage(text, stated);
  }
  if (kind === 'context_overflow') return !IN_A_TIME.test(text) || OF_A_PROMPT.test(text);
  if (kind === 'quota_exhausted') return !comesBackSoon(text);
  if (kind === 'server_error') return !quotesRequest(text, stated);
  if (kind !== 'overloaded') return true;
  if (quotesRequest(text, stated)) return false;
  return !stated.some(({ status }) => status === 401 || status === 403) || PASSES.test(text);
}

export const REASONED: ReadonlySet<PhraseTier> = new Set(['reason']);
export const BROKEN_OFF: ReadonlySet<PhraseTier> = new Set(['time', 'bytes']);

/** A code that nobody knows is read as the words that it is made of: `ENDPOINT_NOT_FOUND`, `StreamClosedError`. */
export function hearWordsOfCodes(
  codes: readonly Code[],
  tiers: ReadonlySet<PhraseTier>,
  phase: ErrorPhase,
  hear: Hear,
): boolean {
  for (const { value, place, rule } of codes) {
    if (rule !== null || !JOINED.test(value)) continue;
    const words = wordsOf(value);
    if (words.length > LONGEST_NAME) continue;
    for (const at of callPhrases(words)) {
      const ranked = PHRASES[at];
      if (ranked === undefined || !tiers.has(ranked.tier) || !ranked.phrase.pattern.test(words)) continue;
      if (hear(new SaidInWords(ranked, { value: words, place }, phase))) return true;
    }
  }
  return false;
}

/** The same for hints. */
export function hearHintsOfCodes(codes: readonly Code[], phase: ErrorPhase, hear: Hear): boolean {
  const unknown = codes.filter(({ value, rule }) => rule === null && JOINED.test(value));
  const names = unknown.map(({ value, place }) => ({
    value: wordsOf(value.replace(ERROR_AT_ITS_END, '')),
    place,
  }));
  return hearHints(
    names.filter(({ value }) => value.length <= LONGEST_NAME),
    phase,
    [],
    hear,
  );
}

function wordsOf(name: string): string {
  return name.replaceAll(/([a-z\d])(?=[A-Z])/g, '$1 ').replaceAll(/[_-]+/g, ' ');
}

/** What every name of an exception ends with hints at nothing. */
const ERROR_AT_ITS_END = /(?:error|exception|failure|fault)$/i;

/** What joins the words of a name. */
const JOINED = /[a-z\d][A-Z]|[_-]/;
const LONGEST_NAME = 80;

/** Of who had no time, no room or a fault of its own: none of them refused a request for what it is. */
const NO_REFUSAL: ReadonlySet<number> = new Set([408, 429, 500, 503]);

/** Whether a request was refused for what it is, by who states it or by who stands behind a gateway. */
function isRefused(stated: Stated): boolean {
  return stated.some(({ status }) => status >= 400 && !NO_REFUSAL.has(status));
}

/** PHP, Elixir and Rust say of what came in what they say of an answer: where it is refused it is the request. */
function readsRequest(text: string, stated: Stated): boolean {
  return isRefused(stated) && READ_BY_EITHER.test(text);
}

/** A page in place of an answer is one of an outage where the status says so. */
function hasFailedPage(text: string, stated: Stated): boolean {
  return (stated.some(({ status }) => status >= 500) || /\b50[0234]\b/.test(text)) && PAGE.test(text);
}

const READ_BY_EITHER =
  /\bjson_decode\b|(?<!KeyError\) )\bkey \W{0,2}choices\b|\bmissing field\b|\bnot (?:a )?valid JSON\b|\btool (?:has )?returned\b/i;

const PAGE = /\bHTML\b|\bnot (?:a )?valid JSON\b/i;

/** Whoever refuses a part of the request quotes it: a tool's result may say that a process exited. */
function quotesRequest(text: string, stated: Stated): boolean {
  return (isRefused(stated) || (stated.length === 0 && REFUSED.test(text))) && OF_THE_REQUEST.test(text);
}

/** Where no status is stated apart. */
const REFUSED = /\bbad ?request|\binvalid[ _]?request|\b(?:400|422)\b/i;
const OF_THE_REQUEST =
  /\b(?:contents?|inputs?|messages?|tools)(?:\.\d|\[\d)|\btool[ _](?:inputs?|outputs?|results?)\b/i;

/** A length is one of a request, and not of all that are sent in a while. */
const IN_A_TIME = /\b(?:per|for this|in this) (?:day|hour|minute)\b|\b[rt]p[dm]\b/i;
const OF_A_PROMPT = /\bcontext (?:length|size|window)|\bprompt is too long\b/i;

/** What is spent for a minute is a rate, whatever it is called; what is spent for a day comes back with it. */
function comesBackSoon(text: string): boolean {
  return SOON.test(text) && !OF_A_DAY.test(text);
}

const SOON =
  /\b(?:retry|try again|reset) (?:in|after) (?:about )?\d{1,3}(?:\.\d{1,12})? ?(?:ms|s|secs?|seconds?)\b|\brate limit quota\b/i;
const OF_A_DAY = /\b(?:per[ -]?(?:day|week|month)|perday|daily|weekly|monthly)\b/i;

/** An answer that is called invalid for its status: `Invalid API response: HTTP 400: …`. */
const WITH_STATUS =
  /\binvalid (?:\w{1,12} )?(?:response|answer|reply)\W{1,3}(?:HTTP|status(?: code)?)\W{0,2}[45]\d\d\b/i;

/** What is not to be had without a word of when is not to be had by this caller, if the status says so. */
const PASSES =
  /\b(?:again|at the moment|busy|capacity|currently|later|load(?:ed|ing)?|momentarily|overload\w{0,3}|retry|right now|temporar(?:y|ily)|too many)\b/i;

function isAnothers(text: string, stated: Stated): boolean {
  return READS_ANSWER.test(text) || (stated.some(({ status }) => status >= 500) && CALLS_ITSELF.test(text));
}

/** What Python says of a call inside of it: the caller's where the caller's own process said it, a server's behind a 5xx. */
const CALLS_ITSELF =
  /\(\) (?:got an unexpected|missing \d|takes \d)|\w object' has no attribute|\bmissing request extension\b|\bis not JSON serializable\b|\bcodec can['’]t encode\b|\bcircular structure to JSON\b|\bsurrogates not allowed\b/i;

/** Who could not read an answer says of it what a server says of a request. */
const READS_ANSWER =
  /\b(?:(?:decod|pars|deserializ|read|unmarshal)(?:e|ing)?|parse error in|invalid) (?:the )?(?:\w{1,12} )?(?:response|answer|reply|completion|event|chunk)\b|\b(?:returned|(?:responded|replied|answered) with) (?:an? )?(?:invalid|malformed|empty|non-)|\b(?:sent|returned|received) (?:from|by) (?:the )?(?:server|upstream|backend|provider)\b|\bkind: Decode\b|\bresponse did not match\b/i;

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
    return ruleOf(this.#ranked);
  }

  get source(): string | null {
    const { source, unread } = this.#ranked.phrase;
    return unread === true ? null : source;
  }
}
