import { codeFrameColumns } from '@babel/code-frame';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Problem } from '../../contract/problem.ts';
import { joinPointer } from '../../json/pointer.ts';

export type Path = readonly (string | number)[];

/** A text file of ours with the positions of its nodes. JSON is read as the YAML that it is. */
export interface SourceText {
  readonly file: string;
  readonly source: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

export interface Place {
  readonly path: Path;
  /** Point at this key of the mapping at `path` rather than at the mapping. */
  readonly key?: string;
}

export function openSource(file: string, source: string): SourceText {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  return { file, source, document, lines };
}

function pointerOf(path: Path): string {
  return path.reduce<string>(joinPointer, '');
}

/** Offset of the deepest node on the way to `path` that stands in the file. */
function offsetOf(text: SourceText, { path, key }: Place): number {
  let node: unknown = text.document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of key === undefined ? path : [...path, key]) {
    if (!isMap(node) && !isSeq(node)) return offset;
    const isKey = isMap(node) && step === key;
    const pair = isMap(node)
      ? node.items.find((item) => (isScalar(item.key) ? String(item.key.value) : '') === String(step))
      : undefined;
    const next: unknown = isKey ? pair?.key : node.get(step, true);
    if (!isNode(next)) return isNode(pair?.key) ? (pair.key.range?.[0] ?? offset) : offset;
    node = next;
    offset = next.range?.[0] ?? offset;
  }
  return offset;
}

/** A problem at an offset of a text. */
export function problemAtOffset(
  text: Pick<SourceText, 'file' | 'source' | 'lines'>,
  offset: number,
  said: Pick<Problem, 'severity' | 'message' | 'mend' | 'pointer'>,
): Problem {
  const { line, col } = text.lines.linePos(offset);
  const start = { line: Math.max(line, 1), column: Math.max(col, 1) };
  // The library counts columns from 0.
  const place = { start: { ...start, column: start.column - 1 } };
  const frame = codeFrameColumns(text.source, place, { highlightCode: false, forceColor: false });
  return { ...said, file: text.file, line: start.line, column: start.column, frame };
}

/** A problem at a node of a file: line, column and code frame are found from its path. */
export function problemAt(
  text: SourceText,
  place: Place,
  message: string,
  mend: string | null,
  severity: Problem['severity'] = 'error',
): Problem {
  const pointer = pointerOf(place.key === undefined ? place.path : [...place.path, place.key]);
  return problemAtOffset(text, offsetOf(text, place), { severity, message, mend, pointer });
}
