import { LineCounter, parseDocument, type Document } from 'yaml';
import { InputError } from '../../contract/problem.ts';
import { locateError } from '../../json/locate-error.ts';
import { findNode } from './find-node.ts';
import { frameProblem } from '../problems/frame-problem.ts';
import { refuseHalfCharacters } from './refuse-half-characters.ts';
import type { Source, Span } from './source.ts';

/** Offsets into the text. */
interface SyntaxFault {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Our parser takes JSON for YAML; a .json file must be JSON for other tools too. */
function jsonFaults(text: string): readonly SyntaxFault[] {
  const error = locateError(text);
  return error === null ? [] : [{ message: `broken JSON: ${error.message}`, from: error.at, to: error.at }];
}

function yamlFaults(document: Document.Parsed): readonly SyntaxFault[] {
  return document.errors.map(({ code, message, pos }) => ({
    message:
      code === 'MULTIPLE_DOCS'
        ? 'a configuration is one document, and here begins another'
        : `broken YAML: ${message}`,
    from: pos[0],
    to: pos[1],
  }));
}

/** The value, or why there is none: an alias within itself, aliases that multiply, nothing at all. */
function valueOf(document: Document.Parsed): { readonly value: unknown } | SyntaxFault {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    JSON.stringify(value, refuseHalfCharacters);
    return value === null ? { message: 'the file is empty', from: 0, to: 0 } : { value };
  } catch (error) {
    const reason = reasonOf(error);
    const message = reason.startsWith('Converting circular') ? 'an alias stands within itself' : reason;
    return { message: `broken YAML: ${message}`, from: 0, to: 0 };
  }
}

/** Parses YAML 1.2 (and so JSON) with the place of each part. Throws InputError with every syntax error. */
export async function parseYaml(file: string, text: string): Promise<Source> {
  const lines = new LineCounter();
  const span = (from: number, to: number): Span => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, to));
    return { start: { line: start.line, column: start.col }, end: { line: end.line, column: end.col } };
  };
  const refuse = async (faults: readonly SyntaxFault[]): Promise<InputError> => {
    const placed = faults.map(({ message, from, to }) =>
      frameProblem({
        file,
        text,
        span: span(from, to),
        pointer: null,
        severity: 'error',
        message,
        mend: null,
      }),
    );
    return new InputError(await Promise.all(placed));
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const json = file.toLowerCase().endsWith('.json') ? jsonFaults(text) : [];
  const faults = json.length > 0 ? json : yamlFaults(document);
  if (faults.length > 0) throw await refuse(faults);
  const result = valueOf(document);
  if ('message' in result) throw await refuse([result]);
  return {
    file,
    text,
    value: result.value,
    place(path, at) {
      const range = findNode(document, path, at)?.range;
      return range === null || range === undefined ? null : span(range[0], range[1]);
    },
  };
}
