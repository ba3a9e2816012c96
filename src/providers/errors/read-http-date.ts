const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The three forms of RFC 9110, section 5.6.7: IMF-fixdate, RFC 850, asctime. All are in GMT. */
const IMF_FIXDATE = /^[a-z]{3},\s+(?<day>\d{1,2})\s+(?<month>[a-z]{3})\s+(?<year>\d{4})\s+(?<time>[\d:]{8})/i;
const RFC_850 = /^[a-z]{6,9},\s+(?<day>\d{2})-(?<month>[a-z]{3})-(?<year>\d{2})\s+(?<time>[\d:]{8})/i;
const ASCTIME = /^[a-z]{3}\s+(?<month>[a-z]{3})\s+(?<day>\d{1,2})\s+(?<time>[\d:]{8})\s+(?<year>\d{4})/i;
const ISO = /^\d{4}-\d\d-\d\dt[\d:.]{5,16}(?:z|[+-]\d\d:?\d\d)?$/i;

/** Milliseconds since the epoch, or null. ISO 8601 is no HTTP date, but servers write it. */
export function readHttpDate(value: string, nowMs: number): number | null {
  const text = value.trim().slice(0, 40);
  if (ISO.test(text)) {
    const atMs = Date.parse(/(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
    return Number.isNaN(atMs) ? null : atMs;
  }
  const parts = (IMF_FIXDATE.exec(text) ?? RFC_850.exec(text) ?? ASCTIME.exec(text))?.groups;
  if (parts === undefined) return null;
  const month = MONTHS.indexOf((parts['month'] ?? '').toLowerCase());
  const [hours = Number.NaN, minutes = Number.NaN, seconds = Number.NaN] = (parts['time'] ?? '')
    .split(':')
    .map(Number);
  const year = fullYear(Number(parts['year']), nowMs);
  const atMs = Date.UTC(year, month, Number(parts['day']), hours, minutes, seconds);
  return month < 0 || Number.isNaN(atMs) ? null : atMs;
}

/** "A two-digit year that appears to be more than 50 years in the future" is in the past (RFC 9110, section 5.6.7). */
function fullYear(year: number, nowMs: number): number {
  if (year >= 100) return year;
  const now = new Date(nowMs).getUTCFullYear();
  const full = now - (now % 100) + year;
  return full > now + 50 ? full - 100 : full;
}
