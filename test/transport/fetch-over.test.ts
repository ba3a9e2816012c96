import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import type { Transport, WireRequest } from '../../src/contract/wires/wire.ts';
import { fetchOverOption } from '../../src/transport/fetch-over.ts';
import {
  bytesResponse,
  inMemoryTransport,
  type BytesResponse,
} from '../../src/transport/in-memory-transport.ts';
import { withGuards } from '../../src/transport/with-guards.ts';
import { createFakeClock } from '../fake-clock.ts';
import { fetchOver } from './over.ts';

const URL_HERE = 'http://server.test/v1/chat/completions';
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'req-1' };
const SSE_TYPE = { 'content-type': 'text/event-stream' };

function answering(answer: BytesResponse, seen: WireRequest[] = []): Transport {
  return inMemoryTransport((request) => {
    seen.push(request);
    return bytesResponse(answer);
  });
}

function client(transport: Transport): OpenAI {
  const fetch = fetchOver(transport);
  return new OpenAI({
    apiKey: 'test-key',
    baseURL: 'http://server.test/v1',
    maxRetries: 0,
    logLevel: 'off',
    fetch,
  });
}

const ASK = { model: 'm', messages: [{ role: 'user' as const, content: 'hi' }] };

function completion(content: string): string {
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
  return JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'm', choices });
}

function events(pieces: readonly string[]): Buffer {
  const data = pieces.map((content) =>
    JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content } }] }),
  );
  return Buffer.from([...data, '[DONE]'].map((line) => `data: ${line}\n\n`).join(''));
}

async function streamed(transport: Transport, signal?: AbortSignal): Promise<string> {
  let text = '';
  const parts = await client(transport).chat.completions.create(
    { ...ASK, stream: true },
    { signal: signal ?? null },
  );
  for await (const part of parts) text += part.choices[0]?.delta.content ?? '';
  return text;
}

describe('the openai SDK over a Transport', () => {
  it('sends its request whole and reads a JSON answer with its request id', async () => {
    const seen: WireRequest[] = [];
    const answer = await client(
      answering({ headers: JSON_TYPE, body: completion('hallo') }, seen),
    ).chat.completions.create(ASK);
    expect(answer.choices[0]?.message.content).toBe('hallo');
    expect(answer._request_id).toBe('req-1');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: URL_HERE,
      headers: { authorization: 'Bearer test-key', 'content-type': 'application/json' },
      body: JSON.stringify(ASK),
    });
  });

  it('reads the same from a body cut anywhere, in a character too', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        async (pieces, chunkSize) => {
          const whole = pieces.join('');
          const json = answering({ headers: JSON_TYPE, body: completion(whole), chunkSize });
          expect((await client(json).chat.completions.create(ASK)).choices[0]?.message.content).toBe(whole);
          expect(await streamed(answering({ headers: SSE_TYPE, body: events(pieces), chunkSize }))).toBe(
            whole,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('hands on stream parts as they come, not at the end', async () => {
    const body = events(['one', 'two']);
    const transport = answering({ headers: SSE_TYPE, body, cuts: [body.indexOf('\n\n') + 2], end: 'stall' });
    const parts = await client(transport).chat.completions.create({ ...ASK, stream: true });
    for await (const part of parts) {
      expect(part.choices[0]?.delta.content).toBe('one');
      break;
    }
  });

  it('gets the error of a refused request with its body', async () => {
    const body = JSON.stringify({ error: { message: 'too long', type: 'BadRequestError', code: 400 } });
    const refused = client(answering({ status: 400, headers: JSON_TYPE, body })).chat.completions.create(ASK);
    const error = await refused.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status: 400, requestID: 'req-1', error: { message: 'too long' } });
  });

  it('gets a connection error with the cause of the network', async () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const error = await client(() => Promise.reject(cause))
      .chat.completions.create(ASK)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).toMatchObject({ cause: { message: 'fetch failed', cause } });
  });

  it('gets a timeout, with our limit in its causes, when the head came too late', async () => {
    const error = await client(() => Promise.reject(new GuardError('headers-timeout', 5)))
      .chat.completions.create(ASK)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(APIConnectionTimeoutError);
    expect(error).toMatchObject({ cause: { cause: { guard: 'headers-timeout' } } });
  });

  it.each([
    ['a JSON body', JSON_TYPE, completion('half').slice(0, 40), false],
    ['a stream', SSE_TYPE, events(['half']).subarray(0, 20), true],
  ])('throws "terminated" when %s is reset', async (_name, headers, body, stream) => {
    const transport = answering({ headers, body, end: 'reset' });
    const call = stream ? streamed(transport) : client(transport).chat.completions.create(ASK);
    await expect(call).rejects.toMatchObject({
      name: 'TypeError',
      message: 'terminated',
      cause: { code: 'UND_ERR_SOCKET' },
    });
  });

  it('throws our own limit when a stream stalls', async () => {
    const clock = createFakeClock();
    const limits = { headersMs: 100, idleMs: 200, totalMs: 1_000, maxResponseBytes: 1_000 };
    const stalling = answering({ headers: SSE_TYPE, body: events(['half']).subarray(0, 20), end: 'stall' });
    const call = streamed(withGuards(stalling, limits, clock));
    await expect(clock.runUntil(call)).rejects.toEqual(new GuardError('idle-timeout', 200));
    expect(clock.nowMs()).toBe(200);
  });

  it('ends as the SDK ends when we abort in the body', async () => {
    const controller = new AbortController();
    const stalling = answering({ headers: SSE_TYPE, body: events(['half']).subarray(0, 20), end: 'stall' });
    const call = streamed(stalling, controller.signal);
    await new Promise(setImmediate);
    controller.abort();
    await expect(call).resolves.toBe('');
  });
});

