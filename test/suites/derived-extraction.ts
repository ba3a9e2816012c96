import { addDays } from './derived-values.ts';

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** A day as people write it, `9 Nov 2026`, as YYYY-MM-DD. */
export function isoDay(written: string): string {
  const [day = '', month = '', year = ''] = written.split(' ');
  const number = MONTHS.indexOf(month.slice(0, 3)) / 3 + 1;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A local time so many minutes later, as YYYY-MM-DDTHH:MM. */
export function shift(local: string, minutes: number): string {
  return new Date(Date.parse(`${local}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}

/** A time with an offset, in UTC to the minute. */
const utc = (time: string): string => `${new Date(time).toISOString().slice(0, 16)}Z`;

const decimals = (...numbers: readonly number[]): readonly string[] =>
  numbers.map((number) => String(Number(number.toFixed(2))));

const logged = (day: string, time: string): string => `${isoDay(`${day} Nov 2026`)}T${time}Z`;
const millimetres = (inches: number): string =>
  (Math.round(inches * 254 + 1e-9) / 10).toFixed(1).replace('.0', '');

/** What a golden says that its prompt does not, as it says it: each value with the sum or the rule that gives it. */
export const EXTRACTED: Readonly<Record<string, readonly string[]>> = {
  'extract-port-calls': [
    logged('16', '05:40'),
    logged('18', '00:15'),
    logged('16', '06:15'),
    logged('16', '22:50'),
    logged('16', '14:05'),
    logged('17', '11:20'),
    logged('19', '17:55'),
    logged('18', '13:00'),
  ],
  'extract-port-bunkers': decimals(95 * 0.86, 212 + 95 * 0.86),
  'extract-port-incidents': ['0'],
  'extract-mailbag-desks': ['HC-440-281', 'nl', 'fr', 'en'],
  'extract-mailbag-events': [addDays('2026-11-09', -2), addDays('2026-11-09', -1)],
  'extract-mailbag-sums': ['GBP', 'EUR', '1250', '3480.5', ...decimals(1900 + 600, 2400 + 600)],
  'extract-minutes-resolutions': decimals(2 * 36 * 320),
  'extract-minutes-actions': ['2026-10-31', addDays('2026-10-12', 10), addDays('2026-11-09', -1)],
  'extract-parts-millimetres': [millimetres(7 / 8), millimetres(14.5), millimetres(18.5)],
  'extract-parts-to-deliver': decimals(4 * 2, 0),
  'extract-press-deals': ['NOK', String(69 * 1e6), ...decimals(30 + 25.1)],
  'extract-press-embargoes': [
    utc('2026-11-03T07:30+01:00'),
    utc('2026-11-04T06:00+01:00'),
    utc('2026-11-11T18:45-05:00'),
    utc('2026-11-12T00:30+01:00'),
  ],
  'extract-discharge-medicines': [
    '2026-11-24',
    '2026-12-02',
    addDays('2026-11-25', 9),
    String(1 * 1000),
    ...['Ramipril', 'Metformin', 'Ibuprofen', 'Amoxicillin', 'Enoxaparin'].map((drug) => drug.toLowerCase()),
  ],
  'extract-discharge-conditions': decimals(['heart failure', 'diabetes', 'fracture'].length, 8 - 3 - 1),
  'extract-arabic-lab-visit': ['2026-11-29T07:45', shift('2026-11-29T07:45', -600), '08:15', '007312'],
  'extract-hebrew-flat': ['2027-02-01', ...decimals(610 / 2)],
  'extract-turkish-address': ['Işık', 'Ilgın', 'Bornova', 'İzmir', 'izmir-bornova-ışık'],
  'extract-russian-names': ['+79125550144', '+79125550171', '+79125550109'],
  'extract-hindi-bus-ticket': ['2026-12-05T23:45', '2026-12-06T06:20', '125000', ...decimals(3 * 1250 * 0.9)],
  'extract-korean-card': [
    '2026-11-24T19:05',
    '2026-11-25T08:40',
    '2026-11-25T12:10',
    ...decimals(12 * 10_000 + 4000, 2 * 10_000, 12 * 10_000 + 4000 - 2 * 10_000),
  ],
  'extract-swedish-delivery': ['2026-12-01', '2026-12-03', '07:00', '11:30', ...decimals(2.5 * 389.5 + 695)],
  'extract-constat-amiable': ['2026-11-23', '18:20'],
  'extract-chinese-capital-sum': ['2026-11-05', ...decimals(2 * 10_000 + 300 + 0.05)],
  'extract-access-log-line': [
    `${utc('2026-11-26T00:58:07+01:00').slice(0, -1)}:07Z`,
    decodeURIComponent('caf%C3%A9%20%26%20tee'),
    'Reader "Lite" 2.1',
    ...'0.004,0.120'.split(',').map((seconds) => String(Number(seconds))),
  ],
  'extract-two-accounts': [
    'DE89370400440532013000',
    'DE75512108001245126199',
    'RF18539007547034',
    ...decimals(1280 * 0.02, 1280 * 0.98),
  ],
  'extract-tool-contact': ['+353875550142', '+442895550173'],
  'extract-tool-two-expenses': [
    '2026-11-17',
    'EUR',
    'SEK',
    'travel',
    'material',
    ...decimals(6.4 * 100, 189 * 100),
  ],
  'extract-tool-engraving': ['2026-12-04', '"Ruby"\nC:\\dogs\\ruby 🐾'],
};
