import type { LoadReport } from '../../contract/load/load-report.ts';
import { benchHeading, benchNotes, BENCH_TABLES, spellLoad } from './bench-tables.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { textTable } from '../text/text-table.ts';

/** What load came to: figures where their certificate holds, why not where it does not, and what each rests on. */
export function renderBench(report: LoadReport): string {
  const { stages, source, exitCode } = report;
  const verdict = exitCode === 0 ? 'MEASURED' : 'INCONCLUSIVE';
  const head = [
    `${verdict}  ${benchHeading(report)}${source === 'simulate' ? '  SYNTHETIC' : ''}`,
    ...benchNotes(report),
  ];
  const tables = BENCH_TABLES.map(({ columns }) =>
    textTable([
      ['target', 'load', ...columns.map(({ head }) => head)],
      ...stages.map((stage) => [stage.target, spellLoad(stage), ...columns.map(({ cell }) => cell(stage))]),
    ]),
  );
  const certificates = stages.map(({ certificate, refused, ...stage }) => [
    '',
    `${stage.target} ${spellLoad(stage)}: ${refused.length === 0 ? 'certified' : 'REFUSED'}`,
    ...certificate.map(
      ({ row, says, holds }) => `  ${holds === null ? '- ' : holds ? 'ok' : 'NO'}  ${row}: ${says}`,
    ),
    ...(refused.length > 0 && certificate.every(({ holds }) => holds !== false)
      ? [`  NO  ${refused.join('; ')}`]
      : []),
  ]);
  const shown = stages.length === 0 ? [] : tables.map((table) => `\n${table}`);
  return disarmCommands(`${linesOf(head)}${shown.join('')}${linesOf(certificates.flat())}`);
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${escapeTerminalLine(line)}\n`).join('');
}

/** As `bench --json` prints it. */
export function renderBenchJson(report: LoadReport, folder: string): string {
  return `${escapeJson(JSON.stringify({ ...report, folder }))}\n`;
}
