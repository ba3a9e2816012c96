import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { ErrorContext, ErrorPhase } from '../../contract/errors/error.ts';
import { TIME_GUARDS, type GuardError } from '../../contract/errors/guard-error.ts';
import { candidate, NOTHING, type Candidate, type Hear } from './candidate.ts';
import type { CodeWeight } from './codes.ts';
import type { Code, Evidence, Sign } from './evidence.ts';
import type { PhraseTier } from './phrases/order.ts';
import { rankStated, rankWorded, type RankedStatus, type Standing } from './rank-statuses.ts';
import {
  BROKEN_OFF,
  callAll,
  calls,
  hearHints,
  hearHintsOfCodes,
  hearWords,
  hearWordsOfCodes,
  REASONED,
} from './rank-words.ts';

/**
 * Has every candidate heard, strongest first, up to the first that is enough: who is believed before whom, from top to
 * bottom. Own limits; what ended a call to which no response came; what the provider said: its code, a fault of its own
 * unless it refuses by a 4xx, its words, its name for it, known or made of words. Then the status, our own 4xx before
 * one that is quoted; of 5xx the telling ones first, because a gateway's 502 says less than the 503 in it. What clients
 * say of bytes comes after every error status, and words that mean no more than "failed" after that.
 */
export function rankCandidates(
  { codes: signs, texts, stated: fields }: Evidence,
  { aborted, phase, status }: Pick<ErrorContext, 'aborted' | 'phase' | 'status'>,
  guard: GuardError | null,
  hear: Hear,
): boolean {
  if (hearOwn(aborted, guard, phase, hear)) return true;
  const codes = (weight: CodeWeight): boolean => hearCodes(signs, weight, phase, hear);
  if (phase === 'transport' && codes('transport')) return true;
  if (codes('decisive')) return true;
  // Words are searched for statuses only when nothing closer was said.
  const stated = rankStated(fields, status);
  let worded: readonly RankedStatus[] | null = null;
  const inWords = (): readonly RankedStatus[] => (worded ??= rankWorded(texts));
  const statuses = (which: Standing): boolean =>
    hearStatuses(stated, which, phase, hear) || hearStatuses(inWords(), which, phase, hear);
  const called = callAll(texts);
  const words = (tier: PhraseTier, listen = hear): boolean =>
    calls(called, tier) && hearWords(texts, called, tier, phase, stated, listen);
  const refused =
    calls(called, 'fault') && (namesRefusal(signs) || isRefused(stated) || isRefused(inWords()));
  // A server that failed and says that it aborted was not told to by the caller.
  const unlessCancelled: Hear = (heard) =>
    (heard.kind !== 'cancelled' || !hasFailed(signs, texts)) && hear(heard);
  return (
    (!refused && words('fault')) ||
    words('reason') ||
    codes('named') ||
    hearWordsOfCodes(signs, REASONED, phase, hear) ||
    statuses('refused') ||
    (refused && words('fault')) ||
    statuses('telling') ||
    words('time') ||
    statuses('failed') ||
    statuses('repeated') ||
    statuses('elsewhere') ||
    (phase !== 'transport' && codes('transport')) ||
    words('bytes', unlessCancelled) ||
    hearWordsOfCodes(signs, BROKEN_OFF, phase, hear) ||
    codes('vague') ||
    words('vague') ||
    hearHints(texts, phase, stated, hear) ||
    hearHintsOfCodes(signs, phase, hear) ||
    statuses('fine')
  );
}

/** What would decide if the field that decided had said nothing. */
export function secondOf(first: Candidate, others: readonly Candidate[]): Candidate {
  return others.find(({ place }) => place !== first.place && !place.startsWith(`${first.place}/`)) ?? NOTHING;
}

function hearOwn(
  aborted: ErrorContext['aborted'],
  guard: GuardError | null,
  phase: ErrorPhase,
  hear: Hear,
): boolean {
  if (aborted !== null && hear(candidate(phase, aborted, `own/${aborted}`, 'aborted', aborted))) return true;
  if (guard === null) return false;
  const kind = TIME_GUARDS.has(guard.guard) ? 'timeout' : 'malformed_response';
  return hear(candidate(phase, kind, `own/${guard.guard}`, 'thrown', guard.message));
}

/** Kinds that nobody names who failed himself. */
const REFUSALS: ReadonlySet<ErrorKind> = new Set([
  'authentication',
  'permission',
  'rate_limited',
  'quota_exhausted',
  'payload_too_large',
]);

function namesRefusal(codes: readonly Code[]): boolean {
  return codes.some(({ rule }) => rule?.weight === 'named' && REFUSALS.has(rule.kind));
}

function isRefused(ranked: readonly RankedStatus[]): boolean {
  return ranked.some(({ standing }) => standing === 'refused');
}

const SERVER_SPEAKS = /\bserver error\b/i;

function hasFailed(codes: readonly Code[], texts: readonly Sign[]): boolean {
  return (
    codes.some(({ rule }) => rule?.kind === 'server_error' && rule.code !== ANY_ERROR) ||
    texts.some(({ value }) => SERVER_SPEAKS.test(value))
  );
}

/** `APIError`: SDKs call every error so that they have no name for. */
const ANY_ERROR = 'api';

/** With `RuntimeError`, which Python and Java call what they wrap: heard after every name that says more. */
const WRAPPERS: ReadonlySet<string> = new Set([ANY_ERROR, 'Runtime']);

function hearCodes(codes: readonly Code[], weight: CodeWeight, phase: ErrorPhase, hear: Hear): boolean {
  let found: Candidate[] | null = null;
  let least: Candidate | null = null;
  for (const { rule, value, place } of codes) {
    if (rule?.weight !== weight) continue;
    found ??= [];
    const named = candidate(phase, rule.kind, `code/${rule.code}`, place, value, rule.retryable);
    if (WRAPPERS.has(rule.code)) least ??= named;
    // What wraps a certificate that is wrong for good says that it tried often enough.
    else if (rule.retryable === false) found.unshift(named);
    else found.push(named);
  }
  if (found === null) return false;
  return found.some((named) => hear(named)) || (least !== null && hear(least));
}

function hearStatuses(
  ranked: readonly RankedStatus[],
  which: Standing,
  phase: ErrorPhase,
  hear: Hear,
): boolean {
  for (const { status, kind, place, standing } of ranked) {
    if (standing === which && hear(candidate(phase, kind, `status/${status}`, place, String(status))))
      return true;
  }
  return false;
}
