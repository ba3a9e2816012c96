import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/contract/wires/wire.ts';
import {
  bytesResponse,
  inMemoryTransport,
  type BytesResponse,
} from '../../src/transport/in-memory-transport.ts';
import { openTap } from '../../src/transport/open-tap.ts';
import { createFakeClock } from '../fake-clock.ts';
import { get } from './loopback.ts';
import { bodyOf, readAll } from '../bodies.ts';

const never = new AbortController().signal;

function tapOn(answer: BytesResponse, clock = createFakeClock()): ReturnType<typeof openTap> {
  return openTap(
    inMemoryTransport(() => bytesResponse(answer)),
    clock,
  );
}

const TEXT = { 'content-type': 'text/event-stream' };

it('nothing is known before a head came', async () => {
  const tap = openTap(() => Promise.reject(new Error('refused')), createFakeClock());
  await expect(tap.transport(get('http://x.test/'), never)).rejects.toThrow('refused');
  expect(tap.evidence()).toBeNull();
  expect(tap.stamps()).toEqual({ sentMs: 0, headersMs: null, firstByteMs: null, lastByteMs: null });
});

it('bytes, borders, times and the end are kept', async () => {
  const clock = createFakeClock();
  const tap = tapOn({ headers: TEXT, body: 'abcdef', cuts: [1, 3] }, clock);
  await clock.advance(5);
  const response = await tap.transport(get('http://x.test/'), never);
  await readAll(response, () => clock.advance(10));
  expect(tap.stamps()).toEqual({ sentMs: 5, headersMs: 5, firstByteMs: 5, lastByteMs: 25 });
  expect(tap.evidence()).toMatchObject({
    status: 200,
    headers: TEXT,
    bytes: 6,
    chunkEnds: [1, 3, 6],
    chunkAtMs: [5, 15, 25],
    body: { text: 'abcdef' },
    end: 'fin',
  });
});

it("a chunk's own time counts, not the moment it was read", async () => {
  const clock = createFakeClock();
  const chunks = [{ bytes: Buffer.from('a'), atMs: 7 }];
  const transport: Transport = async () => ({
    status: 200,
    headers: {},
    body: bodyOf(chunks),
  });
  const tap = openTap(transport, clock);
  await clock.advance(100);
  await readAll(await tap.transport(get('http://x.test/'), never));
  expect(tap.stamps()).toMatchObject({ firstByteMs: 7, lastByteMs: 7 });
});

it('a reader that stops leaves what was read so far', async () => {
  const tap = tapOn({ headers: TEXT, body: 'abcdef', cuts: [2] });
  const response = await tap.transport(get('http://x.test/'), never);
  for await (const _ of response.body) break;
  expect(tap.evidence()).toMatchObject({ bytes: 2, body: { text: 'ab' }, end: 'reset' });
});

it('a reset stands in the evidence', async () => {
  const tap = tapOn({ headers: TEXT, body: 'ab', end: 'reset' });
  await readAll(await tap.transport(get('http://x.test/'), never));
  expect(tap.evidence()?.end).toBe('reset');
});

describe('several requests on one tap', () => {
  it('are sent with the first and answered with the last', async () => {
    const clock = createFakeClock();
    const bodies = ['first', 'second'];
    const tap = openTap(
      inMemoryTransport(() => bytesResponse({ headers: TEXT, body: bodies.shift() ?? '' })),
      clock,
    );
    for (const path of ['token', 'chat']) {
      await readAll(await tap.transport(get(`http://x.test/${path}`), never));
      await clock.advance(10);
    }
    expect(tap.stamps()).toMatchObject({ sentMs: 0, headersMs: 10 });
    expect(tap.evidence()).toMatchObject({
      request: { url: 'http://x.test/chat' },
      body: { text: 'second' },
    });
  });
});

it('headers that carry credentials are masked in the record, not on the wire', async () => {
  const sent: unknown[] = [];
  const transport = inMemoryTransport((request) => {
    sent.push(request);
    return bytesResponse({ headers: { ...TEXT, 'set-cookie': 'sid=1' } });
  });
  const tap = openTap(transport, createFakeClock());
  const request = {
    ...get('http://x.test/'),
    headers: { authorization: 'Bearer hunter2', 'x-note': 'kept' },
  };
  await readAll(await tap.transport(request, never));
  expect(sent).toEqual([request]);
  expect(tap.evidence()?.request.headers).toEqual({ authorization: 'Bearer ***', 'x-note': 'kept' });
  expect(tap.evidence()?.headers).toMatchObject({ 'set-cookie': '***' });
});

describe('a body in the record', () => {
  it.each<[string, string, Uint8Array, object]>([
    ['JSON', 'application/json', Buffer.from('{"ü":1}'), { text: '{"ü":1}' }],
    ['problem JSON', 'application/problem+json; charset=utf-8', Buffer.from('{}'), { text: '{}' }],
    ['HTML', 'text/html', Buffer.from('<p>'), { text: '<p>' }],
    ['text with a byte order mark', 'text/plain', Buffer.from('\uFEFFa'), { text: '\uFEFFa' }],
    ['nothing at all', '', Uint8Array.of(), { text: '' }],
    ['text that is not UTF-8', 'text/plain', Uint8Array.of(0x61, 0xff), { base64: 'Yf8=' }],
    ['frames', 'application/vnd.amazon.eventstream', Uint8Array.of(0, 0, 0, 16), { base64: 'AAAAEA==' }],
    ['bytes of no named type', '', Buffer.from('abc'), { base64: 'YWJj' }],
  ])('is text or base64: %s', async (_name, type, body, expected) => {
    const tap = tapOn({ headers: type === '' ? {} : { 'content-type': type }, body });
    await readAll(await tap.transport(get('http://x.test/'), never));
    expect(tap.evidence()?.body).toEqual(expected);
  });

  it('takes no memory besides, however large it is', async () => {
    const body = 'ü'.repeat(2_000_000);
    const tap = tapOn({
      headers: { 'content-type': 'application/json' },
      body,
      cuts: [1_000_000, 2_000_001],
    });
    await readAll(await tap.transport(get('http://x.test/'), never));
    const before = process.memoryUsage().arrayBuffers;
    const seen = tap.evidence()?.body;
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    expect(seen).toEqual({ text: body });
  });
});
