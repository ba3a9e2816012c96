import type { Problem } from '../../contract/problem.ts';
import { looksLikeSecret } from '../secrets/looks-like-secret.ts';
import type { Span } from '../source/source.ts';

interface Placed {
  readonly file: string;
  readonly text: string | null;
  readonly span: Span | null;
  readonly pointer: string | null;
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly mend: string | null;
}

/** Hides what looks like a secret, in comments and neighbouring lines too, and keeps every column. */
function hideTokens(text: string): string {
  return text.replaceAll(/[^\s"'`,:;()[\]{}<>]+/g, (token) =>
    looksLikeSecret(token) ? '*'.repeat(token.length) : token,
  );
}

/** The library counts lines from 1 and columns from 0. */
function zeroBased({ line, column }: Span['start']): Span['start'] {
  return { line, column: column - 1 };
}

async function frame(text: string, span: Span): Promise<string> {
  const { codeFrameColumns } = await import('@babel/code-frame');
  const oneLine = span.start.line === span.end.line && span.end.column > span.start.column;
  const start = zeroBased(span.start);
  const place = oneLine ? { start, end: zeroBased(span.end) } : { start };
  return codeFrameColumns(hideTokens(text), place, { highlightCode: false, forceColor: false });
}

/** A problem with the lines around it, uncoloured. */
export async function frameProblem(placed: Placed): Promise<Problem> {
  const { file, text, span, pointer, severity, message, mend } = placed;
  return {
    severity,
    file,
    line: span?.start.line ?? null,
    column: span?.start.column ?? null,
    pointer,
    message: hideTokens(message),
    mend,
    frame: text === null || span === null || text.trim() === '' ? null : await frame(text, span),
  };
}
