import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import type { Transport, WirePiece } from '../../src/contract/wires/wire.ts';
import { ChunkQueue } from '../../src/transport/chunk-queue.ts';
import { bytesResponse, inMemoryTransport } from '../../src/transport/in-memory-transport.ts';
import { openTap } from '../../src/transport/open-tap.ts';
import { withGuards, type TransportGuards } from '../../src/transport/with-guards.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { get } from './loopback.ts';
import { FIN, readAll } from '../bodies.ts';

const LIMITS: TransportGuards = { headersMs: 1_000, idleMs: 200, totalMs: 5_000, maxResponseBytes: 10 };
const ASK = get('http://x.test/');
const never = new AbortController().signal;

/** Gives a head after `headMs`, then a byte after each gap, and honours its signal. */
function slow(clock: FakeClock, headMs: number, gapsMs: readonly number[]): Transport {
  return async (_request, signal) => {
    await clock.sleep(headMs, signal);
    async function* body(): AsyncGenerator<WirePiece> {
      for (const gapMs of gapsMs) {
        await clock.sleep(gapMs, signal).catch(() => undefined);
        if (signal.aborted) break;
        yield { bytes: Buffer.from('.'), atMs: clock.nowMs() };
      }
      yield signal.aborted ? { end: 'reset', cause: signal.reason } : FIN;
    }
    return { status: 200, headers: {}, body: body() };
  };
}

