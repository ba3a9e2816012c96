import { box, dot, lines, path, table, text, type Picture } from './draw.ts';

const PAPER = '#fbfaf5';
const MID = { anchor: 'middle' } as const;
const END = { anchor: 'end' } as const;
const INK = { fill: '#1b3a8a', size: 17, serif: true } as const;

/** Papers as they are photographed or scanned. */
export const PAPERS: readonly Picture[] = [
  {
    file: 'receipt-cafe.jpg',
    width: 340,
    height: 470,
    background: PAPER,
    grain: 4,
    body:
      text(170, 40, 'CAFÉ DES HALLES', { ...MID, bold: true, mono: true }) +
      lines(
        170,
        62,
        ['12 rue du Port · Sainte-Aune', 'Ticket 004417  21/11/2026 13:07'],
        { ...MID, size: 12, mono: true },
        18,
      ) +
      table(
        24,
        116,
        [40, 170, 80],
        [
          ['Q', 'Article', 'EUR'],
          ['2', 'Quiche', '17,00'],
          ['1', 'Soupe', '6,50'],
          ['3', 'Café', '7,50'],
          ['1', 'Vin 25 cl', '6,00'],
        ],
        { mono: true, right: [2] },
      ) +
      lines(24, 250, ['TOTAL             37,00', 'dont TVA 10 %      2,82', 'dont TVA 20 %      1,00'], {
        mono: true,
        size: 14,
      }) +
      text(24, 335, 'CB **** 8814', { mono: true, size: 14 }) +
      text(60, 400, 'pourboire 3 €', { ...INK, turn: -4 }) +
      text(60, 432, 'merci, table 9', { ...INK, turn: -4 }),
  },
  {
    file: 'delivery-note-struck.jpg',
    width: 560,
    height: 360,
    background: PAPER,
    grain: 4,
    body:
      text(30, 44, 'DELIVERY NOTE  LN-70933', { bold: true, size: 18 }) +
      text(30, 70, 'To: Quay Clinic, ward 3      Date: 19 Nov 2026') +
      table(
        30,
        112,
        [250, 110, 110],
        [
          ['Article', 'Ordered', 'Delivered'],
          ['Gloves, box M', '40', '40'],
          ['Gloves, box L', '20', ''],
          ['Syringes 5 ml', '300', ''],
          ['Saline 0.9 % 1 l', '24', '24'],
        ],
        { right: [1, 2] },
      ) +
      text(490, 160, '20', { ...END, struck: true, size: 13 }) +
      text(530, 162, '12', INK) +
      text(490, 184, '300', { ...END, struck: true, size: 13 }) +
      text(530, 186, '0', INK) +
      text(40, 262, 'rest of gloves on Monday, syringes cancelled', { ...INK, turn: -2 }) +
      text(40, 300, 'rec. B. Achterberg 14:35', { ...INK, turn: -2 }),
  },
  {
    file: 'medicine-label.jpg',
    width: 480,
    height: 300,
    background: '#f2f5f7',
    grain: 5,
    body:
      box(20, 20, 440, 260, { round: 6 }) +
      text(40, 56, 'TRESOLAN 20 mg', { bold: true, size: 22 }) +
      lines(
        40,
        90,
        [
          'Patient: O. Marchetti',
          'Take ONE tablet TWICE a day, with food.',
          'First three days: HALF a tablet twice a day.',
          'Do not take with grapefruit.',
          'Qty: 57 tablets       Refills: 1',
          'Rx 5510-882   disp. 20 NOV 2026   exp. 05/2028',
        ],
        { size: 14 },
        27,
      ),
  },
  {
    file: 'gas-meter.jpg',
    width: 480,
    height: 260,
    background: '#b9b4a8',
    grain: 7,
    body:
      box(40, 40, 400, 180, { fill: '#e9e6dd', round: 10 }) +
      text(240, 72, 'GAS  m³', { ...MID, bold: true }) +
      '04817362'
        .split('')
        .map((digit, index) => {
          const isRed = index > 4;
          return (
            box(62 + index * 45, 90, 40, 56, { fill: isRed ? '#b3261e' : '#111', stroke: '#333' }) +
            text(82 + index * 45, 130, digit, { ...MID, fill: '#fff', size: 32, mono: true })
          );
        })
        .join('') +
      text(60, 196, 'No. 7 GMT 0044 1873 92', { mono: true, size: 14 }),
    shows: ['04817', '362', '04817.362'],
  },
  {
    file: 'invoice-stamped.jpg',
    width: 520,
    height: 380,
    background: PAPER,
    grain: 4,
    body:
      text(30, 50, 'Invoice 2026-0883', { bold: true, size: 19, serif: true }) +
      lines(
        30,
        82,
        ['Sailmaker Hjort → Skua Rowing Club', 'Issued 2 November 2026, due 2 December 2026'],
        { serif: true },
        22,
      ) +
      table(
        30,
        142,
        [300, 130],
        [
          ['Item', 'EUR'],
          ['Sail, repair', '420.00'],
          ['Rope 60 m', '96.00'],
          ['Total', '516.00'],
        ],
        { right: [1], serif: true },
      ) +
      `<g transform="rotate(-12 320 300)">${box(210, 262, 230, 70, { fill: 'none', stroke: '#b3261e', round: 6 })}${text(325, 290, 'PART PAID 300.00', { ...MID, fill: '#b3261e', bold: true, size: 18 })}${text(325, 316, '16 NOV 2026 · desk 2', { ...MID, fill: '#b3261e', size: 14 })}</g>`,
  },
  {
    file: 'parking-signs.jpg',
    width: 340,
    height: 470,
    background: '#9db0bd',
    grain: 5,
    body:
      sign(20, 20, 130, '#0b4f9c', ['P', 'with disc, 2 h', 'Mon–Fri 8–18'], '#fff') +
      sign(20, 165, 130, '#ffffff', ['NO STOPPING', 'Sat 6–14', 'market · Tidewell'], '#b3261e') +
      sign(20, 310, 110, '#0b4f9c', ['residents', 'zone K: free'], '#fff') +
      dot(170, 440, 6, '#555') +
      path(
        [
          [170, 422],
          [170, 468],
        ],
        '#555',
        6,
      ),
  },
];

function sign(
  x: number,
  y: number,
  height: number,
  fill: string,
  words: readonly string[],
  ink: string,
): string {
  return (
    box(x, y, 300, height, { fill, round: 8 }) +
    lines(x + 150, y + 40, words, { anchor: 'middle', fill: ink, bold: true, size: 20 }, 34)
  );
}
