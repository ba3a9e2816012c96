import type { Diagnosis } from '../../contract/runs/diagnosis.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { plural } from '../text/format.ts';

const MARKS: Readonly<Record<Diagnosis['state'], string>> = {
  ok: 'ok     ',
  doubt: 'doubt  ',
  problem: 'PROBLEM',
};

/** One row of `doctor`, and how to mend it. */
export function renderDiagnosis({ state, what, finding, mend }: Diagnosis): string {
  const lines = [
    `${MARKS[state]}  ${what}: ${finding}`,
    ...(mend === null ? [] : [`         mend: ${mend}`]),
  ];
  return disarmCommands(`${lines.map(escapeTerminalLine).join('\n')}\n`);
}

/** What the rows come to. */
export function renderHealth(rows: readonly Diagnosis[]): string {
  const [problems, doubts] = (['problem', 'doubt'] as const).map(
    (state) => rows.filter((row) => row.state === state).length,
  );
  if (problems === 0)
    return doubts === 0 ? 'ready\n' : `ready, with ${doubts} ${plural(doubts ?? 0, 'doubt')}\n`;
  return `not ready: ${problems} ${plural(problems ?? 0, 'problem')}\n`;
}

export function renderDiagnosesJson(rows: readonly Diagnosis[], exitCode: number): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, rows }))}\n`;
}
