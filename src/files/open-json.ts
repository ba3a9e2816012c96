import { parseDocument } from 'yaml';
import type { Problem } from '../contract/problem.ts';
import { isTooDeep } from '../json/is-too-deep.ts';
import type { JsonValue } from '../json/json-value.ts';
import { parseStrict } from '../json/parse-strict.ts';
import { scanJson } from '../json/scan-json.ts';
import { createFinder } from './find-node.ts';
import { frameProblem } from './place-problems.ts';
import type { Source, Span } from './source.ts';
import { repeatedKeys } from './yaml-problems.ts';

/** A value of a JSON Lines file. */
export interface JsonLine extends Source<JsonValue> {
  /** 1-based. */
  readonly line: number;
}

/** The values of a JSON Lines file, and what is wrong with the lines that have none. Blank lines count as lines. */
export interface JsonLines {
  readonly sources: readonly JsonLine[];
  readonly problems: readonly Problem[];
}

interface Piece {
  /** One JSON value, from its line's first character on. */
  readonly json: string;
  /** The line of the file in which it begins. */
  readonly line: number;
}

function spot({ json, line }: Piece, offset: number): Span['start'] {
  const before = json.slice(0, offset).split('\n');
  return { line: line - 1 + before.length, column: (before.at(-1) ?? '').length + 1 };
}

function span(piece: Piece, from: number, to: number): Span {
  return { start: spot(piece, from), end: spot(piece, to) };
}

/** The first key that an object of a JSON text has already: parsers differ in which of its values they take. */
function keyTwice(
  json: string,
): { readonly message: string; readonly at: number; readonly first: number } | null {
  if (scanJson(json, false).duplicates.length === 0) return null;
  const [twice] = repeatedKeys(parseDocument(json, { prettyErrors: false, uniqueKeys: false })).toSorted(
    (a, b) => a.at - b.at,
  );
  if (twice === undefined) return null;
  return { ...twice, message: `the key ${JSON.stringify(twice.key)} stands twice in one object` };
}

async function open(
  file: string,
  noun: string,
  lines: readonly string[],
  piece: Piece,
): Promise<{ readonly source: JsonLine } | { readonly problem: Problem }> {
  const parsed = isTooDeep(piece.json)
    ? ({ ok: false, message: 'it nests too deep', at: 0 } as const)
    : parseStrict(piece.json);
  const refuse = async (reason: string, at: number, mend: string | null) => {
    const message = `broken JSON: ${reason}`;
    const problem = { severity: 'error', file, pointer: null, message, mend } as const;
    return { problem: await frameProblem(problem, lines, span(piece, at, at)) };
  };
  if (!parsed.ok) return refuse(parsed.message, parsed.at, null);
  const twice = keyTwice(piece.json);
  if (twice !== null) {
    const { line, column } = spot(piece, twice.first);
    return refuse(
      twice.message,
      twice.at,
      `keep one of them; the first is in line ${line}, column ${column}`,
    );
  }
  return {
    source: {
      file,
      noun,
      lines,
      line: piece.line,
      value: parsed.value,
      locate() {
        const document = parseDocument(piece.json, { prettyErrors: false });
        return (path, at) => {
          const range = createFinder(document)(path, at)?.range;
          return span(piece, range?.[0] ?? 0, range?.[1] ?? 0);
        };
      },
    },
  };
}

/** Opens a file of one JSON value. `noun` is what the value is: "the schema". */
export async function openJson(
  file: string,
  noun: string,
  text: string,
): Promise<{ readonly source: Source<JsonValue> } | { readonly problem: Problem }> {
  return open(file, noun, text.split('\n'), { json: text, line: 1 });
}

/** Opens a file of one JSON value a line. `noun` is what each value is: "the golden". */
export async function openJsonLines(file: string, noun: string, text: string): Promise<JsonLines> {
  const lines = text.split('\n');
  const pieces = lines.map((json, index) => ({ json, line: index + 1 }));
  const filled = pieces.filter(({ json }) => json.trim() !== '');
  const opened = await Promise.all(filled.map((piece) => open(file, noun, lines, piece)));
  return {
    sources: opened.flatMap((line) => ('source' in line ? [line.source] : [])),
    problems: opened.flatMap((line) => ('problem' in line ? [line.problem] : [])),
  };
}
