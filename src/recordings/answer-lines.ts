import { parseOrUndefined } from '../json/read.ts';
import { readLines } from './read-lines.ts';

/** How one line is answered, by one line. */
export type AnswerLine = (line: string) => string | Promise<string>;

/** More than any response whose bytes one line could hold in practice, and less than what a string can. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/**
 * One line out for each line read, in order and as they come. At most one line is held; one that is too long, or that
 * `answer` throws over, is answered in its place, and the rest goes on. What was thrown first is thrown at the end.
 */
export async function* answerLines(
  input: AsyncIterable<Uint8Array>,
  answer: AnswerLine,
  maxLineBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<string> {
  let defect: { readonly thrown: unknown } | null = null;
  for await (const { text, tooLong } of readLines(input, maxLineBytes)) {
    if (tooLong) {
      yield refuse(text, `the line is longer than ${maxLineBytes} bytes`);
      continue;
    }
    try {
      yield await answer(text);
    } catch (error) {
      defect ??= { thrown: error };
      yield refuse(text, `an internal error: ${String(error)}`);
    }
  }
  if (defect !== null) throw defect.thrown;
}

function refuse(text: string, invalid: string): string {
  return JSON.stringify({ id: idIn(text), invalid });
}

/** The id of a line that cannot be parsed, when it stands at its beginning. */
export function idIn(text: string): string | null {
  const quoted = /^\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.){0,1000}")/.exec(text)?.[1];
  const id = quoted === undefined ? undefined : parseOrUndefined(quoted);
  return typeof id === 'string' ? id : null;
}
