import { box, button, dot, frame, line, lines, path, table, text, type Picture } from './draw.ts';

const GREY = { fill: '#8a8a8a', size: 12 } as const;
const END = { anchor: 'end' } as const;

function bubble(y: number, isOwn: boolean, who: string, words: readonly string[], time: string): string {
  const x = isOwn ? 150 : 20;
  const fill = isOwn ? '#d9ecd0' : '#fff';
  const height = 46 + words.length * 19;
  return (
    box(x, y, 330, height, { fill, round: 8 }) +
    text(x + 12, y + 18, who, { bold: true, size: 12 }) +
    lines(x + 12, y + 38, words, { size: 13 }, 19) +
    text(x + 318, y + height - 7, time, { ...GREY, ...END })
  );
}

type Point = readonly [x: number, y: number];

/** Its name stands above it, or where it is told. */
function station([x, y]: Point, name: string, [left, base]: Point = [x, y - 16]): string {
  return dot(x, y, 8, '#111') + text(left, base, name, { size: 12, anchor: 'middle' });
}

/** Screens in other languages, some from right to left, and displays of devices. */
export const FOREIGN_SCREENS: readonly Picture[] = [
  {
    file: 'cart-arabic.png',
    width: 480,
    height: 330,
    body: frame(
      480,
      330,
      'متجر النخلة',
      text(456, 72, 'سلة المشتريات', { ...END, bold: true, size: 18 }) +
        [
          ['عسل سدر ٥٠٠ غ × ٢', '٩٠٫٠٠'],
          ['تمر سكري ١ كغ', '٣٥٫٠٠'],
          ['قهوة عربية ٢٥٠ غ × ٣', '٦٦٫٠٠'],
        ]
          .map(
            ([what = '', price = ''], index) =>
              text(456, 112 + index * 34, what, END) + text(30, 112 + index * 34, price),
          )
          .join('') +
        line(24, 196, 456, 196, '#bbb') +
        text(456, 224, 'خصم NAKHLA15', END) +
        text(30, 224, '-٢٨٫٦٥') +
        text(456, 254, 'التوصيل', END) +
        text(30, 254, 'مجاني') +
        text(456, 292, 'المجموع بالريال', { ...END, bold: true }) +
        text(30, 292, '١٦٢٫٣٥', { bold: true }),
    ),
  },
  {
    file: 'transfer-hebrew.png',
    width: 480,
    height: 330,
    body: frame(
      480,
      330,
      'בנק החוף',
      text(456, 74, 'העברה חדשה', { ...END, bold: true, size: 18 }) +
        [
          ['אל', 'מאפיית רימון'],
          ['חשבון', '12-604-118832'],
          ['סכום', '4,250.00 ₪'],
          ['יתרה', '3,980.40 ₪'],
          ['תאריך', '30/11/2026'],
        ]
          .map(
            ([key = '', value = ''], index) =>
              text(456, 112 + index * 30, key, { ...END, fill: '#666' }) +
              text(340, 112 + index * 30, value, END),
          )
          .join('') +
        text(456, 276, 'הסכום גבוה מהיתרה. קוד: חוף-31', { ...END, fill: '#b3261e' }) +
        button(30, 285, 120, 'שליחה', true),
    ),
  },
  {
    file: 'login-greek.png',
    width: 440,
    height: 280,
    body: frame(
      440,
      280,
      'Δημοτική Βιβλιοθήκη',
      text(40, 80, 'Σύνδεση μέλους', { bold: true, size: 18 }) +
        box(40, 100, 360, 32) +
        text(50, 121, 'Αρ. κάρτας: 00417-Λ') +
        box(40, 144, 360, 32) +
        text(50, 165, '••••••••') +
        lines(
          40,
          206,
          ['Πέντε λάθος προσπάθειες.', 'Δοκιμάστε ξανά σε 12 λεπτά ή καλέστε 2310 000 442.'],
          { fill: '#b3261e', size: 13 },
          20,
        ),
    ),
  },
  {
    file: 'about-russian.png',
    width: 440,
    height: 260,
    body: frame(
      440,
      260,
      'О программе',
      text(40, 84, 'Учёт склада «Кедр»', { bold: true, size: 18 }) +
        lines(
          40,
          120,
          [
            'Версия 7.4.1 (сборка 20917)',
            'Лицензия: до 31.12.2026, 12 рабочих мест',
            'Занято мест: 12',
            'Код установки: КДР-88-41Ф',
          ],
          {},
          26,
        ) +
        button(300, 216, 110, 'Закрыть'),
    ),
  },
  {
    file: 'chat-german.png',
    width: 500,
    height: 410,
    background: '#eef1f4',
    body:
      bubble(
        16,
        false,
        'Ayşe (Hausverwaltung)',
        ['Der Aufzug steht wieder. Der Techniker kommt', 'morgen zwischen 7 und 9 Uhr.'],
        'Mo 18:41',
      ) +
      bubble(
        112,
        true,
        'Sie',
        ['Danke. Und die Haustür? Die schließt seit', 'Donnerstag nicht mehr.'],
        'Mo 18:44',
      ) +
      bubble(
        208,
        false,
        'Ayşe (Hausverwaltung)',
        ['Das macht Herr Pohl am Mittwoch. Bis dahin', 'bitte den Riegel oben benutzen, Code 4407.'],
        'Mo 18:52',
      ) +
      bubble(
        304,
        false,
        'Ayşe (Hausverwaltung)',
        ['Korrektur: Techniker erst Dienstag 10 bis 12,', 'Herr Pohl bleibt bei Mittwoch.'],
        'Mo 19:15',
      ),
  },
  {
    file: 'thermostat.jpg',
    width: 420,
    height: 420,
    background: '#cfc7bb',
    grain: 6,
    body:
      dot(210, 210, 180, '#2a2d31') +
      dot(210, 210, 160, '#0f1114') +
      text(210, 220, '19.5°', { size: 68, fill: '#ff9a3d', anchor: 'middle', bold: true }) +
      text(210, 262, 'Ziel / Set 21.0°', { size: 18, fill: '#e8e8e8', anchor: 'middle' }) +
      text(210, 120, 'HEATING  E3', { size: 17, fill: '#ff9a3d', anchor: 'middle', mono: true }) +
      text(210, 300, 'Hold until 22:30', { size: 16, fill: '#9fb4c8', anchor: 'middle' }) +
      text(210, 330, 'Zone 2 · Kestrel', { size: 13, fill: '#9fb4c8', anchor: 'middle' }),
  },
  {
    file: 'metro-plan.webp',
    width: 640,
    height: 320,
    body:
      box(0, 0, 640, 320, { fill: '#fff' }) +
      path(
        [
          [50, 90],
          [590, 90],
        ],
        '#c0392b',
        6,
      ) +
      path(
        [
          [280, 40],
          [280, 290],
        ],
        '#2471a3',
        6,
      ) +
      path(
        [
          [50, 250],
          [590, 250],
        ],
        '#27864a',
        6,
      ) +
      station([60, 90], 'Mole') +
      station([160, 90], 'Custom House') +
      station([280, 90], 'Arches', [246, 74]) +
      station([450, 90], 'Fishmarket') +
      station([570, 90], 'Lighthouse') +
      ['Ropewalk', 'Dyeworks']
        .map(
          (name, index) =>
            dot(280, 145 + index * 50, 8, '#111') + text(294, 149 + index * 50, name, { size: 12 }),
        )
        .join('') +
      station([70, 250], 'Cemetery', [70, 278]) +
      station([180, 250], 'Tannery', [180, 278]) +
      station([280, 250], 'Old Mill', [316, 278]) +
      station([480, 250], 'Stadium', [480, 278]) +
      text(600, 94, 'R', { bold: true, fill: '#c0392b' }) +
      text(286, 36, 'B', { bold: true, fill: '#2471a3' }) +
      text(600, 254, 'G', { bold: true, fill: '#27864a' }) +
      text(480, 306, 'closed until 4 Dec', { size: 11, fill: '#b3261e', anchor: 'middle' }),
    shows: ['R', 'B', 'G'],
  },
  {
    file: 'shift-table-vietnamese.png',
    width: 560,
    height: 250,
    body: frame(
      560,
      250,
      'Lịch trực tuần 48',
      table(
        20,
        72,
        [130, 130, 130, 130],
        [
          ['Ngày', 'Ca sáng', 'Ca chiều', 'Ca đêm'],
          ['Thứ Hai', 'Hạnh', 'Dũng', 'Thảo'],
          ['Thứ Ba', 'Dũng', 'Hạnh', '—'],
          ['Thứ Tư', 'Thảo', 'Thảo', 'Dũng'],
          ['Thứ Năm', 'Hạnh', 'Dũng', 'Hạnh'],
        ],
      ) + text(20, 224, '— : chưa có người · Mã: TR-48B', GREY),
    ),
  },
];
