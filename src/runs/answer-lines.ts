import { isRecord, parseOrUndefined, type UnknownRecord } from '../json/read.ts';
import { readLines, type Line } from './read-lines.ts';

/** What a line asks is wrong in a way that its writer must mend. The message becomes the line's answer. */
export class InvalidLine extends Error {
  override readonly name = 'InvalidLine';
}

/** How one line is answered. Throws InvalidLine. */
export type AnswerLine = (line: UnknownRecord) => object | Promise<object>;

/** More than any response whose bytes one line could hold in practice, and less than what a string can. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/**
 * JSON Lines in, one JSON line out for each line read, in order and as they come. A line that cannot be answered
 * yields `{"id", "invalid"}` in its place and the rest goes on. At most one line is held.
 */
export async function* answerLines(
  input: AsyncIterable<Uint8Array>,
  answer: AnswerLine,
  maxLineBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<string> {
  for await (const line of readLines(input, maxLineBytes)) {
    yield JSON.stringify(await answerOne(line, answer, maxLineBytes));
  }
}

async function answerOne(line: Line, answer: AnswerLine, maxLineBytes: number): Promise<object> {
  if (line.tooLong) {
    return { id: idIn(line.text), invalid: `the line is longer than ${maxLineBytes} bytes` };
  }
  if (line.text.trim() === '') return { id: null, invalid: 'the line is empty' };
  const value = parseOrUndefined(line.text);
  if (!isRecord(value)) {
    const invalid = value === undefined ? 'the line is not JSON' : 'the line holds no JSON object';
    return { id: value === undefined ? idIn(line.text) : null, invalid };
  }
  const id = idOf(value);
  try {
    return { id, ...(await answer(value)) };
  } catch (error) {
    if (error instanceof InvalidLine) return { id, invalid: error.message };
    throw error;
  }
}

function idOf(line: UnknownRecord): string | number | null {
  const { id } = line;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

/** The id of a line that cannot be parsed, when it stands at its beginning. */
function idIn(text: string): string | null {
  const quoted = /^\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.){0,1000}")/.exec(text)?.[1];
  const id = quoted === undefined ? undefined : parseOrUndefined(quoted);
  return typeof id === 'string' ? id : null;
}
