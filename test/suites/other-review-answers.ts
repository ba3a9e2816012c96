import type { OtherAnswers } from './alter-answer.ts';

/** What else would be right, and the mistakes that each prompt is there to catch. */
export const OTHER_REVIEWS: readonly OtherAnswers[] = [
  {
    prompt: 'review-tidebook-money',
    right: [],
    wrong: [
      { verdict: 'approve' },
      { findings: [] },
      {
        findings: [
          {
            file: 'src/domain/price-stay.ts',
            line: 15,
            code: 'const waste = applyRate(applyRate(berth, tariff.wastePpm), tariff.vatPpm);',
            rule: 'T-3.4',
            severity: 'major',
            quote: 'A line is rounded once, at its end; nothing is rounded on the way.',
          },
        ],
      },
    ],
  },
  {
    prompt: 'review-tidebook-contested',
    right: [
      {
        findings: [
          {
            line: 42,
            rule: 'T-7.3',
            quote: 'A call is retried at most twice, and never inside a transaction',
          },
        ],
      },
    ],
    wrong: [
      { withdrawn: [] },
      { findings: [], withdrawn: ['T-7.2'] },
      { findings: [{ line: 42, rule: 'T-7.3', quote: 'A call is never retried inside of a transaction.' }] },
      {
        findings: [
          {
            line: 41,
            rule: 'T-7.3',
            quote: 'A call is retried at most twice, and never inside a transaction.',
          },
        ],
      },
    ],
  },
  {
    prompt: 'review-tidebook-rounding',
    right: [],
    wrong: [
      { decidedBy: 'A-3' },
      {
        cases: [
          { id: 'a', mode: 'half-up', minor: 1235 },
          { id: 'b', mode: 'half-up', minor: 1235 },
          { id: 'c', mode: 'half-even', minor: 1236 },
          { id: 'd', mode: 'half-up', minor: -1234 },
          { id: 'e', mode: 'half-up', minor: -1237 },
        ],
      },
    ],
  },
  {
    prompt: 'review-tidebook-ask-pilar',
    right: [],
    wrong: [{ people: ['Pilar', 'Olav'] }, { people: ['Olav'] }, { rule: 'T-13.2' }, { pullRequest: 412 }],
  },
  {
    prompt: 'review-tidebook-comment',
    right: [],
    wrong: [
      { threadId: '9007199254740993000' },
      { body: `T-6.2: "\${name}" ends up in the statement; try it with O'Neill'; --\nUse $1, please 🙏` },
      { body: `T-6.2: "\${name}" ends up in the statement; try it with O'Neill\\'; --\nUse $1, please` },
    ],
  },
  {
    prompt: 'review-gullwing-modules',
    right: [{ sleep: { line: 12, allowed: true, quote: 'G-2, G-6 and G-20 do not hold there' } }],
    wrong: [
      { sleep: { line: 12, allowed: false, quote: 'G-2, G-6 and G-20 do not hold there.' } },
      { sleep: { line: 12, allowed: true, quote: 'G-6 does not hold in cmd/replay.' } },
    ],
  },
  {
    prompt: 'review-gullwing-find-sleeps',
    right: [],
    wrong: [
      { pattern: 'time.Sleep(' },
      { pattern: 'time\\\\.Sleep\\\\(' },
      { isRegex: false },
      { exclude: null },
    ],
  },
  {
    prompt: 'review-gullwing-portuguese',
    right: [
      'A linha 45 viola a G-5: PutFrame é chamado com a trava fechada, e uma escrita lenta para todos os outros.',
    ],
    wrong: [
      'A linha 44 viola a G-5, porque PutFrame é chamado com o mutex travado.',
      'A linha 45 viola a G-5: PutFrame sob o mutex. Além disso, G-12 é violada antes.',
      'A linha 45 chama PutFrame com o mutex travado.',
    ],
  },
  {
    prompt: 'review-leitstelle-zweiter-weg',
    right: [
      {
        grundsatz:
          'Lieber eine doppelte Alarmierung als keine, lieber ein alter Standort mit Uhrzeit als keiner.',
      },
    ],
    wrong: [
      { bleibt: false, zeile: null, regel: null, zitat: null, grundsatz: null },
      { grundsatz: 'Eine Leitstelle darf langsam sein, aber nie still.' },
      { regel: 'L-8' },
    ],
  },
  {
    prompt: 'review-mercado-etiqueta',
    right: [],
    wrong: [
      { aprobado: false, hallazgos: [{ linea: 6, regla: 'M-6' }] },
      { excepcion: null, cita: null },
      { cita: 'El componente Etiqueta está exento de M-6.' },
    ],
  },
  {
    prompt: 'review-mercado-lista',
    right: ['M-5\nM-6\nM-7\nM-9\nM-10'],
    wrong: [
      'M-5\nM-6\nM-7\nM-8\nM-9\nM-10\nM-11\nM-12\n',
      'M-9\nM-10\nM-5\nM-6\nM-7\n',
      'M-5\nM-6\nM-7\nM-9\nM-10\nFIN\nLa regla M-5 existe porque…',
    ],
  },
  {
    prompt: 'review-tana-exempt',
    right: ['T12\nT15'],
    wrong: ['T12\nT15\n以上\n| T1 | 必須 |', 'T12\nT13\nT15\n', 'T12、T15'],
  },
  {
    prompt: 'review-perch-lock-comment',
    right: [{ body: 'A loop runs here while irq_lock is held, which P-11 forbids.' }],
    wrong: [
      { line: 31 },
      { body: 'A loop runs here while irq_lock is held.' },
      { threadId: '1844674407370955264' },
      { body: 'P-11' },
    ],
  },
  {
    prompt: 'review-sijill-new-table',
    right: [{ استثناء: 'الجداول التي يُنشئها الملف نفسه مستثناة من س-1 وس-3، فهي فارغة' }],
    wrong: [{ دمج: false, مخالفات: [3] }, { استثناء: 'الجداول الجديدة مستثناة من س-1 وس-3.' }],
  },
  {
    prompt: 'review-sijill-explain',
    right: ['CREATE INDEX CONCURRENTLY reader_city ON reader(city);\nالقاعدة س-1 مانعة.'],
    wrong: [
      'CREATE INDEX reader_city ON reader (city);\nالقاعدة س-1 مانعة.',
      'CREATE INDEX CONCURRENTLY reader_city ON reader (city);\nالقاعدة س-1 مطلوبة.',
      'CREATE INDEX CONCURRENTLY reader_city ON reader (city);',
    ],
  },
];
