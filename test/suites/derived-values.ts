function two(part: number): string {
  return String(part).padStart(2, '0');
}

/** A time of the day so many minutes later. */
export function addMinutes(time: string, minutes: number): string {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  const sum = (((hours * 60 + rest + minutes) % 1440) + 1440) % 1440;
  return `${two(Math.floor(sum / 60))}:${two(sum % 60)}`;
}

/** A day so many days later, as YYYY-MM-DD. */
function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many of the days between two, both counted, are from Tuesday to Saturday and none of the holidays. */
function openingDays(first: string, last: string, holidays: readonly string[]): number {
  let count = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const weekday = new Date(day).getUTCDay();
    if (weekday >= 2 && !holidays.includes(day)) count += 1;
  }
  return count;
}

const values = (...found: readonly (number | string)[]): readonly string[] =>
  found.flatMap((value) => String(value).split('-')).map((part) => part.replace(/^0+(?=\d+$)/u, ''));

const openDays = openingDays(addDays('2026-05-09', 3), '2026-05-23', ['2026-05-14']);
const halfMonths = 5 + 0.5;

/** What a golden says that its prompt does not: each value with the sum that gives it. */
export const DERIVED: Readonly<Record<string, readonly string[]>> = {
  'ferry-bike-fares-after-supplement': values(9 + 12),
  'ferry-saturday-lane-time': values(addMinutes('13:30', -75)),
  'ferry-late-by-engine': values(82 * 0.25),
  'fridge-excursion-before-seven': values(addMinutes('06:40', 60)),
  'morvax-hours-left': values(Math.floor(12 - 5 - 4.5)),
  'mill-fire-head-count': values(11 + 2),
  'sleep-trials-amber-latency': values(84 + 36 + 210),
  'grant-ceiling-for-a-town': values(24_000 * 0.8),
  'grant-school-or-parents': values(6000 * 0.95, 6000 * 0.8),
  'bidrag-slutrapport-svenska': values('2028-09-30'),
  'orla5-credit-days': values((36 * (10 - 4)) / 30, 10 - 4),
  'bibliothek-kinderbuch-saeumnis': values(openDays, 0.3 / 2, Number((openDays * 0.15).toFixed(2))),
  'library-old-loan-period': values(addDays('2026-03-20', 21)),
  'japanese-day-pass-family': values(2000 * 2, 2000 * 2 + 900),
  'bourse-cinq-mois-et-demi': values(280 * halfMonths, 70 * 5, 280 * halfMonths + 70 * 5),
  'kargo-hacimsel-agirlik': values((40 * 30 * 30) / 3000),
};
