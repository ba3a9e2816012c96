import { box, line, lines, table, text, type Picture } from './draw.ts';

const PAPER = '#fbfaf5';
const INK = { fill: '#1b3a8a', size: 18, serif: true } as const;
const SERIF = { serif: true, size: 14 } as const;

/** Papers that lie beside a contract: a sheet with one signature, a port's log, an instruction with words by hand. */
export const CONTRACT_PAPERS: readonly Picture[] = [
  {
    file: 'amendment-three-signed.jpg',
    width: 520,
    height: 330,
    background: PAPER,
    grain: 3,
    body:
      text(260, 46, 'AMENDMENT 3', { serif: true, bold: true, size: 20, anchor: 'middle' }) +
      lines(
        36,
        84,
        [
          'to the Master Services Agreement of 3 March 2025',
          '1. In paragraph 1 of Schedule 2 the Charge of the Records',
          'Service is GBP 91,000 from 1 December 2026.',
          'Made in two copies.',
        ],
        SERIF,
        24,
      ) +
      line(40, 262, 230, 262, '#333') +
      line(290, 262, 480, 262, '#333') +
      text(40, 282, 'for the Client, date', { size: 12 }) +
      text(290, 282, 'for the Supplier, date', { size: 12 }) +
      text(268, 254, 'L. Oyelaran  2 Nov 2026', { ...INK, turn: -3 }),
    shows: ['supplier'],
  },
  {
    file: 'statement-of-facts.webp',
    width: 560,
    height: 330,
    background: '#fff',
    body:
      text(24, 38, 'STATEMENT OF FACTS', { bold: true, size: 17 }) +
      text(24, 62, 'MV HALCYON DRIFT · loading · berth 4 · local time') +
      table(
        24,
        100,
        [90, 140, 280],
        [
          ['Date', 'Time', 'Event'],
          ['9 Nov 2026', '08:40', 'Notice of readiness given'],
          ['9 Nov', '14:10', 'Loading begun'],
          ['10 Nov', '06:00–10:30', 'Rain, work stopped'],
          ['11 Nov', '15:00–17:15', 'Shore crane out of order'],
          ['12 Nov', '02:00–05:00', "Ship's crane 2 out of order"],
          ['13 Nov', '19:00', 'Loading completed'],
        ],
        { step: 28 },
      ) +
      text(24, 310, 'Agent: Messrs Oduya · sheet 1 of 1', { size: 12, fill: '#777' }),
    shows: ['rain', 'shore-gear', 'ship-gear'],
  },
  {
    file: 'site-instruction.jpg',
    width: 500,
    height: 340,
    background: PAPER,
    grain: 4,
    body:
      box(20, 20, 460, 300, { fill: 'none', stroke: '#777' }) +
      text(40, 54, 'SITE INSTRUCTION  No. 31', { bold: true, size: 18 }) +
      lines(
        40,
        86,
        [
          "Footbridge at Tanner's Weir      Date: 21 Sept 2026",
          'Move the west landing 1.2 m to the north, round the',
          'badger sett. Work to go on at once.',
        ],
        {},
        26,
      ) +
      text(50, 210, '+ 7 days, + £9,400, agreed on site', { ...INK, turn: -4 }) +
      text(330, 268, 'I. F.', { ...INK, size: 24, turn: -6 }) +
      text(40, 300, "Given by: clerk of works, for the Employer's Representative", { size: 12 }),
  },
];
