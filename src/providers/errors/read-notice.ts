import type { Retirement } from '../../contract/errors/retirement.ts';
import { isoDay } from './read-days.ts';
import { readHttpDate } from './read-http-date.ts';

type Headers = Readonly<Record<string, string>>;

/** The end that the headers of any response announce, and what stands there. */
export interface Notice {
  readonly retirement: Retirement;
  readonly message: string;
}

/**
 * `Sunset` (RFC 8594) names the day from which the resource is likely gone; `Deprecation` (RFC 9745) says since when,
 * or from when, nobody should build on it, as `@` and the epoch's seconds, before that RFC as `true` or an HTTP date.
 * They speak of the resource that was asked, which may be more than the model.
 */
export function readNotice(headers: Headers, nowMs: number): Notice | null {
  const { sunset, deprecation } = headers;
  const endMs = sunset === undefined ? null : readHttpDate(sunset, nowMs);
  if (endMs !== null && isDate(endMs)) {
    const on = isoDay(endMs);
    return { retirement: { state: 'retiring', on }, message: `the host ends this on ${on} (header sunset)` };
  }
  if (deprecation === undefined) return null;
  const since = /^@-?\d{1,12}$/.test(deprecation.trim())
    ? Number(deprecation.trim().slice(1)) * 1000
    : readHttpDate(deprecation, nowMs);
  if (since === null && deprecation.trim().toLowerCase() !== 'true') return null;
  const from = since !== null && isDate(since) ? ` from ${isoDay(since)}` : '';
  return {
    retirement: { state: 'retiring', on: null },
    message: `the host deprecates this${from}, and names no end (header deprecation)`,
  };
}

/** What a Date can hold. */
function isDate(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15;
}
