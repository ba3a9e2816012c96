const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The three forms of RFC 9110, section 5.6.7: IMF-fixdate, RFC 850, asctime. All are in GMT. */
const IMF_FIXDATE = /^[a-z]{3},\s+(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d\d):(\d\d):(\d\d)/i;
const RFC_850 = /^[a-z]{6,9},\s+(\d{2})-([a-z]{3})-(\d{2})\s+(\d\d):(\d\d):(\d\d)/i;
const ASCTIME = /^[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+(\d\d):(\d\d):(\d\d)\s+(\d{4})/i;
const ISO = /^\d{4}-\d\d-\d\dt[\d:.]{5,16}(?:z|[+-]\d\d:?\d\d)?$/i;

/** Milliseconds since the epoch, or null. ISO 8601 is no HTTP date, but servers write it. */
export function readHttpDate(value: string, nowMs: number): number | null {
  const text = value.trim().slice(0, 40);
  if (ISO.test(text)) {
    const atMs = Date.parse(/(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
    return Number.isNaN(atMs) ? null : atMs;
  }
  const dated = IMF_FIXDATE.exec(text) ?? RFC_850.exec(text);
  if (dated !== null) {
    const [, day = '', month = '', year = '', ...time] = dated;
    return toEpoch(year, month, day, time, nowMs);
  }
  const listed = ASCTIME.exec(text);
  if (listed === null) return null;
  const [, month = '', day = '', hours = '', minutes = '', seconds = '', year = ''] = listed;
  return toEpoch(year, month, day, [hours, minutes, seconds], nowMs);
}

function toEpoch(
  year: string,
  monthName: string,
  day: string,
  [hours, minutes, seconds]: readonly string[],
  nowMs: number,
): number | null {
  const month = MONTHS.indexOf(monthName.toLowerCase());
  if (month < 0) return null;
  const at = [Number(day), Number(hours), Number(minutes), Number(seconds)] as const;
  return Date.UTC(fullYear(Number(year), nowMs), month, ...at);
}

/** "A two-digit year that appears to be more than 50 years in the future" is in the past (RFC 9110, section 5.6.7). */
function fullYear(year: number, nowMs: number): number {
  if (year >= 100) return year;
  const now = new Date(nowMs).getUTCFullYear();
  const full = now - (now % 100) + year;
  return full > now + 50 ? full - 100 : full;
}
