import {
  brotliCompressSync,
  constants,
  createGzip,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import type { WireResponse } from '../../src/contract/wires/wire.ts';
import { decodeContent } from '../../src/transport/decode-content.ts';
import { bytesResponse, inMemoryTransport } from '../../src/transport/in-memory-transport.ts';
import { layerTransport } from '../../src/transport/layer-transport.ts';
import { createFakeClock } from '../fake-clock.ts';
import { get } from './loopback.ts';
import { bodyOf, readAll } from '../bodies.ts';

const clock = createFakeClock();
const CODERS = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  'deflate without its header': deflateRawSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
};

function coded(name: string, body: Uint8Array, rest: Parameters<typeof bytesResponse>[0] = {}): WireResponse {
  const coding = name.split(' ')[0] ?? name;
  return decodeContent(bytesResponse({ headers: { 'content-encoding': coding }, body, ...rest }), clock);
}

it.each(Object.entries(CODERS))('%s comes out as it went in, cut anywhere', async (name, encode) => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 1, max: 40 }),
      async (text, chunkSize) => {
        const response = coded(name, encode(text), { chunkSize });
        expect(await readAll(response)).toMatchObject({ text: text, end: 'fin', cause: null });
      },
    ),
    { numRuns: 30 },
  );
});

it.each(['identity', 'gzip, br', 'dcb', 'constructor'])('%s is left alone', async (coding) => {
  const response = coded(coding, Buffer.from('as it is'));
  expect((await readAll(response)).text).toBe('as it is');
});

it('an empty body with a coding is empty', async () => {
  const response = coded('gzip', new Uint8Array());
  expect(await readAll(response)).toMatchObject({ text: '', end: 'fin', cause: null });
});

it('a body that is not what its header says breaks with the error of zlib', async () => {
  const response = coded('gzip', Buffer.from('{"plain":"text"}'));
  const cause = { code: 'Z_DATA_ERROR' };
  expect(await readAll(response)).toMatchObject({ text: '', end: 'reset', cause });
});

it('a body that closes in the middle of its coding is broken, though the socket closed in order', async () => {
  const whole = gzipSync('some text that is long enough to be cut in two halves');
  const response = coded('gzip', whole.subarray(0, whole.length - 12));
  const cause = { code: 'Z_BUF_ERROR' };
  expect(await readAll(response)).toMatchObject({ end: 'reset', cause });
});

it('a reset under the coding stays a reset, with what came before it', async () => {
  const text = 'abcdefghij'.repeat(20_000);
  const whole = gzipSync(text, { level: 0 });
  const response = coded('gzip', whole.subarray(0, 150_000), { chunkSize: 1_000, end: 'reset' });
  const read = await readAll(response);
  expect(text.startsWith(read.text)).toBe(true);
  expect(read.text.length).toBeGreaterThan(100_000);
  expect(read).toMatchObject({ end: 'reset', cause: null });
});

it('an event that the server flushed is there before the next one is sent', async () => {
  const encoder = createGzip();
  const toEncode = ['data: one\n\n', 'data: two\n\n'];
  async function* chunks() {
    for (const event of toEncode) {
      encoder.write(event);
      await new Promise<void>((resolve) => {
        encoder.flush(constants.Z_SYNC_FLUSH, resolve);
      });
      yield { bytes: Buffer.from(encoder.read()), atMs: 0 };
      await decoded.promise;
    }
  }
  const decoded = Promise.withResolvers<void>();
  const body = bodyOf(chunks(), 'reset');
  const coded = { status: 200, headers: { 'content-encoding': 'gzip' }, body };
  const read = await readAll(decodeContent(coded, clock), () => decoded.resolve());
  expect(read.chunks.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(toEncode);
});

describe('a bomb', () => {
  const bomb = gzipSync(Buffer.alloc(100_000_000));

  it('costs only what the limit lets through', async () => {
    const limits = { headersMs: 1_000, idleMs: 1_000, totalMs: 1_000, maxResponseBytes: 1_000_000 };
    const headers = { 'content-encoding': 'gzip' };
    const packed = inMemoryTransport(() => bytesResponse({ headers, body: bomb }));
    const transport = layerTransport(packed, limits, clock);
    const response = await transport(get('http://bomb.test/'), new AbortController().signal);
    const before = process.memoryUsage().rss;
    const { text, cause } = await readAll(response);
    expect(text.length).toBeLessThanOrEqual(1_000_000);
    expect(cause).toEqual(new GuardError('response-bytes', 1_000_000));
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  it('is not blown up ahead of its reader', async () => {
    const reader = coded('gzip', bomb).body[Symbol.asyncIterator]();
    const before = process.memoryUsage().rss;
    await reader.next();
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(process.memoryUsage().rss - before).toBeLessThan(20_000_000);
    await reader.return?.();
  });
});
