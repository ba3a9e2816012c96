import { box, frame, lines, table, text, type Picture } from './draw.ts';

const GREY = { fill: '#8a8a8a', size: 12 } as const;
const DARK = '#16191d';
const TERMINAL = { mono: true, size: 13, fill: '#d7e0d2' } as const;

function heap(file: string, time: string, rows: readonly (readonly string[])[]): Picture {
  return {
    file,
    width: 460,
    height: 230,
    body: frame(
      460,
      230,
      `Heap of trips-2 · ${time}`,
      table(24, 72, [220, 110, 90], [['Class', 'Count', 'MB'], ...rows], {
        right: [1, 2],
        mono: true,
        step: 30,
      }),
    ),
  };
}

/** Consoles, tables of tools and dashboards. */
export const BUG_CONSOLES: readonly Picture[] = [
  {
    file: 'console-chunks.png',
    width: 640,
    height: 230,
    background: DARK,
    body: lines(
      16,
      34,
      [
        '12:04:07  GET /static/chunk-14.9f2c.js  404 (Not Found)',
        '12:04:07  ChunkLoadError: Loading chunk 14 failed.',
        '12:04:08  TypeError: trips is undefined  (trip-list.tsx:88)',
        '12:04:08  TypeError: trips is undefined  (trip-list.tsx:88)',
        '12:04:09  warning: session ends in 15 min',
        '12:04:12  GET /static/logo-old.svg  404 (Not Found)',
        'release 7.3.1, build 5512',
      ],
      TERMINAL,
      28,
    ),
  },
  {
    file: 'network-list.png',
    width: 660,
    height: 290,
    body: frame(
      660,
      290,
      'Network · 8 requests',
      table(
        20,
        70,
        [50, 80, 260, 90, 90, 70],
        [
          ['#', 'Method', 'Path', 'Status', 'Sent', 'ms'],
          ['1', 'GET', '/vehicles', '401', '0.4 kB', '31'],
          ['2', 'POST', '/token', '200', '0.9 kB', '88'],
          ['3', 'GET', '/vehicles', '200', '0.4 kB', '74'],
          ['4', 'POST', '/reports', '413', '1,310 kB', '12'],
          ['5', 'GET', '/favicon.ico', '404', '0.2 kB', '9'],
          ['6', 'POST', '/reports', '413', '1,310 kB', '11'],
          ['7', 'GET', '/limits', '200', '0.3 kB', '20'],
          ['8', 'GET', '/vehicles', '304', '0.4 kB', '15'],
        ],
        { right: [4, 5], step: 23 },
      ),
    ),
  },
  {
    file: 'ci-matrix.png',
    width: 560,
    height: 260,
    body: frame(
      560,
      260,
      'Workflow 9917 · test',
      table(
        24,
        74,
        [190, 110, 110, 110],
        [
          ['', 'Node 20', 'Node 22', 'Node 24'],
          ['ubuntu-24.04', '✓', '✓', '✓'],
          ['macos-15', '✓', '✗ then ✓', '✓'],
          ['windows-2025', '✗', '✗', '✗'],
          ['alpine-3.22', '✓', '✓', 'skipped'],
        ],
        { step: 32 },
      ) +
        text(24, 244, 'expected "a/b.json", received "a\\b.json" · path.test.ts:41', {
          ...GREY,
          mono: true,
          size: 11,
        }),
    ),
    shows: ['failed', 'flaky', 'skipped', 'separator'],
  },
  {
    file: 'profiler-table.png',
    width: 520,
    height: 270,
    body: frame(
      520,
      270,
      'Profile of import-4 · 2,410 ms',
      table(
        24,
        72,
        [190, 90, 90, 100],
        [
          ['Function', 'Self ms', 'Total ms', 'Calls'],
          ['main', '12', '2,410', '1'],
          ['parseTrip', '95', '2,180', '1,204'],
          ['normalizeName', '1,640', '1,655', '48,160'],
          ['formatDate', '210', '240', '2,408'],
          ['render', '180', '205', '12'],
        ],
        { right: [1, 2, 3], step: 30 },
      ),
    ),
  },
  heap('heap-a.png', '10:00', [
    ['byte[]', '41,200', '210.0'],
    ['Trip', '120,400', '96.3'],
    ['String', '510,000', '48.1'],
    ['SocketListener', '310', '0.2'],
  ]),
  heap('heap-b.png', '12:00', [
    ['byte[]', '43,900', '221.5'],
    ['Trip', '121,100', '97.0'],
    ['String', '523,000', '49.4'],
    ['SocketListener', '28,710', '18.4'],
  ]),
  {
    file: 'two-clocks.png',
    width: 640,
    height: 300,
    background: '#2b2f36',
    body:
      box(12, 12, 304, 276, { fill: DARK, stroke: '#555' }) +
      box(324, 12, 304, 276, { fill: DARK, stroke: '#555' }) +
      lines(
        24,
        40,
        [
          'web-1   zone UTC',
          'offset to ntp: 0.0 s',
          '',
          '10:15:05 request 51 sent',
          '10:15:35 request 51 timed out',
        ],
        { ...TERMINAL, size: 12 },
        30,
      ) +
      lines(
        336,
        40,
        [
          'db-2   zone UTC+2',
          'offset to ntp: 90.0 s ahead',
          '',
          '12:16:02 lock taken by job 7',
          '12:16:40 query of request 51',
          '12:17:20 lock given back',
        ],
        { ...TERMINAL, size: 12 },
        30,
      ),
  },
  {
    file: 'error-rates.png',
    width: 520,
    height: 240,
    body: frame(
      520,
      240,
      'Errors of yesterday',
      table(
        24,
        72,
        [110, 110, 120, 110],
        [
          ['Version', 'Region', 'Requests', 'Errors'],
          ['7.3.0', 'EU', '9,000', '90'],
          ['7.3.0', 'US', '1,000', '10'],
          ['7.3.1', 'EU', '500', '20'],
          ['7.3.1', 'US', '4,500', '180'],
        ],
        { right: [2, 3], step: 30 },
      ),
    ),
  },
];
