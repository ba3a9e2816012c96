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
export function addDays(day: string, days: number): string {
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

export const values = (...found: readonly (number | string)[]): readonly string[] =>
  found.flatMap((value) => String(value).split('-')).map((part) => part.replace(/^0+(?=\d+$)/u, ''));

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const sum = (...parts: readonly number[]): number => parts.reduce((left, right) => left + right, 0);

const odometers = ['48 210', '48 655', '48 980', '49 870', '50 015'].map((km) => Number(km.replace(' ', '')));
const trips = odometers.slice(1).map((km, index) => km - (odometers[index] ?? 0));
const longest = Math.max(...trips);
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
  'week-slot-other-zone': values(addMinutes('13:30', 60)),
  'sheet-sum-stops-short': values(sum(340, 115.5, 96, 28.5, 74, 60)),
  'tap-download-not-delete': values(40 + 280 / 2, 210 + 30 / 2),
  'transfer-hebrew-short-of': values(rounded(4250 - 3980.4, 2)),
  'about-box-russian': values(12 - 12),
  'metro-two-changes': values(['Arches', 'Ropewalk', 'Dyeworks', 'Old Mill', 'Tannery'].length),
  'parcels-bars-total': values(sum(420, 365, 510, 290, 75)),
  'energy-stack-shares': values(sum(15, 18, 9), rounded((15 / 42) * 100, 1)),
  'pie-slice-without-label': values(rounded((150 * (100 - 41 - 27 - 18)) / 100, 0)),
  'queues-on-log-scale': values(((10_000 - 1000) / 1000) * 100),
  'output-axis-begins-at-ninety': values(rounded(((96 - 92) / 92) * 100, 1)),
  'gantt-days-from-weeks': values(
    addDays('2027-01-11', 2 * 7),
    addDays('2027-01-11', 4 * 7 + 4),
    addDays('2027-01-11', 5 * 7),
    addDays('2027-01-11', 7 * 7 + 4),
  ),
  'rain-russian-half-year': values(sum(40, 30, 25, 45, 60, 85)),
  'medicine-days-of-supply': values(3 + (57 - 3) / 2, addDays('2026-11-21', 3 + (57 - 3) / 2 - 1)),
  'nutrition-sixty-grams': values(rounded((22.5 * 60) / 100, 1), Math.floor(750 / 40)),
  'floor-plan-missing-measure': values(rounded(5 - 2.4, 2), rounded((5 - 2.4) * 3.2, 2)),
  'invoice-part-paid-stamp': values(516 - 300),
  'notice-french-for-cyclists': values(addMinutes('05:00', 60).replace(/^0/, '')),
  'lamps-amber-green-red': values(['amber', 'green', 'red'].indexOf('green') + 1),
  'odometer-five-pictures': values(
    ...odometers,
    longest,
    trips.indexOf(longest) + 1,
    trips.indexOf(longest) + 2,
    (odometers.at(-1) ?? 0) - (odometers[0] ?? 0),
  ),
  'agreement-pages-shuffled': values((86_000 * (100 - 20 - 50)) / 100, 86_000 * 0.04, 4 / 0.5),
  'allotment-plan-small-corner': values(124 - 101 + 1),
};
