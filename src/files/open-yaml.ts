import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Problem } from '../contract/problem.ts';
import { locateError } from '../json/locate-error.ts';
import { createFinder } from './find-node.ts';
import { frameProblem } from './place-problems.ts';
import { refuseHalfCharacters } from './refuse-half-characters.ts';
import type { Source, Span } from './source.ts';
import { aliasProblem, syntaxProblems, type SyntaxProblem } from './yaml-problems.ts';

/** A file's source, or every reason why its text has no value. */
export type Opened = { readonly source: Source } | { readonly problems: readonly Problem[] };

/** Our parser takes JSON for YAML; a .json file must be JSON for other tools too. */
function jsonProblems(text: string): readonly SyntaxProblem[] {
  const error = locateError(text);
  if (error === null) return [];
  return [{ message: `broken JSON: ${error.message}`, mend: null, from: error.at, to: error.at }];
}

/** The value, or why there is none: an alias within itself, aliases that multiply, nothing at all. */
function valueOf(document: Document.Parsed): { readonly value: unknown } | SyntaxProblem {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    JSON.stringify(value, refuseHalfCharacters);
    return value === null ? { message: 'the file is empty', mend: null, from: 0, to: 0 } : { value };
  } catch (error) {
    if (error instanceof RangeError)
      return { message: 'broken YAML: it nests too deep', mend: null, from: 0, to: 0 };
    return aliasProblem(document, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Opens YAML 1.2, and so JSON, with the place of each part. `noun` is what the value is: "the configuration". A CR alone ends
 * a line too (https://yaml.org/spec/1.2.2/#54-line-break-characters), which our parser does not know.
 */
export async function openYaml(file: string, noun: string, written: string): Promise<Opened> {
  const text = written.replaceAll(/\r(?!\n)/g, '\n');
  const lines = new LineCounter();
  const span = (from: number, to: number): Span => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, to));
    return { start: { line: start.line, column: start.col }, end: { line: end.line, column: end.col } };
  };
  const rows = text.split('\n');
  const refuse = async (problems: readonly SyntaxProblem[]): Promise<Opened> => {
    const placed = problems.map(({ message, mend, from, to }) =>
      frameProblem({ severity: 'error', file, pointer: null, message, mend }, rows, span(from, to)),
    );
    return { problems: await Promise.all(placed) };
  };
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    uniqueKeys: false,
  });
  const json = file.toLowerCase().endsWith('.json') ? jsonProblems(written) : [];
  const broken =
    json.length > 0 ? json : syntaxProblems(document, noun, text, (offset) => lines.linePos(offset).line);
  if (broken.length > 0) return refuse(broken);
  const result = valueOf(document);
  if ('message' in result) return refuse([result]);
  return {
    source: {
      file,
      noun,
      lines: rows,
      value: result.value,
      locate: () => {
        const find = createFinder(document);
        return (path, at) => {
          const range = find(path, at)?.range;
          return range === null || range === undefined ? null : span(range[0], range[1]);
        };
      },
    },
  };
}
