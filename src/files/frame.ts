import { hideSecrets } from './looks-like-secret.ts';
import type { Span } from './source.ts';

const LINES_ABOVE = 2;
const LINES_BELOW = 3;
/** Characters of a line that are shown. A golden is one line of many thousand. */
const WIDTH = 120;
/** How many of them stand before the place. */
const LEAD = 40;

interface Cut {
  readonly shown: string;
  /** How far the columns moved to the left. */
  readonly shift: number;
}

/** A line around a 0-based column, what is left out marked. */
function cut(line: string, column: number): Cut {
  // The library breaks lines at these too, and no editor does. What looks like a secret may stand across the cut.
  const text = hideSecrets(line.replace(/\r$/, '').replaceAll(/[\r\u2028\u2029]/g, ' '));
  if (text.length <= WIDTH) return { shown: text, shift: 0 };
  const from = Math.max(0, Math.min(column - LEAD, text.length - WIDTH));
  const to = from + WIDTH;
  const shown = `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  return { shown, shift: from > 0 ? from - 1 : 0 };
}

/** The lines around a place, uncoloured and with nothing that looks like a secret; the place is underlined. */
export async function frame(lines: readonly string[], { start, end }: Span): Promise<string> {
  const { codeFrameColumns } = await import('@babel/code-frame');
  const first = Math.max(1, start.line - LINES_ABOVE);
  const shownLines = lines.slice(first - 1, start.line + LINES_BELOW);
  const cuts = shownLines.map((line, index) =>
    cut(line, first + index === start.line ? start.column - 1 : 0),
  );
  const { shown, shift } = cuts[start.line - first] ?? { shown: '', shift: 0 };
  // The library counts lines from 1 and columns from 0.
  const from = { line: start.line, column: start.column - 1 - shift };
  const to = Math.min(end.column - 1 - shift, Math.max(shown.length, from.column + 1));
  const isRange = start.line === end.line && end.column > start.column;
  return codeFrameColumns(
    cuts.map((line) => line.shown).join('\n'),
    isRange ? { start: from, end: { line: end.line, column: to } } : { start: from },
    { highlightCode: false, forceColor: false, startLine: first },
  );
}
