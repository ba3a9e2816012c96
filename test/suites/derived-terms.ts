import { addDays, values } from './derived-values.ts';

const cents = (amount: number): number => Math.round(amount * 100 + 1e-6) / 100;
/** What a hundred thousandth part and two decimals leave of a share. */
const percent = (part: number, whole: number): number => Number(((part / whole) * 100).toFixed(2));
const daysFrom = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / 86_400_000;
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

/** The day on which so many working days have passed since one that does not count itself. */
function afterWorkingDays(day: string, count: number, holidays: readonly string[]): string {
  let last = day;
  for (let left = count; left > 0;) {
    last = addDays(last, 1);
    if (!isWeekend(last) && !holidays.includes(last)) left -= 1;
  }
  return last;
}

function workingDaysBetween(day: string, last: string): number {
  let count = 0;
  for (let next = addDays(day, 1); next <= last; next = addDays(next, 1)) if (!isWeekend(next)) count += 1;
  return count;
}

const yearEnd = ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'];

// Larkfield, the Contract Year from April 2026.
const charges = 12 * 84_000 + 6 * 46_000 + 6 * 49_500 + 9 * 15_500;
const generalCap = charges * 1.5;
const general = Math.min(500_000 + 2_300_000, generalCap - 60_000);
const steps = Math.floor((99.95 - 99.62) / 0.1 + 1e-9);
const late = ['5:10', '3:50', '6:02', '4:00', '9:30', '4:01'].filter((spent) => spent > '4:00').length;
const creditLimit = 0.12 * 84_000;

// Halcyon: hours of Friday, Saturday, Monday, two whole days and Thursday; and the port's log.
const toThursday = [24 - 13, 12, 24 - 8, 24, 24];
const onThursday = 96 - toThursday.reduce((sum, hours) => sum + hours, 0);
const demurrageHours = 24 - onThursday + 24 + 15;
const gross = 4 * 24 + (19 - 13);
const [rain, shoreCrane, shipCrane] = [10.5 - 6, 17.25 - 15, 5 - 2];
const used = gross - rain - shipCrane;

// Tern: months that have ended, and what has vested.
const brandt = Math.floor((2600 * 16) / 48);
const duarte = Math.floor((1000 * 10) / 36);

// The rent at the mill, cut at 103 per cent in the first year alone.
const first = Math.min(cents((14_400 * 132.63) / 126.05), cents(14_400 * 1.03));
const second = cents((first * 138.4) / 132.63);
const third = cents((second * 139.95) / 138.4);

// Oil: the price after acidity, days late, the discounts.
const oil = cents(52_000 * 4.35);
const afterAcid = oil - oil * 0.09;
const daysLate = workingDaysBetween('2026-08-03', '2026-09-04');
const forDelay = cents(afterAcid * daysLate * 0.004);
const prompt = cents((afterAcid - forDelay) * 0.015);

const penalties = [50 * 0.005 * 60_000, (31 - 6) * 0.003 * 70_000, 43 * 0.005 * 50_000];
const price = 2_480_000 + 86_500 - 31_200 + 54_900;
const completion = addDays('2026-09-30', 9 + 6 + 3);
const users = 281 - 14 + (9 - 5) * 2;
const hoursLate = [160 - 90, 160 - 30, 10 * 60 + 40 - 90].map((minutes) => Math.floor(minutes / 60));
const deductions = hoursLate.map((hours) => hours * 250);

