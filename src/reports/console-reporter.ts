import { styleText } from 'node:util';
import type { Report, Reporter } from '../contract/report.ts';
import type { FindingGroup, RunVerdict } from '../contract/summary.ts';
import { renderConsoleTable } from './console-table.ts';
import { escapeTerminalLine } from './escape-terminal.ts';
import { count } from './format.ts';
import { outline, titleOf } from './outline.ts';
import { wrap } from './wrap.ts';

export interface ConsoleOptions {
  readonly colour: boolean;
  /** Width of the terminal. */
  readonly columns: number;
}

export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const VERDICT_STYLES: Readonly<Record<RunVerdict, Parameters<typeof styleText>[0]>> = {
  pass: ['bold', 'green'],
  fail: ['bold', 'red'],
  inconclusive: ['bold', 'yellow'],
};

const MAX_GROUPS = 20;

export function createConsoleReporter({ colour, columns }: ConsoleOptions): Reporter {
  const paint: Paint = colour
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
  return {
    name: 'console',
    extension: 'txt',
    render: (report) => renderConsole(report, paint, Math.max(columns, 60)),
  };
}

function renderConsole(report: Report, paint: Paint, columns: number): string {
  const { summary } = report;
  const told = outline(report);
  const line = (text: string, indent = ''): string => wrap(escapeTerminalLine(text), columns, indent);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint('bold', title), ...lines];
  const mark = told.synthetic === null ? '' : `  ${paint(['bold', 'magenta'], 'SYNTHETIC')}`;
  const groups = summary.groups
    .slice(0, MAX_GROUPS)
    .flatMap((group, at) => groupLines(group, at + 1, paint, line));
  const hidden = summary.groups.length - MAX_GROUPS;
  return [
    `${paint(VERDICT_STYLES[summary.verdict], told.verdict)}  ${escapeTerminalLine(told.headline)}${mark}`,
    line(told.meaning),
    ...(told.synthetic === null ? [] : [paint('magenta', line(told.synthetic))]),
    paint('dim', line(told.facts.join(' · '))),
    ...(summary.targets.length === 0 ? [] : ['', renderConsoleTable(summary.targets, paint, columns)]),
    ...section(
      `Failures (${count(summary.groups.length)} ${summary.groups.length === 1 ? 'kind' : 'kinds'})`,
      groups.concat(hidden > 0 ? [line(`and ${hidden} more kinds: see the other reports of this run`)] : []),
    ).slice(summary.groups.length === 0 ? 2 : 0),
    ...section('Losses declared by adapters', told.losses.map((loss) => line(loss, '  '))),
    ...section('Skipped', told.skips.map((skip) => line(skip, '  '))),
    ...section(
      'Notes (no failures)',
      summary.notes.map((note) =>
        line(`${titleOf(note)} ×${count(note.count)} on ${note.targets.join(', ')}: ${note.message}`, '  '),
      ),
    ),
    ...section(
      'Files',
      Object.entries(report.paths).map(([name, path]) => `  ${escapeTerminalLine(`${name}  ${path}`)}`),
    ),
    '',
  ].join('\n');
}

function groupLines(
  group: FindingGroup,
  number: number,
  paint: Paint,
  line: (text: string, indent?: string) => string,
): string[] {
  const title = escapeTerminalLine(titleOf(group));
  return [
    `${String(number).padStart(3)}. ${paint('red', title)} ×${count(group.count)}`,
    line(`on ${group.targets.join(', ')}`, '     '),
    line(group.message, '     '),
    `     ${paint('cyan', escapeTerminalLine(group.show))}`,
  ];
}
