import type { styleText } from 'node:util';
import Table from 'cli-table3';
import type { TargetSummary } from '../contract/summary.ts';
import { escapeTerminalLine } from './escape-terminal.ts';
import {
  COUNT_COLUMNS,
  FLOW_COLUMNS,
  IDENTITY_COLUMN,
  QUALITY_COLUMNS,
  SCORE_COLUMNS,
  TOOL_COLUMNS,
  type TargetColumn,
} from './target-table.ts';

export type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

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
} as const;

const WIDEST_ID = 32;
const NARROW_ID = 24;
const NARROW = 100;

const GROUPS = [COUNT_COLUMNS, SCORE_COLUMNS, QUALITY_COLUMNS, FLOW_COLUMNS, TOOL_COLUMNS];

/** As few tables as fit the width, below each other. */
export function renderConsoleTable(targets: readonly TargetSummary[], paint: Paint, columns: number): string {
  const tables: (readonly TargetColumn[])[] = [];
  for (const group of GROUPS) {
    const joined = [...(tables.at(-1) ?? []), ...group];
    if (tables.length > 0 && draw(joined, targets, paint, columns).width <= columns)
      tables.splice(-1, 1, joined);
    else tables.push(group);
  }
  return tables.map((measures) => draw(measures, targets, paint, columns).text).join('\n\n');
}

function draw(
  measures: readonly TargetColumn[],
  targets: readonly TargetSummary[],
  paint: Paint,
  columns: number,
): { readonly text: string; readonly width: number } {
  const narrow = columns < NARROW;
  const gap = narrow ? 1 : 2;
  const shown = [IDENTITY_COLUMN, ...measures];
  const heads = shown.map((column) => (narrow ? column.short : column.head));
  const rows = targets.map((target) =>
    shown.map((column) => ({
      text: shorten(escapeTerminalLine(column.cell(target)), narrow ? NARROW_ID : WIDEST_ID),
      ill: column.ill(target),
    })),
  );
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]?.text.length ?? 0)),
  );
  const table = new Table({
    head: heads.map((head) => paint('dim', head)),
    colAligns: shown.map((column) => column.align),
    chars: { ...NO_BORDERS, middle: ' '.repeat(gap) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map(({ text, ill }) => (ill ? paint('red', text) : text))));
  return {
    text: table.toString().replaceAll(/ +$/gm, ''),
    width: widths.reduce((sum, width) => sum + width + gap, -gap),
  };
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
