/** A picture of the golden set as it is drawn: made-up screens, charts and papers, in SVG. */
export interface Picture {
  /** Its file in fixtures/images; the ending says the format. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** What stands on it. */
  readonly body: string;
  /** Values that are drawn and not written, as the height of a bar. */
  readonly shows?: readonly (number | string)[];
  /** Adds the grain of a photograph: its standard deviation of 255. */
  readonly grain?: number;
  readonly background?: string;
}

interface TextStyle {
  readonly size?: number;
  readonly fill?: string;
  readonly bold?: boolean;
  readonly mono?: boolean;
  readonly serif?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly turn?: number;
  readonly struck?: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function familyOf({ mono = false, serif = false }: TextStyle): string {
  if (mono) return 'DejaVu Sans Mono';
  return serif ? 'DejaVu Serif' : 'DejaVu Sans';
}

/** A line of text; `y` is its base line. */
export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = 14, fill = '#222', bold = false, anchor = 'start', turn, struck = false } = style;
  const escaped = words.replaceAll(/[&<>]/gu, (character) => ESCAPES[character] ?? '');
  const weight = bold ? ' font-weight="bold"' : '';
  const rotated = turn === undefined ? '' : ` transform="rotate(${turn} ${x} ${y})"`;
  const decoration = struck ? ' text-decoration="line-through"' : '';
  return `<text x="${x}" y="${y}" xml:space="preserve" font-family="${familyOf(style)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${weight}${rotated}${decoration}>${escaped}</text>`;
}

/** Lines of text below each other. */
export function lines(
  x: number,
  y: number,
  rows: readonly string[],
  style: TextStyle = {},
  step = 22,
): string {
  return rows.map((row, index) => text(x, y + index * step, row, style)).join('');
}

interface BoxStyle {
  readonly fill?: string;
  readonly stroke?: string;
  readonly round?: number;
}

export function box(x: number, y: number, width: number, height: number, style: BoxStyle = {}): string {
  const { fill = '#fff', stroke = '#999', round = 0 } = style;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}" stroke="${stroke}"/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke = '#999', width = 1): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}" stroke-width="${width}"/>`;
}

export function dot(x: number, y: number, radius: number, fill: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
}

export function path(points: readonly (readonly [number, number])[], stroke: string, width = 2): string {
  return `<polyline points="${points.map(([x, y]) => `${x},${y}`).join(' ')}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;
}

export function button(x: number, y: number, width: number, label: string, isGrey = false): string {
  const fill = isGrey ? '#d8d8d8' : '#1f5fae';
  const words = { anchor: 'middle', fill: isGrey ? '#8a8a8a' : '#fff', size: 13 } as const;
  return box(x, y, width, 30, { fill, stroke: fill, round: 5 }) + text(x + width / 2, y + 20, label, words);
}

export function toggle(x: number, y: number, isOn: boolean): string {
  const fill = isOn ? '#2d8a4b' : '#b5b5b5';
  return box(x, y, 40, 20, { fill, stroke: fill, round: 10 }) + dot(x + (isOn ? 30 : 10), y + 10, 8, '#fff');
}

export function checkbox(x: number, y: number, isOn: boolean, label: string): string {
  const mark = isOn
    ? path(
        [
          [x + 3, y + 8],
          [x + 7, y + 12],
          [x + 13, y + 3],
        ],
        '#111',
      )
    : '';
  return box(x, y, 16, 16, { stroke: '#333' }) + mark + text(x + 26, y + 13, label);
}

/** A window with a title. */
export function frame(width: number, height: number, title: string, body: string): string {
  const bar = box(0, 0, width, 36, { fill: '#2f3b4a', stroke: '#2f3b4a' });
  const dots = ['#e2574c', '#e6b23c', '#57b35c']
    .map((fill, index) => dot(18 + index * 18, 18, 6, fill))
    .join('');
  return (
    box(0, 0, width, height, { fill: '#f7f8fa' }) +
    bar +
    dots +
    text(80, 23, title, { fill: '#fff', size: 13 }) +
    body
  );
}

interface TableStyle extends TextStyle {
  readonly step?: number;
  /** Columns that are aligned at their right end. */
  readonly right?: readonly number[];
}

/** Rows below a bold first one. */
export function table(
  x: number,
  y: number,
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  style: TableStyle = {},
): string {
  const { step = 24, right = [], ...words } = style;
  const total = widths.reduce((sum, width) => sum + width, 0);
  return rows
    .map((row, index) => {
      let left = x;
      const base = y + index * step;
      const cells = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        const isRight = right.includes(column);
        const at = isRight ? left + width - 10 : left + 4;
        left += width;
        return text(at, base, cell, {
          size: 13,
          ...words,
          bold: index === 0,
          anchor: isRight ? 'end' : 'start',
        });
      });
      return cells.join('') + line(x, base + 7, x + total, base + 7, '#ccc');
    })
    .join('');
}

interface Axis {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Values at the foot and at the head of the axis. */
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** How a tick is written. */
  readonly write?: (value: number) => string;
}

/** Where a value stands on an axis. */
export function heightOf({ y, height, from, to }: Omit<Axis, 'ticks'>, value: number): number {
  return Math.round((y + height - ((value - from) / (to - from)) * height) * 10) / 10;
}

export function axis(of: Axis): string {
  const { x, width, ticks, write = String } = of;
  return ticks
    .map((tick) => {
      const at = heightOf(of, tick);
      return (
        line(x, at, x + width, at, '#ddd') + text(x - 8, at + 4, write(tick), { size: 11, anchor: 'end' })
      );
    })
    .join('');
}

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly fill?: string;
}

export function bars(of: Axis, each: readonly Bar[]): string {
  const step = of.width / each.length;
  const drawn = each.map(({ label, value, fill = '#3a7ca5' }, index) => {
    const top = heightOf(of, value);
    const left = of.x + step * index + step * 0.2;
    const body = box(left, top, step * 0.6, of.y + of.height - top, { fill, stroke: fill });
    return body + text(left + step * 0.3, of.y + of.height + 18, label, { size: 12, anchor: 'middle' });
  });
  return axis(of) + drawn.join('');
}
