import { addDays, values } from './derived-values.ts';
import { numbersIn } from './golden-evidence.ts';

/** Support hours of a day, in minutes from midnight. */
function hoursOf(day: string, holidays: readonly string[]): readonly [number, number] | null {
  const weekday = new Date(day).getUTCDay();
  if (holidays.includes(day) || weekday === 0) return null;
  return weekday === 6 ? [9 * 60, 13 * 60] : [8 * 60, 18 * 60];
}

const spell = (day: string, minutes: number): string =>
  new Date(Date.parse(day) + minutes * 60_000).toISOString().slice(0, 16);

/** When so many minutes of support have passed since a moment, `YYYY-MM-DDTHH:MM`. */
export function afterSupport(from: string, minutes: number, holidays: readonly string[] = []): string {
  const [first = '', time = ''] = from.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  let left = minutes;
  for (let day = first; ; day = addDays(day, 1)) {
    const hours = hoursOf(day, holidays);
    if (hours === null) continue;
    const begin = Math.max(hours[0], day === first ? hour * 60 + minute : 0);
    const open = Math.max(0, hours[1] - begin);
    if (left <= open) return spell(day, begin + left);
    left -= open;
  }
}

/** The end of so many support days after that of a report. */
export function afterSupportDays(from: string, days: number): string {
  let day = from.slice(0, 10);
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (![0, 6].includes(new Date(day).getUTCDay())) left -= 1;
  }
  return `${day}T18:00`;
}

/** The time of a clock so many seconds before it. */
function earlier(time: string, seconds: number): string {
  return new Date(Date.parse(`2026-01-01T${time}Z`) - seconds * 1000).toISOString().slice(11, 19);
}

/** A last Sunday, as clocks go back on that of October. */
function lastSunday(lastDay: string): string {
  return addDays(lastDay, -new Date(lastDay).getUTCDay());
}

const percent = (part: number, whole: number, digits: number): number =>
  Number(((part / whole) * 100).toFixed(digits));
/** The times at the foot of the pictures, in the order in which they are given. */
const FENCE = ['09:15:02', '09:14:20', '09:14:41'];
const AHEAD = 2 * 3600 + 90;
const secondsBetween = (from: string, to: string): number =>
  (Date.parse(`2026-01-01T${to}Z`) - Date.parse(`2026-01-01T${from}Z`)) / 1000;
const euro = (amount: number): number => Number(amount.toFixed(2));
const moments = (...found: readonly string[]): readonly string[] =>
  found.flatMap((moment) => numbersIn(moment));

/** What a golden of bug triage says that neither its prompt nor its picture does: each value with the sum that gives it. */
export const DERIVED_TRIAGE: Readonly<Record<string, readonly string[]>> = {
  'osprey-first-answer-by': moments(
    afterSupport('2026-11-20T17:20', 2 * 60),
    afterSupport('2026-11-20T17:20', 4 * 60),
    afterSupportDays('2026-11-21T11:00', 2),
    '03:40',
    afterSupport('2026-12-05T12:30', 2 * 60, ['2026-12-06']),
  ),
  // Counted again from their documents in bug-triage.test.ts.
  'gateway-blames-trips': values(1),
  'crashes-by-own-frame': values(4, 3, 2),
  'clocks-of-two-hosts': values(
    earlier('12:16:02', AHEAD),
    earlier('12:16:40', AHEAD),
    earlier('12:17:20', AHEAD),
    secondsBetween('12:16:02', '12:17:20'),
    secondsBetween('12:16:40', '12:17:20'),
  ),
  'profile-self-not-total': values(percent(1640, 2410, 1), 48_160 / 1204, percent(95, 2410, 1)),
  'heap-what-grows': values((28_710 - 310) / 2),
  'fence-in-feet': values(...FENCE.toSorted().map((time) => FENCE.indexOf(time) + 1)),
  'status-green-and-late': values('13:30'),
  'errors-by-version-not-region': values(
    percent(90, 9000, 2),
    percent(20, 500, 2),
    percent(90 + 20, 9000 + 500, 2),
    percent(10 + 180, 1000 + 4500, 2),
  ),
  'giris-noktasiz-i': values('ılgın'.split('ı').length - 1),
  'faktura-en-krona': numbersIn(new Intl.NumberFormat('sv-SE').format(euro(1234.5 + 308.63))),
  'csv-virgula-e-data': values(Number.parseFloat('1.045,5'), 1045.5, '2026-12-11'),
  'hangul-decomposed-name': values('기사'.normalize('NFD').length, '기사'.normalize('NFC').length),
  'harbour-thread-without-secrets': values(30, 60, lastSunday('2026-10-31')),
  'order-within-a-log': values(['11:02:01', '11:02:06', '11:02:11'].length),
};
