import { Writable } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { boundedLog } from '../../src/cli/bounded-log.ts';

it('a log that nobody reads is bounded, and says how much of it was lost once somebody does', () => {
  const read: string[] = [];
  const turns: (() => void)[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      read.push(chunk);
      turns.push(done);
    },
  });
  const log = boundedLog(stream);
  const line = 'x'.repeat(1024);
  for (let written = 0; written < 3000; written += 1) log.write(line);
  expect(stream.writableLength).toBeLessThan(1024 * 1024 + 2048);
  while (stream.writableLength > 0) turns.shift()?.();
  const kept = read.length;
  log.write('the next');
  while (stream.writableLength > 0) turns.shift()?.();
  expect(read.slice(kept)).toEqual([`{"what":"lines-lost","lines":${3000 - kept}}\n`, 'the next\n']);
});

it('a log that ends tells of the last lines that it lost, too', () => {
  // Its end would be that of this process.
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const read: string[] = [];
  const stream = {
    writableLength: 2 ** 21,
    write(text: string) {
      read.push(text);
      return true;
    },
  };
  const log = boundedLog(stream);
  log.write('one');
  log.write('two');
  log.end();
  expect(read).toEqual(['{"what":"lines-lost","lines":2}\n']);
});
