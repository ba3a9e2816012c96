import { dirname } from 'node:path';
import type { Problem } from '../contract/problem.ts';
import { escapeTerminal } from '../reports/escape-terminal.ts';

/** All problems, each with its place, its reason and its mend. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) console.error(escapeTerminal(formatProblem(problem)));
}

function formatProblem({ severity, file, line, column, pointer, message, mend, frame }: Problem): string {
  // A message about a whole file, or its folder, names it already.
  const named =
    file !== null && line === null && (message.includes(file) || message.startsWith(`${dirname(file)} `));
  const place = named ? '' : [file, line, column].filter((part) => part !== null).join(':');
  const where = pointer === null || pointer === '' ? place : `${place} ${pointer}`.trim();
  return [
    `${severity}: ${where === '' ? '' : `${where}: `}${message}`,
    ...(frame === null ? [] : [frame]),
    ...(mend === null ? [] : [`  mend: ${mend}`]),
  ].join('\n');
}
