import { box, dot, frame, line, lines, table, text, type Picture } from './draw.ts';

const MID = { anchor: 'middle' } as const;

function lamp(file: string, word: string, fill: string, name: string): Picture {
  return {
    file,
    width: 240,
    height: 240,
    background: '#20242a',
    body: dot(120, 95, 60, fill) + text(120, 200, word, { ...MID, fill: '#fff', size: 24, bold: true }),
    shows: [name],
  };
}

function odometer(index: number, reading: string): Picture {
  return {
    file: `odometer-${index}.webp`,
    width: 260,
    height: 110,
    background: '#111417',
    body:
      box(20, 24, 220, 60, { fill: '#2a2f36', round: 6 }) +
      text(130, 66, `${reading} km`, { ...MID, fill: '#e8f3ea', size: 26, mono: true }),
  };
}

function page(file: string, number: string, rows: readonly string[]): Picture {
  return {
    file,
    width: 460,
    height: 300,
    background: '#fff',
    body:
      text(30, 34, 'Agreement TW-14', { size: 12, fill: '#777' }) +
      line(30, 42, 430, 42, '#bbb') +
      lines(30, 76, rows, { serif: true, size: 15 }, 26) +
      text(230, 286, number, { ...MID, size: 12 }),
  };
}

function settings(file: string, rows: readonly (readonly string[])[]): Picture {
  return {
    file,
    width: 460,
    height: 260,
    body: frame(
      460,
      260,
      'proxy.conf',
      table(24, 74, [220, 180], [['key', 'value'], ...rows], { mono: true }),
    ),
  };
}

/** Pictures that mean something only beside each other. */
export const SEQUENCES: readonly Picture[] = [
  lamp('lamp-amber.png', 'MARLIN', '#e6a23c', 'amber'),
  lamp('lamp-green.png', 'OSPREY', '#3fa45b', 'green'),
  lamp('lamp-red.png', 'TEASEL', '#c0392b', 'red'),
  odometer(1, '48 210'),
  odometer(2, '48 655'),
  odometer(3, '48 980'),
  odometer(4, '49 870'),
  odometer(5, '50 015'),
  page('agreement-p1.png', '1 / 3', [
    'Between Tidewell Boats (the Yard) and',
    'Hanne Oduya (the Owner).',
    '1. The Yard builds hull no. 71 for',
    '86,000 EUR, payable in three parts:',
    '20 % on signing, 50 % when the hull is',
  ]),
  page('agreement-p2.png', '2 / 3', [
    'turned, and the rest on delivery.',
    '2. Delivery is due on 30 April 2027. For',
    'each full week of delay the Owner keeps',
    '0.5 % of the price, but never more than',
  ]),
  page('agreement-p3.png', '3 / 3', [
    '4 % of it.',
    '3. The Owner may inspect at any time',
    'after calling the yard office.',
    'Signed at Tidewell, 9 November 2026',
  ]),
  settings('proxy-settings-a.png', [
    ['listen', ':8443'],
    ['tls.min_version', '1.2'],
    ['limit.rate', '200/s'],
    ['log.level', 'info'],
    ['cache.ttl', '300s'],
    ['build', 'R-1107'],
  ]),
  settings('proxy-settings-b.png', [
    ['listen', ':8443'],
    ['tls.min_version', '1.3'],
    ['limit.rate', '20/s'],
    ['log.level', 'info'],
    ['cache.ttl', '0s'],
    ['build', 'R-1112'],
  ]),
];
