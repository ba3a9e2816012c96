import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
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
