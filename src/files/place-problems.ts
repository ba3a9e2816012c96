import type { Problem } from '../contract/problem.ts';
import { frame } from './frame.ts';
import { hideSecrets } from './looks-like-secret.ts';
import { pointerOf, type Path } from './path.ts';
import type { ProblemAt } from './problem-at.ts';
import type { Source, Span } from './source.ts';

/** A text that must not be shown, wherever it stands. */
export interface Hidden {
  readonly path: Path;
  readonly value: string;
}

function cover(line: string, from: number, to: number): string {
  return line.slice(0, from) + line.slice(from, to).replaceAll(/\S/g, '*') + line.slice(to);
}

/** The lines with a span covered, column by column. */
function coverSpan(lines: readonly string[], { start, end }: Span): readonly string[] {
  return lines.map((line, index) => {
    const number = index + 1;
    if (number < start.line || number > end.line) return line;
    const from = number === start.line ? start.column - 1 : 0;
    const to = number === end.line ? end.column - 1 : line.length;
    return cover(line, from, to);
  });
}

function order(a: Problem, b: Problem): number {
  return (
    (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) || (a.message < b.message ? -1 : 1)
  );
}

function isBlank(lines: readonly string[]): boolean {
  return lines.every((line) => line.trim() === '');
}

/** A problem at a place of a file, framed. */
export async function frameProblem(
  problem: Pick<Problem, 'severity' | 'file' | 'pointer' | 'message' | 'mend'>,
  lines: readonly string[] | null,
  span: Span | null,
): Promise<Problem> {
  return {
    ...problem,
    line: span?.start.line ?? null,
    column: span?.start.column ?? null,
    message: hideSecrets(problem.message),
    frame: lines === null || span === null || isBlank(lines) ? null : await frame(lines, span),
  };
}

/** Gives problems their line, column, pointer and code frame; in the order of the file. Nothing hidden is shown. */
export async function placeProblems(
  source: Source,
  problems: readonly ProblemAt[],
  hidden: readonly Hidden[] = [],
): Promise<readonly Problem[]> {
  if (problems.length === 0) return [];
  const redact = (text: string): string =>
    hidden.reduce((shown, { value }) => shown.replaceAll(value, '***'), text);
  const locate = source.locate();
  const spans = hidden.map(({ path }) => locate(path, 'value')).filter((span) => span !== null);
  const lines = source.lines === null ? null : spans.reduce(coverSpan, source.lines);
  const placed = problems.map(({ severity, path, at, message, mend }) =>
    frameProblem(
      {
        severity,
        file: source.file,
        pointer: redact(pointerOf(path)),
        message: redact(message),
        mend: mend === null ? null : redact(mend),
      },
      lines,
      locate(path, at),
    ),
  );
  return (await Promise.all(placed)).toSorted(order);
}