it('a response within its limits passes untouched and leaves no timer and no listener', async () => {
  const clock = createFakeClock();
  const { signal } = new AbortController();
  const response = await clock.runUntil(withGuards(slow(clock, 900, [190, 190]), LIMITS, clock)(ASK, signal));
  const read = await clock.runUntil(readAll(response));
  expect(read).toMatchObject({ text: '..', ...FIN });
  expect(clock.pending()).toBe(0);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it.each([
  ['headers', LIMITS, slow, 1_001, [], new GuardError('headers-timeout', 1_000), 1_000],
  [
    'all of it, before the head',
    { ...LIMITS, totalMs: 500 },
    slow,
    600,
    [],
    new GuardError('total-timeout', 500),
    500,
  ],
] as const)('the time for %s rejects', async (_name, limits, transport, headMs, gaps, error, atMs) => {
  const clock = createFakeClock();
  const call = withGuards(transport(clock, headMs, gaps), limits, clock)(ASK, never);
  await expect(clock.runUntil(call)).rejects.toEqual(error);
  expect(clock.nowMs()).toBe(atMs);
  expect(clock.pending()).toBe(0);
});

it.each([
  ['between chunks', LIMITS, 0, [100, 150, 201], '..', new GuardError('idle-timeout', 200), 450],
  ['to the first chunk', LIMITS, 950, [201], '', new GuardError('idle-timeout', 200), 1_150],
  [
    'longer than for headers',
    { ...LIMITS, headersMs: 50, idleMs: 300 },
    0,
    [299, 301],
    '.',
    new GuardError('idle-timeout', 300),
    599,
  ],
  [
    'of all',
    { ...LIMITS, totalMs: 500 },
    0,
    [150, 150, 150, 150],
    '...',
    new GuardError('total-timeout', 500),
    500,
  ],
] as const)(
  'the time %s ends the body as a stall that names its limit',
  async (_name, limits, headMs, gaps, text, cause, atMs) => {
    const clock = createFakeClock();
    const response = await clock.runUntil(withGuards(slow(clock, headMs, gaps), limits, clock)(ASK, never));
    const read = await clock.runUntil(readAll(response));
    expect([read.text, read.end]).toEqual([text, 'stall']);
    expect(read.cause).toEqual(cause);
    expect(clock.nowMs()).toBe(atMs);
  },
);

it('bytes up to the limit pass', async () => {
  const clock = createFakeClock();
  const transport = inMemoryTransport(() => bytesResponse({ body: '0123456789', chunkSize: 3 }));
  const response = await withGuards(transport, LIMITS, clock)(ASK, never);
  expect(await readAll(response)).toMatchObject({ text: '0123456789', ...FIN });
});

it('the chunk that goes over the limit of bytes is not handed on, and the request is aborted', async () => {
  const clock = createFakeClock();
  const signals: AbortSignal[] = [];
  const transport: Transport = async (_request, signal) => {
    signals.push(signal);
    return bytesResponse({ body: '0123456789x', chunkSize: 4 });
  };
  const response = await withGuards(transport, LIMITS, clock)(ASK, never);
  const { text, end, cause } = await readAll(response);
  expect([text, end]).toEqual(['01234567', 'reset']);
  expect(cause).toEqual(new GuardError('response-bytes', 10));
  expect(signals[0]?.aborted).toBe(true);
  expect(clock.pending()).toBe(0);
});

it('what is here already counts towards the limit of bytes', async () => {
  const clock = createFakeClock();
  const queue = new ChunkQueue(
    () => undefined,
    () => undefined,
  );
  for (const text of ['0123', '4567', '89x']) queue.push({ bytes: Buffer.from(text), atMs: 0 });
  const { body } = await withGuards(
    async () => ({ status: 200, headers: {}, body: queue }),
    LIMITS,
    clock,
  )(ASK, never);
  const reader = body[Symbol.asyncIterator]();
  await reader.next();
  expect(reader.ready?.()?.bytes.toString()).toBe('4567');
  expect(reader.ready?.()).toBeNull();
  expect(await reader.next()).toMatchObject({ value: { cause: new GuardError('response-bytes', 10) } });
  expect(clock.pending()).toBe(0);
});

it('an abort from outside reaches the request, and its reason comes back', async () => {
  const clock = createFakeClock();
  const controller = new AbortController();
  const call = withGuards(slow(clock, 500, []), LIMITS, clock)(ASK, controller.signal);
  controller.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
  expect(clock.pending()).toBe(0);
});

it('an error of the network before the head comes through as it is', async () => {
  const clock = createFakeClock();
  const error = new Error('refused');
  await expect(withGuards(() => Promise.reject(error), LIMITS, clock)(ASK, never)).rejects.toBe(error);
  expect(clock.pending()).toBe(0);
});

it('a reader that stops leaves no timer', async () => {
  const clock = createFakeClock();
  const transport = inMemoryTransport(() => bytesResponse({ body: 'abc', chunkSize: 1 }));
  const response = await withGuards(transport, LIMITS, clock)(ASK, never);
  for await (const _ of response.body) break;
  expect(clock.pending()).toBe(0);
});

it('a reader that takes its time is not a server that falls silent', async () => {
  const clock = createFakeClock();
  const transport = inMemoryTransport(() => bytesResponse({ body: 'abc', chunkSize: 1 }));
  const response = await withGuards(transport, LIMITS, clock)(ASK, never);
  const { end } = await readAll(response, () => clock.advance(1_000));
  expect(end).toBe('fin');
});

it.each([
  ['a deadline of whoever called', new GuardError('first-output-timeout', 300), 'stall'],
  ['a deadline of the exchange', new GuardError('exchange-deadline', 300), 'stall'],
  ['a ceiling on what was said', new GuardError('response-characters', 300), 'reset'],
  ['somebody who wants no more', new Error('enough'), 'reset'],
] as const)('a body that %s ended is told by whose patience: %s', async (_name, reason, end) => {
  const clock = createFakeClock();
  const controller = new AbortController();
  const source = inMemoryTransport(() => bytesResponse({ body: 'half', end: 'stall' }));
  const tap = openTap(withGuards(source, { ...LIMITS, idleMs: 10_000, totalMs: 10_000 }, clock), clock);
  const response = await tap.transport(ASK, controller.signal);
  const reading = readAll(response);
  await clock.advance(1);
  controller.abort(reason);
  expect(await clock.runUntil(reading)).toMatchObject({ text: 'half', end, cause: reason });
  expect(tap.evidence()?.end).toBe(end);
});

it('a body that was left when its time was over is a stall in the evidence, not a reset', async () => {
  const clock = createFakeClock();
  const controller = new AbortController();
  const tap = openTap(
    inMemoryTransport(() => bytesResponse({ body: 'half', end: 'stall' })),
    clock,
  );
  const { body } = await tap.transport(ASK, controller.signal);
  const pieces = body[Symbol.asyncIterator]();
  await pieces.next();
  await pieces.return?.();
  expect(tap.evidence()?.end).toBe('reset');
  controller.abort(new GuardError('total-timeout', 300));
  expect(tap.evidence()?.end).toBe('stall');
});
