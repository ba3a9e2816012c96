import { expect, it } from 'vitest';
import { answerLines } from '../../src/recordings/answer-lines.ts';
import { collect } from '../providers/collect.ts';

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
const shout = (line: string): string => line.toUpperCase();
const shoutUnlessRecord = (line: string): string => {
  if (line.startsWith('{')) throw new RangeError('too deep');
  return shout(line);
};

it.each([
  ['one chunk', ['a\nb\nc']],
  ['chunks cut anywhere', ['a', '\nb', '\n', 'c']],
  ['a last line end', ['a\nb\nc\n']],
  ['CRLF', ['a\r\nb\r\nc\r\n']],
  ['a byte order mark', ['\uFEFFa\nb\nc']],
])('a line is answered for each line read, in order, from %s', async (_name, texts) => {
  expect(await collect(answerLines(chunks(...texts), shout))).toEqual(['A', 'B', 'C']);
});

it('an empty line is a line too', async () => {
  expect(await collect(answerLines(chunks('a\n\nb'), shout))).toEqual(['A', '', 'B']);
});

it('a line is answered before the next is there', async () => {
  const asked: string[] = [];
  async function* slowly(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a\n');
    asked.push('more');
    yield Buffer.from('b\n');
  }
  const answers = answerLines(slowly(), shout)[Symbol.asyncIterator]();
  expect((await answers.next()).value).toBe('A');
  expect(asked).toEqual([]);
});

it('a line that is too long is answered in its place, by its id, and the rest goes on', async () => {
  const long = `{"id":"long","body":"${'x'.repeat(100)}"}`;
  const answers = await collect(
    answerLines(chunks('a\n', long.slice(0, 60), `${long.slice(60)}\nb`), shout, 80),
  );
  expect(answers).toEqual([
    'A',
    JSON.stringify({ id: 'long', invalid: 'the line is longer than 80 bytes' }),
    'B',
  ]);
});

it('a line over which the answer throws is answered in its place, and the defect is thrown when all are', async () => {
  const answers: string[] = [];
  const read = async (): Promise<void> => {
    for await (const line of answerLines(chunks('a\n{"id":"bad"}\nb\n{}\n'), shoutUnlessRecord))
      answers.push(line);
  };
  await expect(read()).rejects.toThrow('too deep');
  expect(answers).toEqual([
    'A',
    JSON.stringify({ id: 'bad', invalid: 'an internal error: RangeError: too deep' }),
    'B',
    JSON.stringify({ id: null, invalid: 'an internal error: RangeError: too deep' }),
  ]);
});
