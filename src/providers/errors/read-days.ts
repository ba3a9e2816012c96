const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';

/** Without it there is no day, and looking is cheap. */
const YEAR = /\d{4}/;

/** Not within the name of a model: `gpt-4o-2024-05-13` is no day on which anything ends. */
const ISO = /(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?!\d)/g;
const MONTH_FIRST = new RegExp(String.raw`\b(${MONTH})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`, 'gi');
const DAY_FIRST = new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)? (${MONTH})\.?,? (\d{4})\b`, 'gi');

/**
 * The days that a text names, as `YYYY-MM-DD`, the earliest first: `2026-07-27T00:00:00Z`, `July 27, 2026`,
 * `27 Jul 2026`. Of days in figures alone only ISO 8601 says which figure is the month.
 */
export function readDays(text: string): readonly string[] {
  if (!YEAR.test(text)) return [];
  const days = [
    ...[...text.matchAll(ISO)].map(([, year = '', month = '', day = '']) => dayOf(year, Number(month), day)),
    ...[...text.matchAll(MONTH_FIRST)].map(([, month = '', day = '', year = '']) =>
      dayOf(year, monthOf(month), day),
    ),
    ...[...text.matchAll(DAY_FIRST)].map(([, day = '', month = '', year = '']) =>
      dayOf(year, monthOf(month), day),
    ),
  ];
  return days.filter((day) => day !== null).toSorted();
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** Null for a day that no calendar has. */
function dayOf(year: string, month: number, day: string): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(atMs) || isoDay(atMs) !== text ? null : text;
}

/** The day, in UTC, of a moment in milliseconds since the epoch. */
export function isoDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
