const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const PART = /(\d{1,12}(?:\.\d{1,12})?)\s{0,3}([a-z]*)/gi;

/** The unit's letter: `milliseconds` and `ms`, `minutes`, `min` and `m`. Null for a word that is none. */
function unitOf(word: string): string | null {
  const unit = word.toLowerCase();
  if (/^(?:ms|msecs?|millis|milliseconds?)$/.test(unit)) return 'ms';
  return /^(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/.test(unit) ? unit.charAt(0) : null;
}

/**
 * `27m21.6s`, `815ms`, `6m0s`, `20 seconds`, `1 minute 3 seconds` in milliseconds; a bare number is seconds.
 * Null when the text does not begin with a duration; reads no further than the duration goes.
 */
export function readDuration(text: string): number | null {
  PART.lastIndex = 0;
  let total: number | null = null;
  let end = text.length - text.trimStart().length;
  for (let parts = 0; parts < 5; parts += 1) {
    PART.lastIndex = end;
    const match = PART.exec(text);
    if (match === null || /\S/.test(text.slice(end, match.index).replace(/^\s*(?:,|and)\s*/, ''))) break;
    const word = match[2] ?? '';
    const unit = word === '' ? null : unitOf(word);
    if (unit === null) return total ?? Math.round(Number(match[1]) * 1000);
    total = (total ?? 0) + Number(match[1]) * (UNITS_MS[unit] ?? 0);
    end = match.index + match[0].length;
  }
  return total === null ? null : Math.round(total);
}
