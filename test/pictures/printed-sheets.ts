import { box, checkbox, line, lines, table, text, type Picture } from './draw.ts';

const MID = { anchor: 'middle' } as const;
const INK = { fill: '#1b3a8a', size: 17, serif: true } as const;

/** Printed sheets, as they come from a scanner. */
export const PRINTED_SHEETS: readonly Picture[] = [
  {
    file: 'nutrition-table.png',
    width: 420,
    height: 300,
    background: '#fff',
    body:
      text(20, 34, 'Oat crunch · Nährwerte / Nutrition', { bold: true }) +
      table(
        20,
        66,
        [170, 110, 110],
        [
          ['', '100 g', '40 g portion'],
          ['Energy kJ', '1,850', '740'],
          ['Fat g', '15.0', '6.0'],
          ['Sugar g', '22.5', '9.0'],
          ['Fibre g', '7.5', '3.0'],
          ['Salt g', '0.85', '0.34'],
        ],
        { right: [1, 2] },
      ) +
      text(20, 236, 'Pack of 750 g. May contain traces of nuts.', { size: 12 }) +
      text(20, 258, 'Lot 26-L318', { size: 12 }),
  },
  {
    file: 'course-form.png',
    width: 520,
    height: 380,
    background: '#fff',
    body:
      text(30, 44, 'ANMELDUNG · Kajakkurs Frühjahr', { bold: true, size: 17 }) +
      lines(30, 82, ['Name:', 'Geburtsdatum:', 'Telefon:'], {}, 32) +
      lines(160, 82, ['Wiebke Sörensen', '07.02.2011', '—'], INK, 32) +
      text(30, 190, 'Kurs:') +
      checkbox(100, 178, false, 'Anfänger') +
      checkbox(240, 178, true, 'Aufbau') +
      checkbox(370, 178, false, 'Rolle') +
      text(30, 226, 'Boot:') +
      checkbox(100, 214, true, 'eigenes') +
      checkbox(240, 214, false, 'Verein') +
      checkbox(30, 250, true, 'Ich kann 15 Minuten schwimmen.') +
      checkbox(30, 280, false, 'Fotos dürfen gezeigt werden.') +
      lines(
        30,
        336,
        ['Unterschrift (bei Minderjährigen: Eltern)', 'Anm.-Nr. K-2027-031'],
        { size: 12, fill: '#777' },
        22,
      ) +
      line(280, 338, 490, 338, '#333'),
  },
  {
    file: 'island-timetable.png',
    width: 560,
    height: 300,
    background: '#fff',
    body:
      text(20, 34, 'Mainland → Skua Island, winter', { bold: true, size: 16 }) +
      table(
        20,
        72,
        [150, 90, 90, 90, 90],
        [
          ['Quay', '', '†', '', '*'],
          ['Mainland', '07:10', '09:30', '13:40', '18:05'],
          ['Holm', '07:35', '|', '14:05', '18:30'],
          ['Skua Island', '08:00', '10:10', '14:30', '18:55'],
        ],
      ) +
      lines(
        20,
        196,
        [
          '†  Sundays and holidays only',
          '*  not on Saturdays',
          '|  does not call',
          'No boat on 25 December. Sheet SK-4',
        ],
        { size: 13 },
        22,
      ),
  },
  {
    file: 'floor-plan.png',
    width: 520,
    height: 360,
    background: '#fff',
    body:
      box(60, 50, 400, 250, { stroke: '#111' }) +
      line(300, 50, 300, 300, '#111', 2) +
      line(300, 170, 460, 170, '#111', 2) +
      text(180, 180, 'Studio', MID) +
      text(380, 115, 'Kitchen', MID) +
      text(380, 240, 'Store', MID) +
      text(180, 40, '4.80 m', MID) +
      text(380, 40, '3.20 m', MID) +
      text(50, 180, '5.00 m', { ...MID, turn: -90 }) +
      text(480, 115, '2.40 m', { ...MID, turn: 90 }) +
      text(480, 240, '?', { ...MID, turn: 90 }) +
      text(60, 336, 'Unit 6B · outer walls not to scale', { size: 12, fill: '#777' }),
  },
  {
    file: 'notice-french.webp',
    width: 520,
    height: 330,
    background: '#fffdf4',
    body:
      text(260, 44, 'AVIS AUX HABITANTS', { ...MID, bold: true, size: 20, serif: true }) +
      lines(
        36,
        88,
        [
          'Les travaux sur le pont des Tisserands commencent le lundi',
          "7 décembre 2026. Le pont est fermé aux voitures jusqu'au",
          '19 février 2027. Les piétons et les vélos passent par la',
          'passerelle provisoire, ouverte de 6 h à 22 h.',
          "La ligne 4 du bus ne dessert plus l'arrêt « Moulin » ; prenez",
          "l'arrêt « Écluse », à 350 mètres.",
          'Renseignements : mairie, bureau 12, dossier PT-26-118.',
        ],
        { serif: true, size: 15 },
        30,
      ),
  },
  {
    file: 'lab-report.png',
    width: 560,
    height: 300,
    background: '#fff',
    body:
      text(20, 36, 'Labor Nordwest · Befund 88-4410', { bold: true }) +
      text(20, 60, 'Probe: 18.11.2026 07:40, nüchtern', { size: 12 }) +
      table(
        20,
        96,
        [170, 110, 90, 150],
        [
          ['Analyt', 'Wert', 'Einheit', 'Referenz'],
          ['Glukose', '104', 'mg/dl', '70 – 99'],
          ['Kalium', '4,1', 'mmol/l', '3,5 – 5,1'],
          ['Ferritin', '11', 'ng/ml', '15 – 150'],
          ['TSH', '2,4', 'mU/l', '0,4 – 4,0'],
          ['Natrium', 'hämolytisch', '', ''],
        ],
      ) +
      text(20, 276, 'Natrium bitte neu einsenden.', { size: 12, fill: '#b3261e' }),
  },
];