/** What a golden of contract summaries says that its prompt does not: each value with the sum that gives it. */
export const DERIVED_TERMS: Readonly<Record<string, readonly string[]>> = {
  'saas-auto-renewal': values('2028-02-29', addDays('2028-02-29', -90)),
  'loan-covenant-steps': values('2027-01-01', '2028-01-01', 3.5, 3, 3.25),
  // zwölf; 三十, 壹佰万, 伍佰万
  'german-noncompete-letter': values(12),
  'chinese-agency-commission': values(30, 100 * 10_000, 500 * 10_000),
  'larkfield-caps-stacked': values(charges, generalCap, general, general + 5_000_000 + 900_000),
  'larkfield-notices-received': values(
    afterWorkingDays('2026-11-13', 1, []),
    afterWorkingDays('2026-12-24', 2, ['2026-12-25', '2026-12-28']),
    afterWorkingDays('2026-06-10', 1, []),
  ),
  'larkfield-service-credits-october': values(
    steps,
    steps * 0.02 * 84_000,
    late,
    late * 1500,
    Math.min(steps * 0.02 * 84_000 + late * 1500, creditLimit),
  ),
  'larkfield-renewal-deadline-entered': values(addDays('2028-03-31', -120)),
  'larkfield-ending-imaging': values(addDays('2026-12-01', 90), 4 * 0.35 * 49_500),
  'larkfield-interest-on-imaging': values(
    addDays('2026-09-04', 45),
    daysFrom('2026-10-19', '2026-11-09'),
    4.5 + 4,
    cents((46_000 * 0.085 * 21) / 365),
  ),
  'larkfield-may-charges-rise': values(daysFrom('2027-01-25', '2027-04-01')),
  'lease-rent-review-collared': values(186_000 * 1.18, (186_000 * 0.18) / 4),
  'halcyon-laytime-over-the-weekend': values(
    addDays('2026-11-06', 6),
    `0${onThursday}:00`,
    demurrageHours,
    (demurrageHours / 24) * 22_000,
  ),
  'halcyon-statement-of-facts': values(
    gross,
    rain,
    shoreCrane,
    shipCrane,
    used,
    96 - used,
    ((96 - used) / 24) * (22_000 / 2),
  ),
  'halcyon-what-the-rider-left': values(4200 * 61.5, 4200 * 61.5 * 0.025),
  'tern-who-can-drag': values(
    percent(3400 + 2600, 9200),
    percent(3400 + 1000, 9200),
    percent(2600 + 1000 + 2200, 9200),
    percent(3400 + 2600 + 2200, 9200),
  ),
  'tern-three-founders-leave': values(
    7 + 4,
    Math.max(0, 7 + 4 - 11),
    7 + 9,
    brandt,
    2600 - brandt,
    duarte,
    1000 - duarte,
    3400 * 0.01,
    cents((2600 - brandt) * 0.01),
    cents((1000 - duarte) * 0.01 + (duarte * 46) / 2),
  ),
  'brightwell-burst-pipe': values(
    (180_000 * 1_600_000) / 2_000_000,
    144_000 + 63_000 + 12_000 - 25_000,
    16 - 2,
    (16 - 2) * 3900,
    194_000 + 6900 + 54_600,
  ),
  'kessel-kuendigung-per-fax': values('2027-02-28', Math.round((29 * 2) / 12), '2027-06-30'),
  'kessel-ueberstunden-zwei-monate': values(
    cents(4940 / 151.67),
    cents(5230 / 151.67),
    Math.max(0, 7 * 60 + 50 - 8 * 60),
    Math.ceil((5 * 60 + 40) / 30) / 2,
    cents(6 * cents(5230 / 151.67)),
  ),
  'moulin-trois-revisions': values(first, second, third, 14_400 / 4, 0),
  'almazara-partida-de-agosto': values(
    oil,
    oil - afterAcid,
    daysLate,
    forDelay,
    prompt,
    cents(afterAcid - forDelay - prompt),
  ),
  'hoshino-kenshu-nenmatsu': values(
    afterWorkingDays('2026-12-25', 15, [...yearEnd, '2027-01-11']),
    '2027-02-26',
    cents(950_000 * 1.1),
    '2026-12-31',
  ),
  'wdrozenie-kary-i-limit': values(
    daysFrom('2026-03-31', '2026-05-20'),
    daysFrom('2026-07-31', '2026-08-31') - 6,
    daysFrom('2026-09-30', '2026-11-12'),
    ...penalties.map(cents),
    cents(penalties.reduce((sum, each) => sum + each, 0)),
    180_000 * 0.15,
  ),
  'dira-march-rent-late': values(12 - 1, (11 - 7) * 40, 5350 + 180 + 160),
  'siyana-khasm-al-shahr': values(
    ...hoursLate,
    ...deductions.slice(1),
    deductions.reduce((sum, each) => sum + each, 0),
    (96_000 / 4) * 0.1,
  ),
  'lario-due-sinistri-e-un-fermo': values((1200 + 350) / 1000, (690 / 30) * 7),
  'weir-price-and-late-days': values(
    price,
    9 + 6 + 3,
    completion,
    daysFrom(completion, '2026-11-11'),
    24 * 4000,
    price * 0.05,
  ),
  'weir-site-instruction-photo': values(addDays('2026-09-21', 14), 0),
  'quorum-true-up-second-quarter': values(281 - 14, (9 - 5) * 2, users, users - 260, (users - 260) * 21 * 3),
  'veldt-breach-when-clocks-go-back': values(addDays('2026-10-25', 3), '22:30', '01:00'),
  'clause-opened-under-its-right-name': values(3),
  'veldt-two-days-in-the-calendar': values(addDays('2026-11-02', 14), addDays('2026-11-02', 30)),
};