describe('fetch itself', () => {
  const ok: BytesResponse = { headers: { 'content-type': 'text/plain' }, body: 'ok' };

  it.each([
    ['a URL object', new URL(URL_HERE), { method: 'POST', body: 'text' }, 'text'],
    ['a Request', new Request(URL_HERE, { method: 'POST', body: 'text' }), undefined, Buffer.from('text')],
    ['bytes', URL_HERE, { method: 'POST', body: new Uint8Array([1, 2]) }, new Uint8Array([1, 2])],
    ['a form', URL_HERE, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) }, Buffer.from('a=b+c')],
    ['a Blob', URL_HERE, { method: 'POST', body: new Blob(['blob']) }, Buffer.from('blob')],
  ])('takes %s', async (_name, input, init, body) => {
    const seen: WireRequest[] = [];
    await fetchOver(answering(ok, seen))(input, init);
    expect(seen[0]?.method).toBe('POST');
    expect(seen[0]?.url).toBe(URL_HERE);
    expect(Buffer.from(seen[0]?.body ?? '')).toEqual(Buffer.from(body));
  });

  it('names the type of a form as fetch does', async () => {
    const seen: WireRequest[] = [];
    await fetchOver(answering(ok, seen))(URL_HERE, { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    expect(seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded;charset=UTF-8');
  });

  it.each([204, 304])('gives status %i without a body', async (status) => {
    const response = await fetchOver(answering({ status }))(URL_HERE);
    expect([response.status, response.body]).toEqual([status, null]);
  });

  it.each([100, 600, 999])('gives status %i, which Response itself would refuse', async (status) => {
    const response = await fetchOver(answering({ ...ok, status }))(URL_HERE);
    expect([response.status, response.ok, await response.text()]).toEqual([status, false, 'ok']);
  });

  it('leaves out a header that Headers refuses, and keeps the rest', async () => {
    const response = await fetchOver(
      answering({ headers: { 'x-bad': 'a\u0000b', 'x-good': 'c' }, body: '' }),
    )(URL_HERE);
    expect([...response.headers]).toEqual([['x-good', 'c']]);
  });

  it('rejects with the reason of a signal that is aborted already', async () => {
    const signal = AbortSignal.abort(new Error('before'));
    await expect(fetchOver(answering(ok))(URL_HERE, { signal })).rejects.toThrow('before');
  });

  it('lets go of the socket when the body is cancelled', async () => {
    let returned = false;
    const transport: Transport = async () => ({
      status: 200,
      headers: {},
      body: {
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.resolve({ done: false, value: { bytes: new Uint8Array(3), atMs: 0 } }),
          return: () => {
            returned = true;
            return Promise.resolve({ done: true, value: undefined });
          },
        }),
      },
    });
    const response = await fetchOver(transport)(URL_HERE);
    await response.body?.cancel();
    expect(returned).toBe(true);
  });

  it('refuses to fetch where no transport is given', async () => {
    await expect(fetchOverOption(URL_HERE)).rejects.toThrow('no transport');
  });
});
