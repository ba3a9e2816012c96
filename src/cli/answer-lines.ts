import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { InputError, problem } from '../contract/problem.ts';

const LINE_END = 0x0a;

/**
 * One line out for each line of the file (`-` is stdin), in the same order, as they come and in constant memory. What
 * stands after the last line end is a line too. Throws InputError when the file cannot be read.
 */
export async function answerLines(
  path: string,
  answer: (line: string) => string | Promise<string>,
): Promise<void> {
  const source = path === '-' ? process.stdin : createReadStream(path);
  try {
    for await (const line of linesOf(source)) {
      if (!process.stdout.write(`${await answer(line)}\n`)) await once(process.stdout, 'drain');
    }
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new InputError([
      problem(
        `${path} cannot be read: ${error.message}`,
        'give the path of a file of JSON lines, or - for stdin',
      ),
    ]);
  }
}

function isFileError(error: unknown): error is Error {
  return (
    error instanceof Error && 'syscall' in error && (error.syscall === 'open' || error.syscall === 'read')
  );
}

async function* linesOf(source: Readable): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let first = true;
  const take = (): string => {
    const text = Buffer.concat(rest).toString('utf8');
    rest = [];
    const marked = first && text.startsWith('\uFEFF');
    first = false;
    return marked ? text.slice(1) : text;
  };
  for await (const chunk of source) {
    if (!Buffer.isBuffer(chunk)) continue;
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, start)) {
      rest.push(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield take();
}
