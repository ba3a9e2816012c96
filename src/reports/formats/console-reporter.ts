import { styleText } from 'node:util';
import type { Report, Reporter } from '../../contract/runs/report.ts';
import type { FindingGroup, RunVerdict } from '../../contract/runs/summary.ts';
import { renderConsoleTable, type Paint, type Style } from './console-table.ts';
import { clipText } from '../text/clip-text.ts';
import { disarmCommands, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';
import { reachOf, sidesOf, titleOf } from '../words/describe-group.ts';
import { outline } from './outline.ts';
import { showCommand } from '../exchange/show-command.ts';

export interface ConsoleOptions {
  readonly colour: boolean;
  /** Width of the terminal. */
  readonly columns: number;
}

type Write = (text: string, indent?: string) => string;

const VERDICT_STYLES: Readonly<Record<RunVerdict, Style>> = {
  pass: ['bold', 'green'],
  fail: ['bold', 'red'],
  inconclusive: ['bold', 'yellow'],
};

const NO_BREAK = '\u00a0';
const MAX_GROUPS = 20;
/** Of what somebody else wrote. */
const LONGEST = 2000;
const MIN_COLUMNS = 60;

export function createConsoleReporter({ colour, columns }: ConsoleOptions): Reporter {
  const paint: Paint = colour
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
  return {
    name: 'console',
    extension: 'txt',
    render: (report) => renderConsole(report, paint, Math.max(columns, MIN_COLUMNS)),
  };
}

function renderConsole(report: Report, paint: Paint, columns: number): string {
  const { summary } = report;
  const outlined = outline(report);
  const line: Write = (text, indent = '') => wrap(escapeTerminalLine(text), columns, indent);
  const listed = (items: readonly string[]): string[] => items.map((item) => line(item, '  '));
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint('bold', title), ...lines];
  const marks = outlined.marks.map((mark) => `  ${paint(['bold', 'magenta'], mark)}`);
  const legends = [...outlined.legend, ...outlined.latencyLegend];
  const lines = [
    `${paint(VERDICT_STYLES[summary.verdict], outlined.verdict)}  ${outlined.headline}${marks.join('')}`,
    line(outlined.meaning),
    ...(outlined.restsOn === null ? [] : [line(outlined.restsOn)]),
    ...(outlined.strength === null ? [] : [line(outlined.strength)]),
    ...[outlined.part, outlined.synthetic, outlined.planted].flatMap((limit) =>
      limit === null ? [] : [paint('magenta', line(limit))],
    ),
    paint('dim', line(outlined.facts.map((fact) => fact.replaceAll(' ', NO_BREAK)).join(' · '))).replaceAll(
      NO_BREAK,
      ' ',
    ),
    ...(summary.targets.length === 0 ? [] : ['', renderConsoleTable(summary.targets, paint, columns)]),
    ...(legends.length === 0 ? [] : ['', ...legends.map((text) => paint('dim', line(text)))]),
    ...section(
      `Failures (${count(summary.groups.length)} ${plural(summary.groups.length, 'kind')})`,
      failureLines(report, paint, line),
    ),
    ...section('Errors by kind', listed(outlined.errors)),
    ...section('What to check', listed(outlined.mends.map((mend) => clipText(mend, LONGEST)))),
    ...section('Live requests', listed(outlined.shadow)),
    ...section('Cost', listed(outlined.costs)),
    ...section('Endpoints that changed since the last run', listed(outlined.changes)),
    ...section('Asked again', listed(outlined.repeats)),
    ...section('Truncation by class', listed(outlined.truncation)),
    ...section('What answers do to JSON', listed(outlined.jsonHabits)),
    ...section('What becomes of what is asked', listed(outlined.carriage)),
    ...section('Skipped', listed(outlined.skips)),
    ...section('Unproven (no approved golden)', unprovenLines(report, outlined.unproven, line)),
    ...section('Stale goldens', listed(outlined.stale)),
    ...section('Notes (no failures)', listed(outlined.notes.map((note) => clipText(note, LONGEST)))),
    ...section('Files', files(report)),
    '',
  ];
  return disarmCommands(lines.join('\n'));
}

/** Commands are not broken: they are there to be copied. */
function unprovenLines({ approving }: Report, what: string | null, line: Write): string[] {
  return what === null
    ? []
    : [line(what, '  '), ...approving.map((command) => `  ${escapeTerminalLine(command)}`)];
}

function files({ paths, summary }: Report): string[] {
  const root = summary.evidenceRoot === null ? {} : { evidence: summary.evidenceRoot };
  const rows = Object.entries({ ...paths, ...root });
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${escapeTerminalLine(`${name.padEnd(width)}  ${value}`)}`);
}

function failureLines(report: Report, paint: Paint, line: Write): string[] {
  const { groups } = report.summary;
  const shown = groups
    .slice(0, MAX_GROUPS)
    .flatMap((group, at) => [
      ...groupLines(group, at + 1, paint, line),
      `     ${paint('cyan', escapeTerminalLine(showCommand(report, group.example)))}`,
    ]);
  const hidden = groups.length - MAX_GROUPS;
  const more = `and ${hidden} more ${plural(hidden, 'kind')}: the other reports of this run list them all`;
  return hidden > 0 ? [...shown, line(more, '     ')] : shown;
}

function groupLines(group: FindingGroup, number: number, paint: Paint, line: Write): string[] {
  const sides = sidesOf(group);
  return [
    `${String(number).padStart(3)}. ${paint('red', escapeTerminalLine(clipText(titleOf(group), LONGEST)))} ${reachOf(group)}`,
    line(`on ${group.targets.join(', ')}`, '     '),
    line(clipText(group.message, LONGEST), '     '),
    ...(sides === null ? [] : [line(sides, '     ')]),
  ];
}

/** Breaks a line at spaces so that no row is wider than `columns`; each row starts with `indent`. */
function wrap(text: string, columns: number, indent = ''): string {
  const width = columns - indent.length;
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > width) {
      rows.push(row);
      row = word;
    } else {
      row = row === '' ? word : `${row} ${word}`;
    }
  }
  return [...rows, row].map((part) => indent + part).join('\n');
}
