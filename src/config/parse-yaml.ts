import { LineCounter, parseDocument } from 'yaml';
import { InputError } from '../contract/problem.ts';
import { findNode } from './find-node.ts';
import { frameProblem } from './frame-problem.ts';
import type { Source, Span } from './source.ts';

interface SyntaxFault {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** Our parser takes JSON for YAML; a .json file must be JSON for other tools too. */
function jsonFault(text: string): SyntaxFault | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    return {
      message: `broken JSON: ${message.replace(/,? ?(in JSON )?at position.*$/s, '')}`,
      from: at,
      to: at,
    };
  }
}

/** Parses YAML 1.2 (and so JSON) with the place of each part. Throws InputError with every syntax error. */
export async function parseYaml(file: string, text: string): Promise<Source> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const span = (from: number, to: number): Span => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, to));
    return { start: { line: start.line, column: start.col }, end: { line: end.line, column: end.col } };
  };
  const faults: SyntaxFault[] = document.errors.map((error) => ({
    message: `broken YAML: ${error.message}`,
    from: error.pos[0],
    to: error.pos[1],
  }));
  const notJson = file.toLowerCase().endsWith('.json') ? jsonFault(text) : null;
  if (notJson !== null) faults.splice(0, faults.length, notJson);
  let value: unknown = null;
  try {
    if (faults.length === 0) value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    faults.push({ message: `broken YAML: ${message}`, from: 0, to: 0 });
  }
  if (faults.length > 0) {
    throw new InputError(
      await Promise.all(
        faults.map(({ message, from, to }) =>
          frameProblem({
            file,
            text,
            span: span(from, to),
            pointer: null,
            severity: 'error',
            message,
            mend: null,
          }),
        ),
      ),
    );
  }
  return {
    file,
    text,
    value,
    place(path, at) {
      const range = findNode(document, path, at)?.range;
      return range === null || range === undefined ? null : span(range[0], range[1]);
    },
  };
}
