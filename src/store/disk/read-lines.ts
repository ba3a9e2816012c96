import { readChunks } from './read-chunks.ts';

export interface NumberedLine {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

const LINE_END = 0x0a;

/**
 * The whole lines of a file, one by one, in constant memory. Bytes after the last line end are no line: a line
 * counts as written once its end is there. (node:readline also splits at U+2028, which JSON leaves as it is.)
 */
export async function* readLines(path: string): AsyncGenerator<NumberedLine> {
  let number = 0;
  for await (const bytes of readLineBytes(path)) {
    number += 1;
    yield { text: bytes.toString('utf8'), number };
  }
}

/** The same lines, undecoded: for who reads but a little of each. A line holds until the next is asked for. */
export async function* readLineBytes(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of readChunks(path)) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, start)) {
      const piece = chunk.subarray(start, end);
      yield rest.length === 0 ? piece : Buffer.concat([...rest, piece]);
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(Buffer.from(chunk.subarray(start)));
  }
}
