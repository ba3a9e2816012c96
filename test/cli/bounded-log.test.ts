import { Writable } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { boundedLog } from '../../src/cli/output/bounded-log.ts';

/** The end of a log would be that of this process. */
function holdTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

it('a log that nobody reads is bounded, and says how much of it was lost once somebody does', () => {
  holdTimers();
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
  for (let written = 0; written < 3000; written += 1) {
    log.write(line);
    if (written % 100 === 0) vi.runAllTimers();
  }
  vi.runAllTimers();
  expect(stream.writableLength).toBeLessThan(1024 * 1024 + 2048);
  while (stream.writableLength > 0) turns.shift()?.();
  const kept = read.join('').split('\n').length - 1;
  const pieces = read.length;
  log.write('the next');
  vi.runAllTimers();
  while (stream.writableLength > 0) turns.shift()?.();
  expect(read.slice(pieces).join('')).toBe(`{"what":"lines-lost","lines":${3000 - kept}}\nthe next\n`);
});

it('lines that come close together are written at once and in order', () => {
  holdTimers();
  const read: string[] = [];
  const log = boundedLog({ writableLength: 0, write: (text: string) => read.push(text) > 0 });
  log.write('one');
  log.write('two');
  vi.runAllTimers();
  log.write('three');
  log.end();
  expect(read).toEqual(['one\ntwo\n', 'three\n']);
});

it('a log that ends tells of the last lines that it lost, too', () => {
  holdTimers();
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

it('lines that wait to be written are, where the process is ended by anything else', () => {
  holdTimers();
  const read: string[] = [];
  const others = process.listenerCount('exit');
  const log = boundedLog({ writableLength: 0, write: (text: string) => read.push(text) > 0 });
  log.write('the last');
  for (const heard of process.listeners('exit').slice(others)) heard(1);
  expect(read).toEqual(['the last\n']);
});
