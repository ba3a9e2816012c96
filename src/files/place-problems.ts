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

/** The text with a span covered, column by column, over as many lines as it has. */
function coverSpan(text: string, span: Span): string {
  const lines = text.split('\n');
  for (let number = span.start.line; number <= span.end.line; number += 1) {
    const line = lines[number - 1];
    if (line === undefined) continue;
    const from = number === span.start.line ? span.start.column - 1 : 0;
    const to = number === span.end.line ? span.end.column - 1 : line.length;
    lines[number - 1] = cover(line, from, to);
  }
  return lines.join('\n');
}

function order(a: Problem, b: Problem): number {
  return (
    (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) || (a.message < b.message ? -1 : 1)
  );
}

/** A problem at a place of a text, framed. */
export async function frameProblem(
  problem: Pick<Problem, 'severity' | 'file' | 'pointer' | 'message' | 'mend'>,
  text: string | null,
  span: Span | null,
): Promise<Problem> {
  return {
    ...problem,
    line: span?.start.line ?? null,
    column: span?.start.column ?? null,
    message: hideSecrets(problem.message),
    frame: text === null || span === null || text.trim() === '' ? null : await frame(text, span),
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
  const spans = hidden.map(({ path }) => source.place(path, 'value')).filter((span) => span !== null);
  const text = source.text === null ? null : spans.reduce(coverSpan, source.text);
  const placed = problems.map(({ severity, path, at, message, mend }) =>
    frameProblem(
      {
        severity,
        file: source.file,
        pointer: redact(pointerOf(path)),
        message: redact(message),
        mend: mend === null ? null : redact(mend),
      },
      text,
      source.place(path, at),
    ),
  );
  return (await Promise.all(placed)).toSorted(order);
}
