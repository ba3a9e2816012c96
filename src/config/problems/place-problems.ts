import type { Problem } from '../../contract/problem.ts';
import { joinPointer } from '../../json/pointer.ts';
import type { Complaint, Path } from './complaint.ts';
import type { Hidden } from '../secrets/find-secrets.ts';
import { frameProblem } from './frame-problem.ts';
import type { Source, Span } from '../source/source.ts';

function pointerOf(path: Path): string {
  return path.reduce<string>(joinPointer, '');
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

/** Gives complaints their place, code frame and mend; in the order of the file. Nothing hidden is shown. */
export async function placeProblems(
  source: Source,
  complaints: readonly Complaint[],
  hidden: readonly Hidden[],
): Promise<readonly Problem[]> {
  if (complaints.length === 0) return [];
  const { suggest } = await import('./suggest.ts');
  const redact = (said: string): string =>
    hidden.reduce((text, one) => text.replaceAll(one.value, '***'), said);
  const spans = hidden.map((one) => source.place(one.path, 'value')).filter((span) => span !== null);
  const text = source.text === null ? null : spans.reduce(coverSpan, source.text);
  const problems = await Promise.all(
    complaints.map((one) => {
      const mend = one.unknown === null ? one.mend : suggest(one.unknown.word, one.unknown.known);
      return frameProblem({
        file: source.file,
        text,
        span: source.place(one.path, one.at),
        pointer: redact(pointerOf(one.path)),
        severity: one.severity,
        message: redact(one.message),
        mend: mend === null ? null : redact(mend),
      });
    }),
  );
  return problems.sort(order);
}
