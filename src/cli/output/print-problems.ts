import { dirname } from 'node:path';
import type { Problem } from '../../contract/problem.ts';
import {
  disarmCommands,
  escapeJson,
  escapeTerminal,
  escapeTerminalLine,
} from '../../reports/text/escape-terminal.ts';

/** All problems, each with its place, its reason and its mend. What they quote is shown, and neither obeyed nor hidden. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) console.error(disarmCommands(formatProblem(problem)));
}

/** The same as the result of a command that was asked for JSON, on stdout. */
export function printProblemsJson(problems: readonly Problem[], exitCode: number): void {
  process.stdout.write(`${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, problems }))}\n`);
}

/** Of what somebody wrote and a message quotes. */
const LONGEST = 2000;

function line(text: string): string {
  const shown = escapeTerminalLine(text);
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST)}… (${shown.length} characters)`;
}

function formatProblem({
  severity,
  file,
  line: row,
  column,
  pointer,
  message,
  mend,
  frame,
}: Problem): string {
  // A message about a whole file, or its folder, names it already.
  const named =
    file !== null && row === null && (message.includes(file) || message.startsWith(`${dirname(file)} `));
  const place = named ? '' : [file, row, column].filter((part) => part !== null).join(':');
  const where = pointer === null || pointer === '' ? place : `${place} ${pointer}`.trim();
  return [
    line(`${severity}: ${where === '' ? '' : `${where}: `}${message}`),
    ...(frame === null ? [] : [escapeTerminal(frame)]),
    ...(mend === null ? [] : [line(`  mend: ${mend}`)]),
  ].join('\n');
}

/** Anything else for people that quotes what they gave, on stderr. */
export function printNote(text: string): void {
  console.error(disarmCommands(escapeTerminal(text)));
}
