import type { styleText } from 'node:util';
import Table from 'cli-table3';
import type { TargetSummary } from '../../contract/runs/summary.ts';
import { escapeTerminalLine } from '../text/escape-terminal.ts';
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
    if (tables.length > 0 && widthOf(shownIn(joined, targets, columns)) <= columns)
      tables.splice(-1, 1, joined);
    else tables.push(group);
  }
  return tables.map((measures) => draw(shownIn(measures, targets, columns), paint)).join('\n\n');
}

/** What stands in a table. */
interface Shown {
  readonly columns: readonly TargetColumn[];
  readonly gap: number;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly { readonly text: string; readonly ill: boolean }[])[];
}

function shownIn(
  measures: readonly TargetColumn[],
  targets: readonly TargetSummary[],
  columns: number,
): Shown {
  const narrow = columns < NARROW;
  const shown = [IDENTITY_COLUMN, ...measures];
  return {
    columns: shown,
    gap: narrow ? 1 : 2,
    heads: shown.map((column) => (narrow ? column.short : column.head)),
    rows: targets.map((target) =>
      shown.map((column) => ({
        text: shorten(escapeTerminalLine(column.cell(target)), narrow ? NARROW_ID : WIDEST_ID),
        ill: column.ill(target),
      })),
    ),
  };
}

function widthOf({ gap, heads, rows }: Shown): number {
  return heads
    .map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.text.length ?? 0)))
    .reduce((sum, width) => sum + width + gap, -gap);
}

function draw({ columns, gap, heads, rows }: Shown, paint: Paint): string {
  const table = new Table({
    head: heads.map((head) => paint('dim', head)),
    colAligns: columns.map((column) => column.align),
    chars: { ...NO_BORDERS, middle: ' '.repeat(gap) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map(({ text, ill }) => (ill ? paint('red', text) : text))));
  return table.toString().replaceAll(/ +$/gm, '');
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
