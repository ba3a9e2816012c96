/**
 * The delay that a response asks for, in milliseconds; null when it names none.
 * `retry-after` is seconds or an HTTP date (RFC 9110, section 10.2.3); the `-ms` forms are OpenAI's and AWS's.
 */
export function readRetryAfter(
  headers: Readonly<Record<string, string>>,
  texts: readonly string[],
  nowMs: number,
): number | null {
  return (
    milliseconds(headers['retry-after-ms']) ??
    milliseconds(headers['x-amz-retry-after']) ??
    secondsOrDate(headers['retry-after'], nowMs) ??
    fromText(texts)
  );
}

function milliseconds(value: string | undefined): number | null {
  return value !== undefined && /^\s*\d{1,12}(?:\.\d{1,9})?\s*$/.test(value)
    ? Math.round(Number(value))
    : null;
}

function secondsOrDate(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  const seconds = milliseconds(value);
  if (seconds !== null) return Math.round(Number(value) * 1000);
  const date = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function fromText(texts: readonly string[]): number | null {
  for (const text of texts) {
    const match =
      /(?:try again|retry(?: after)?|wait) (?:in |for )?(\d{1,9}(?:\.\d{1,6})?) ?(ms|milliseconds?|s|secs?|seconds?|m|minutes?)\b/i.exec(
        text,
      );
    if (match === null) continue;
    const unit = (match[2] ?? '').toLowerCase();
    const factor = unit.startsWith('ms') || unit.startsWith('mil') ? 1 : unit.startsWith('s') ? 1000 : 60_000;
    return Math.round(Number(match[1]) * factor);
  }
  return null;
}
