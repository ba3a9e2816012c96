import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { serveRecording } from '../../src/runs/given/serve-recording.ts';
import { createFakeClock } from '../fake-clock.ts';
import { readAll } from '../bodies.ts';

const TEXT = 'data: {"choices":[]}\n\n: Żółć 🦙\n\n';

async function serve(headers: Readonly<Record<string, string>>, body: Uint8Array | string) {
  const asked = { usage: true, tools: null, toolChoice: null, maxOutputTokens: null };
  const recording = {
    wire: '',
    mode: 'send' as const,
    server: '',
    status: 200,
    headers,
    body: Buffer.from(body),
    asked,
  };
  const transport = serveRecording(recording, createFakeClock());
  const response = await transport(
    { method: 'POST', url: 'http://bytes.invalid/', headers: {}, body: null },
    new AbortController().signal,
  );
  const { text, bytes, end, cause } = await readAll(response);
  return { text, length: bytes.length, response: { headers: response.headers, end, cause } };
}

describe('a recording', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('that is still packed as %s is unpacked', async (coding, pack) => {
    const { text, response } = await serve({ 'content-encoding': coding }, pack(TEXT));
    expect(text).toBe(TEXT);
    expect(response).toMatchObject({ end: 'fin', headers: { 'content-encoding': coding } });
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'identity', 'compress'])(
    'that was unpacked by its recorder, who kept the header %s, is served as it is',
    async (coding) => {
      expect((await serve({ 'content-encoding': coding }, TEXT)).text).toBe(TEXT);
    },
  );

  it('that was cut while packed gives what had come, and no orderly end', async () => {
    const packed = gzipSync(TEXT.repeat(50));
    const { text, response } = await serve({ 'content-encoding': 'gzip' }, packed.subarray(0, -12));
    expect(TEXT.repeat(50).startsWith(text)).toBe(true);
    expect(response.end).toBe('reset');
  });

  it('that is still in the chunks of its transfer is joined, and is cut without the last of them', async () => {
    const headers = { 'transfer-encoding': 'chunked' };
    const whole = await serve(headers, '5\r\nHello\r\n0\r\n\r\n');
    expect(whole).toMatchObject({ text: 'Hello', response: { end: 'fin' } });
    const cut = await serve(headers, '5\r\nHello\r\n');
    expect(cut).toMatchObject({ text: 'Hello', response: { end: 'reset' } });
    expect((await serve(headers, TEXT)).text).toBe(TEXT);
  });

  it.each([
    ['{"choices":[]}', 'application/json'],
    ['\n [1]', 'application/json'],
    [TEXT, 'text/event-stream'],
    [': wait\n\n', 'text/event-stream'],
    ['id: 1\n', 'text/event-stream'],
    ['<html>', undefined],
    ['\u0000\u0000\u0000\u0010', undefined],
    ['', undefined],
  ])('without any header gets the content type that %j looks like', async (body, type) => {
    expect((await serve({}, body)).response.headers['content-type']).toBe(type);
  });

  it('with headers keeps them as they were recorded', async () => {
    expect((await serve({ 'x-request-id': 'r' }, TEXT)).response.headers).toEqual({ 'x-request-id': 'r' });
  });

  it('may be both packed and in chunks', async () => {
    const packed = gzipSync(TEXT);
    const body = Buffer.concat([
      Buffer.from(`${packed.length.toString(16)}\r\n`),
      packed,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    const headers = { 'transfer-encoding': 'chunked', 'content-encoding': 'gzip' };
    expect((await serve(headers, body)).text).toBe(TEXT);
  });
});
