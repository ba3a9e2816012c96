import { diffLines, diffWordsWithSpace } from 'diff';

/** A piece of a line; `changed` where the other text has something else in its place. */
interface MarkedPiece {
  readonly text: string;
  readonly changed: boolean;
}

/** A line of two texts: of both, of the left one alone, or of the right one alone. */
export interface MarkedLine {
  readonly mark: ' ' | '-' | '+';
  readonly pieces: readonly MarkedPiece[];
}

/** The work is bounded: texts that differ in more than so many places are shown one after the other. */
const MOST_EDITS = 1000;

function linesOf(text: string): readonly string[] {
  return text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
}

function unmarked(mark: MarkedLine['mark'], text: string, changed: boolean): readonly MarkedLine[] {
  return linesOf(text).map((line) => ({ mark, pieces: [{ text: line, changed }] }));
}

/** One side of a change, line by line. */
function sideOf(mark: '-' | '+', pieces: readonly MarkedPiece[]): readonly MarkedLine[] {
  const lines: MarkedPiece[][] = [[]];
  for (const { text, changed } of pieces) {
    const [first = '', ...rest] = text.split('\n');
    lines.at(-1)?.push({ text: first, changed });
    for (const line of rest) lines.push([{ text: line, changed }]);
  }
  const last = lines.at(-1) ?? [];
  if (lines.length > 1 && last.every(({ text }) => text === '')) {
    lines.pop();
    // Where the end of the line is what differs, it is shown.
    if (last.some(({ changed }) => changed)) lines.at(-1)?.push({ text: '\n', changed: true });
  }
  return lines.map((line) => ({ mark, pieces: line.filter(({ text }) => text !== '') }));
}

/** The lines of a change, with the words in it that differ. */
function markWords(left: string, right: string): readonly MarkedLine[] {
  const words = diffWordsWithSpace(left, right, { maxEditLength: MOST_EDITS });
  if (words === undefined) return [...unmarked('-', left, true), ...unmarked('+', right, true)];
  const side = (other: 'added' | 'removed', own: 'added' | 'removed') =>
    words.filter((word) => !word[other]).map((word) => ({ text: word.value, changed: word[own] }));
  return [...sideOf('-', side('added', 'removed')), ...sideOf('+', side('removed', 'added'))];
}

/** The lines of two texts, those that differ marked, and in them the words. */
export function markText(left: string, right: string): readonly MarkedLine[] {
  const changes = diffLines(left, right, { maxEditLength: MOST_EDITS });
  if (changes === undefined) return markWords(left, right);
  const lines: MarkedLine[] = [];
  for (let at = 0; at < changes.length; at += 1) {
    const change = changes[at];
    const next = changes[at + 1];
    if (change === undefined) continue;
    if (change.removed && next?.added === true) {
      lines.push(...markWords(change.value, next.value));
      at += 1;
    } else if (change.removed) lines.push(...unmarked('-', change.value, true));
    else if (change.added) lines.push(...unmarked('+', change.value, true));
    else lines.push(...unmarked(' ', change.value, false));
  }
  return lines;
}
