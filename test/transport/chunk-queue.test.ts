import { expect, it, vi } from 'vitest';
import { ChunkQueue } from '../../src/transport/chunk-queue.ts';
import { readAll } from '../bodies.ts';

const KIB = 1024;

it('a source is paused when too much waits, and resumed when all of it was read', async () => {
  const resume = vi.fn<() => void>();
  const queue = new ChunkQueue(resume, vi.fn<() => void>());
  const chunk = { bytes: new Uint8Array(100 * KIB), atMs: 0 };
  expect([queue.push(chunk), queue.push(chunk), queue.push(chunk)]).toEqual([true, true, false]);
  const reader = queue[Symbol.asyncIterator]();
  await reader.next();
  await reader.next();
  expect(resume).not.toHaveBeenCalled();
  await reader.next();
  expect(resume).toHaveBeenCalledOnce();
});

it('what came before the end is read before the end', async () => {
  const queue = new ChunkQueue(vi.fn<() => void>(), vi.fn<() => void>());
  queue.push({ bytes: Buffer.from('a'), atMs: 1 });
  queue.close('reset', 'why');
  queue.push({ bytes: Buffer.from('late'), atMs: 2 });
  queue.close('fin', null);
  expect(await readAll({ body: queue })).toMatchObject({ text: 'a', end: 'reset', cause: 'why' });
  expect(await queue.next()).toEqual({ done: true, value: undefined });
});

it('a reader that stops abandons the source once, and only an open one', async () => {
  const abandon = vi.fn<() => void>();
  const queue = new ChunkQueue(vi.fn<() => void>(), abandon);
  const reader = queue[Symbol.asyncIterator]();
  const waiting = reader.next();
  await reader.return?.();
  await reader.return?.();
  expect(abandon).toHaveBeenCalledOnce();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

it('what is here is given without waiting, and the source is resumed with the last of it', async () => {
  const resume = vi.fn<() => void>();
  const queue = new ChunkQueue(resume, vi.fn<() => void>());
  for (const text of ['a', 'b']) queue.push({ bytes: Buffer.from(text), atMs: 1 });
  await queue.next();
  expect(resume).not.toHaveBeenCalled();
  expect(queue.ready()).toEqual({ bytes: Buffer.from('b'), atMs: 1 });
  expect(resume).toHaveBeenCalledOnce();
  queue.close('fin', null);
  expect(queue.ready()).toBeNull();
  expect(await queue.next()).toMatchObject({ value: { end: 'fin' } });
});
