import { box, button, frame, line, lines, table, text, type Picture } from './draw.ts';

const GREY = { fill: '#8a8a8a', size: 12 } as const;
const END = { anchor: 'end' } as const;

/** The lines of an invoice for one period, with another number of days. */
function billing(file: string, days: string, total: string): Picture {
  return {
    file,
    width: 480,
    height: 210,
    body: frame(
      480,
      210,
      'Billing · invoice OF-20611',
      lines(30, 76, ['Period: 1 to 30 November 2026', `1 vehicle, ${days} days at 12.40 €`], {}, 30) +
        text(30, 160, 'Total', { bold: true, size: 17 }) +
        text(440, 160, `${total} €`, { ...END, bold: true, size: 17 }),
    ),
  };
}

/** One step of setting a fence on the map, with the time at its foot. */
function step(file: string, title: string, rows: readonly string[], time: string): Picture {
  return {
    file,
    width: 380,
    height: 200,
    body: frame(
      380,
      200,
      title,
      lines(28, 80, rows, { size: 15 }, 30) + text(352, 184, time, { ...GREY, ...END }),
    ),
  };
}

/** Screens that came with reports. */
export const BUG_SCREENS: readonly Picture[] = [
  {
    file: 'fleet-map-list.png',
    width: 640,
    height: 260,
    body: frame(
      640,
      260,
      'Osprey Fleet · Hamburg depot',
      table(
        24,
        72,
        [120, 220, 90, 90, 70],
        [
          ['Vehicle', 'Position (N, E)', 'Tracker', 'Load', 'Seen'],
          ['Van 12', '9.9871, 53.5503', 'T9', '–', '09:41'],
          ['Tank 4', '9.9312, 53.4820', 'T9', 'ADR', '09:41'],
          ['Van 15', '53.6011, 10.0217', 'T4', '–', '09:40'],
          ['Reefer 2', '53.5127, 9.8841', 'T4', 'food', '09:41'],
        ],
        { step: 30 },
      ) + text(24, 240, 'Version 7.2.2', GREY),
    ),
  },
  {
    file: 'export-zero-rows.png',
    width: 520,
    height: 280,
    body: frame(
      520,
      280,
      'Export of trips',
      box(40, 56, 440, 200, { round: 8 }) +
        text(64, 90, 'Export finished', { bold: true, size: 17 }) +
        lines(64, 122, ['0 of 1,204 trips written to trips.csv', 'Filter: region = "nord"'], {}, 26) +
        text(64, 186, 'Regions with trips: Nord (918), Süd (286)', GREY) +
        button(360, 206, 100, 'Close') +
        text(64, 226, 'job 5-8817', GREY),
    ),
  },
  {
    file: 'status-page.png',
    width: 540,
    height: 280,
    background: '#fff',
    body:
      box(30, 24, 480, 50, { fill: '#2d8a4b', stroke: '#2d8a4b', round: 6 }) +
      text(54, 56, 'All systems operational', { fill: '#fff', bold: true, size: 18 }) +
      table(
        40,
        116,
        [300, 160],
        [
          ['Part', 'State'],
          ['Web page', 'operational'],
          ['Mobile app', 'operational'],
          ['Positions', 'operational ¹'],
        ],
        { step: 28 },
      ) +
      text(40, 252, '¹ shown 40 min late since 13:05, planned work MW-318', { ...GREY, size: 11 }),
  },
  {
    file: 'login-turkish.png',
    width: 440,
    height: 270,
    body: frame(
      440,
      270,
      'Osprey · Giriş',
      text(40, 80, 'Kullanıcı adı') +
        box(40, 90, 360, 34) +
        text(52, 113, 'ILGIN', { size: 16 }) +
        text(40, 158, '“ılgın” adlı kullanıcı bulunamadı.', { fill: '#b3261e' }) +
        button(280, 190, 120, 'Giriş yap') +
        text(40, 250, 'Hata kodu GRS-417', GREY),
    ),
  },
  {
    file: 'order-hebrew.png',
    width: 460,
    height: 240,
    body: frame(
      460,
      240,
      'Osprey Parts',
      text(430, 84, 'הזמנה שנקלטה', { ...END, bold: true, size: 17 }) +
        text(430, 124, 'מספר הזמנה', END) +
        text(300, 124, '7731-K', { ...END, size: 16 }) +
        text(430, 160, 'פריטים 3', END) +
        text(30, 220, 'GET /orders/K-7731 200', { ...GREY, mono: true }),
    ),
  },
  {
    file: 'invoice-swedish.png',
    width: 460,
    height: 260,
    body: frame(
      460,
      260,
      'Osprey · Faktura 90417',
      lines(40, 82, ['Summa', 'Moms 25 %'], {}, 32) +
        lines(420, 82, ['1 234,50 kr', '308,63 kr'], END, 32) +
        line(40, 132, 420, 132) +
        text(40, 164, 'Att betala', { bold: true, size: 17 }) +
        text(420, 164, '1 kr', { ...END, bold: true, size: 17 }) +
        text(40, 236, 'Version 7.3.1', GREY),
    ),
  },
  {
    file: 'phone-about.jpg',
    width: 320,
    height: 440,
    background: '#cfd4d8',
    grain: 5,
    body:
      box(30, 24, 260, 392, { fill: '#111', round: 22 }) +
      box(42, 60, 236, 320, { fill: '#f6f7f9' }) +
      text(160, 92, 'About', { bold: true, size: 18, anchor: 'middle' }) +
      lines(
        58,
        134,
        [
          'Osprey 7.2.1 (5107)',
          'Android 15',
          'Tracker T9, fw 3.4',
          'Storage 96 % used',
          'Zone Europe/Helsinki',
        ],
        { size: 15 },
        44,
      ),
  },
  billing('billing-line-a.png', '30', '372.00'),
  billing('billing-line-b.png', '31', '384.40'),
  step('fence-step-1.webp', 'New fence', ['Name: Quay 7', 'Radius: 250', 'Unit: m'], '09:14:20'),
  step('fence-step-2.webp', 'New fence · review', ['Name: Quay 7', 'Radius: 250', 'Unit: ft'], '09:14:41'),
  step('fence-step-3.webp', 'Fence saved', ['Quay 7 (FN-0417)', 'Radius: 76 m'], '09:15:02'),
];
