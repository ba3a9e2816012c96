import type { Words } from './evidence.ts';
import { readDuration } from './read-duration.ts';
import { readHttpDate } from './read-http-date.ts';
import { SIGN } from './text-signs.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * The delay that response headers ask for, in milliseconds; null when they name none. `retry-after` is seconds or an
 * HTTP date (RFC 9110, section 10.2.3); the millisecond forms are OpenAI's, Azure's and AWS's.
 */
export function readRetryAfter(headers: Headers, nowMs: number): number | null {
  return (
    milliseconds(headers['retry-after-ms']) ??
    milliseconds(headers['x-ms-retry-after-ms']) ??
    milliseconds(headers['x-amz-retry-after']) ??
    secondsOrDate(headers['retry-after'], nowMs) ??
    secondsOrDate(headers['x-retry-after'], nowMs)
  );
}

const RESET =
  /^(?:x-|anthropic-)?ratelimit-(?:reset(?:-(?:requests|tokens|after))?|(?:input-|output-)?(?:requests|tokens)-reset)$/;

/**
 * When a limit is free again, by the headers that tell of limits on every response: of use only once a limit was hit.
 * Of several, the longest among those with nothing remaining; when none says so, the longest.
 */
export function readLimitReset(headers: Headers, nowMs: number): number | null {
  let spent: number | null = null;
  let any: number | null = null;
  for (const name in headers) {
    if (!RESET.test(name)) continue;
    const delayMs = resetDelay(headers[name] ?? '', nowMs);
    if (delayMs === null) continue;
    any = Math.max(any ?? 0, delayMs);
    if (Number(headers[name.replace('reset', 'remaining')] ?? 1) <= 0) spent = Math.max(spent ?? 0, delayMs);
  }
  return spent ?? any;
}

/** A duration, a date, seconds from now, or the epoch's seconds or milliseconds: numbers differ in their size. */
function resetDelay(value: string, nowMs: number): number | null {
  const text = value.trim();
  if (!/^\d{1,16}(?:\.\d{1,9})?$/.test(text)) {
    const atMs = readHttpDate(text, nowMs);
    return atMs === null ? readDuration(text) : Math.max(0, atMs - nowMs);
  }
  const number = Number(text);
  if (number < 1e8) return Math.round(number * 1000);
  return Math.max(0, Math.round(number < 1e11 ? number * 1000 : number) - nowMs);
}

function milliseconds(value: string | undefined): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  return /^\d{1,12}(?:\.\d{1,9})?$/.test(text) ? Math.round(Number(text)) : null;
}

function secondsOrDate(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  const text = value.trim().replaceAll(/^["']|["']$/g, '');
  if (/^\d{1,12}(?:\.\d{1,9})?$/.test(text)) return Math.round(Number(text) * 1000);
  if (/^\d{1,12}(?:\.\d{1,9})?\s?[a-z]+$/i.test(text)) return readDuration(text);
  const atMs = readHttpDate(text, nowMs);
  return atMs === null ? null : Math.max(0, atMs - nowMs);
}

const ASKED =
  /\b(?:try(?:ing)?\s{1,4}(?:your\s{1,4}request\s{1,4})?again|retry(?:ing)?|retry[- ]?after|wait|resets?)(?:\s{1,4}(?:again|after|in|for|at least|about))*\W{0,4}?["'=:\s]{0,6}(?=\d)(?![\da-f]{8}-[\da-f]{4}-)/i;

/** "try again in 20s", "Please retry after 60 seconds", "Retry-After: 3", in milliseconds. An id is no delay. */
export function readAskedDelay(texts: readonly Words[]): number | null {
  for (const { value, signs } of texts) {
    const match = (signs & SIGN.digit) === 0 ? null : ASKED.exec(value);
    if (match === null) continue;
    const delayMs = readDuration(
      value.slice(match.index + match[0].length, match.index + match[0].length + 60),
    );
    if (delayMs !== null) return delayMs;
  }
  return null;
}
