import Table from 'cli-table3';
import type { TargetSummary } from '../contract/summary.ts';
import type { Paint } from './console-reporter.ts';
import { escapeTerminalLine } from './escape-terminal.ts';
import { COUNT_COLUMNS, QUALITY_COLUMNS, type TargetColumn } from './target-table.ts';

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

const WIDEST_ID = 32;

/** One table where it fits, else the counts and the rest below each other. */
export function renderConsoleTable(
  targets: readonly TargetSummary[],
  paint: Paint,
  columns: number,
): string {
  const [identity, ...counts] = COUNT_COLUMNS;
  if (identity === undefined) return '';
  const whole = draw([identity, ...counts, ...QUALITY_COLUMNS], targets, paint);
  if (whole.width <= columns) return whole.text;
  const halves = [draw(COUNT_COLUMNS, targets, paint), draw([identity, ...QUALITY_COLUMNS], targets, paint)];
  return halves.map((half) => half.text).join('\n\n');
}

function draw(columns: readonly TargetColumn[], targets: readonly TargetSummary[], paint: Paint) {
  const cells = targets.map((target) => columns.map((column) => shorten(escapeTerminalLine(column.cell(target)))));
  const widths = columns.map((column, at) =>
    Math.max(column.head.length, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const table = new Table({
    head: columns.map((column) => paint('dim', column.head)),
    colAligns: columns.map((column) => column.align),
    chars: NO_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const [at, target] of targets.entries()) {
    const row = cells[at] ?? [];
    table.push(columns.map((column, place) => colourCell(column, target, row[place] ?? '', paint)));
  }
  const text = table.toString().replaceAll(/[ ]+$/gm, '');
  return { text, width: widths.reduce((sum, width) => sum + width + 2, -2) };
}

function colourCell(column: TargetColumn, target: TargetSummary, cell: string, paint: Paint): string {
  return column.ill(target) ? paint('red', cell) : cell;
}

function shorten(id: string): string {
  return id.length <= WIDEST_ID ? id : `${id.slice(0, WIDEST_ID - 1)}…`;
}
