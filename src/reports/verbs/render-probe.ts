import Table from 'cli-table3';
import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import type { ProbeOutput } from '../../contract/outputs/probe-output.ts';
import { disarmCommands, escapeJson, escapeTerminal, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';
import { escapeMarkdown } from '../text/escape-text.ts';
import { probeMatrix, rungLines } from './probe-matrix.ts';

interface Planned {
  readonly target: string;
  readonly calls: number;
  readonly bitTokens: number;
  readonly outputTokens: number | null;
  readonly contextTokens: number | null;
  readonly budget: number;
}

/** What a probe would spend. */
export function renderProbePlan(probes: readonly Planned[], source: string): string {
  const table = new Table({
    head: ['target', 'calls for bits', 'their tokens', 'output up to', 'context up to', 'budget'],
    style: { head: [], border: [] },
  });
  for (const { target, calls, bitTokens, outputTokens, contextTokens, budget } of probes) {
    const cells = [calls, bitTokens, outputTokens, contextTokens, budget];
    table.push([target, ...cells.map((cell) => (cell === null ? '-' : count(cell)))]);
  }
  const total = probes.reduce((sum, { budget }) => sum + budget, 0);
  return (
    `${escapeTerminal(table.toString())}\n` +
    `At most ${count(total)} tokens of ${count(probes.length)} ${plural(probes.length, 'target')} (${source}), by estimates and what the providers count. Nothing was called.\n`
  );
}

/** No line between rows. */
const UNRULED = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' } as const;

/** The matrix, the lies, and what changed. */
export function renderProbe({ run, targets, files, changes, exitCode }: ProbeOutput): string {
  const sections = probeMatrix(targets).map(({ title, rows }) => {
    const table = new Table({
      head: [title, ...targets.map(({ endpoint }) => escapeTerminalLine(endpoint.target))],
      style: { head: [], border: [] },
      chars: UNRULED,
    });
    for (const { what, cells } of rows) table.push([what, ...cells]);
    return table.toString();
  });
  return disarmCommands(
    [
      ...sections,
      ...targets.flatMap(describeTarget).map(escapeTerminalLine),
      ...(changes === null ? [] : describeChanges(changes, exitCode).map(escapeTerminalLine)),
      ...files.map((file) => escapeTerminalLine(`written: ${file}`)),
      ...(run === null ? [] : [`kept as run ${run}`]),
      '',
    ].join('\n'),
  );
}

function describeTarget(file: CapabilityFile): readonly string[] {
  const { endpoint, lies, spent, source } = file;
  const synthetic = source === 'live' ? '' : '  SYNTHETIC';
  return [
    '',
    `${endpoint.target}: ${count(spent.calls)} ${plural(spent.calls, 'call')}, ${count(spent.tokens)} of ${count(spent.budget)} tokens${synthetic}`,
    ...lies.map((lie) => `  LIE  ${lie}`),
    ...rungLines(file).map((line) => `  ${line}`),
  ];
}

function describeChanges(
  changes: NonNullable<ProbeOutput['changes']>,
  exitCode: ProbeOutput['exitCode'],
): readonly string[] {
  if (changes.length === 0) {
    return [
      '',
      exitCode === 0 ? 'nothing changed' : 'nothing is seen to have changed, but not all of it was answered',
    ];
  }
  return [
    '',
    'changed:',
    ...changes.map(
      ({ target, what, before, after }) => `  ${target}: ${what} was ${before}, and is ${after}`,
    ),
  ];
}

const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;

/** The same for a page. */
export function renderProbeMarkdown({ targets, changes, exitCode }: ProbeOutput): string {
  const names = targets.map(({ endpoint }) => endpoint.target);
  const sections = probeMatrix(targets).flatMap(({ title, rows }) => [
    line([title, ...names]),
    `| ${['', ...names].map(() => '---').join(' | ')} |`,
    ...rows.map(({ what, cells }) => line([what, ...cells])),
    '',
  ]);
  const listed = targets.flatMap((file) => [
    `- ${escapeMarkdown(describeTarget(file)[1] ?? '')}`,
    ...file.lies.map((lie) => `  - **LIE** ${escapeMarkdown(lie)}`),
  ]);
  const changed = changes === null ? [] : describeChanges(changes, exitCode).map(escapeMarkdown);
  return `${['# What endpoints do', '', ...sections, ...listed, ...changed].join('\n')}\n`;
}

export function renderProbeJson(output: ProbeOutput): string {
  return `${escapeJson(JSON.stringify(output))}\n`;
}
