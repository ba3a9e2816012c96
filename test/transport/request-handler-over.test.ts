import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import type { Transport, WirePiece, WireRequest } from '../../src/contract/wires/wire.ts';
import {
  bytesResponse,
  inMemoryTransport,
  type BytesResponse,
} from '../../src/transport/in-memory-transport.ts';
import { requestHandlerOverOption } from '../../src/transport/request-handler-over.ts';
import { withGuards } from '../../src/transport/with-guards.ts';
import { createFakeClock } from '../fake-clock.ts';
import { requestHandlerOver } from './over.ts';

const MODEL = 'us.meta.llama4-maverick-17b-instruct-v1:0';
const JSON_TYPE = { 'content-type': 'application/json', 'x-amzn-requestid': 'req-1' };
const EVENT_TYPE = { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'req-1' };
const ASK = { modelId: MODEL, messages: [{ role: 'user' as const, content: [{ text: 'hi' }] }] };

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

function header(value: string): { type: 'string'; value: string } {
  return { type: 'string', value };
}

function frame(type: string, payload: object, kind: 'event' | 'exception' = 'event'): Uint8Array {
  return codec.encode({
    headers: {
      [`:${kind}-type`]: header(type),
      ':content-type': header('application/json'),
      ':message-type': header(kind),
    },
    body: Buffer.from(JSON.stringify(payload)),
  });
}

function frames(pieces: readonly string[]): Buffer {
  return Buffer.concat([
    frame('messageStart', { role: 'assistant', p: 'ab' }),
    ...pieces.map((text) => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: 'abc' })),
    frame('messageStop', { stopReason: 'end_turn' }),
  ]);
}

function converse(text: string): string {
  const message = { role: 'assistant', content: [{ text }] };
  return JSON.stringify({
    output: { message },
    stopReason: 'end_turn',
    usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
  });
}

function answering(answer: BytesResponse, seen: WireRequest[] = []): Transport {
  return inMemoryTransport((request) => {
    seen.push(request);
    return bytesResponse(answer);
  });
}

function client(transport: Transport): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: requestHandlerOver(transport),
  });
}

async function send(transport: Transport): Promise<string | undefined> {
  const answer = await client(transport).send(new ConverseCommand(ASK));
  return answer.output?.message?.content?.[0]?.text;
}

async function stream(transport: Transport, abortSignal = new AbortController().signal): Promise<string> {
  const answer = await client(transport).send(new ConverseStreamCommand(ASK), { abortSignal });
  let text = '';
  for await (const event of answer.stream ?? []) text += event.contentBlockDelta?.delta?.text ?? '';
  return text;
}

describe('the AWS SDK over a Transport', () => {
  it('sends a signed request to the percent-encoded path and reads the answer', async () => {
    const seen: WireRequest[] = [];
    expect(await send(answering({ headers: JSON_TYPE, body: converse('hallo') }, seen))).toBe('hallo');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: `https://bedrock-runtime.us-east-1.amazonaws.com/model/${encodeURIComponent(MODEL)}/converse`,
      headers: {
        host: 'bedrock-runtime.us-east-1.amazonaws.com',
        authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIDTEST\//),
      },
    });
    expect(JSON.parse(Buffer.from(seen[0]?.body ?? '').toString())).toEqual({ messages: ASK.messages });
    for (const name of Object.keys(seen[0]?.headers ?? {})) expect(name).toBe(name.toLowerCase());
  });

  it('reads the same from bodies and frames cut anywhere', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 5 }),
        fc.integer({ min: 1, max: 60 }),
        async (pieces, chunkSize) => {
          const whole = pieces.join('');
          expect(await send(answering({ headers: JSON_TYPE, body: converse(whole), chunkSize }))).toBe(whole);
          expect(await stream(answering({ headers: EVENT_TYPE, body: frames(pieces), chunkSize }))).toBe(
            whole,
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reads a native body as bytes', async () => {
    const body = '{"generation":"hallo","stop_reason":"stop"}';
    const command = new InvokeModelCommand({ modelId: MODEL, body: '{"prompt":"hi"}' });
    const answer = await client(answering({ headers: JSON_TYPE, body })).send(command);
    expect(Buffer.from(answer.body).toString()).toBe(body);
    expect(answer.$metadata.requestId).toBe('req-1');
  });

  it('hands on frames as they come, not at the end', async () => {
    const whole = frames(['one', 'two']);
    const transport = answering({
      headers: EVENT_TYPE,
      body: whole.subarray(0, whole.length - 20),
      end: 'stall',
    });
    const answer = await client(transport).send(new ConverseStreamCommand(ASK));
    const texts: (string | undefined)[] = [];
    for await (const event of answer.stream ?? []) {
      texts.push(event.contentBlockDelta?.delta?.text);
      if (texts.length === 3) break;
    }
    expect(texts).toEqual([undefined, 'one', 'two']);
  });

  it.each([
    [
      'by header',
      { ...JSON_TYPE, 'x-amzn-errortype': 'ThrottlingException:http://x/' },
      '{"message":"slow down"}',
    ],
    ['by body', JSON_TYPE, '{"__type":"ThrottlingException","message":"slow down"}'],
  ])('gets the exception named %s', async (_name, headers, body) => {
    await expect(send(answering({ status: 429, headers, body }))).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'slow down',
      $metadata: { httpStatusCode: 429, requestId: 'req-1' },
    });
  });

  it('gets an exception of the stream', async () => {
    const body = Buffer.concat([
      frame('messageStart', { role: 'assistant' }),
      frame('throttlingException', { message: 'slow down' }, 'exception'),
    ]);
    await expect(stream(answering({ headers: EVENT_TYPE, body }))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  it('gets the error of the network when no head came', async () => {
    const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    await expect(send(() => Promise.reject(error))).rejects.toBe(error);
  });

  it.each([
    ['a JSON body', JSON_TYPE, Buffer.from(converse('half')).subarray(0, 30), send],
    ['a stream', EVENT_TYPE, frames(['half', 'more']).subarray(0, 250), stream],
  ])('throws "aborted" ECONNRESET when %s is reset', async (_name, headers, body, call) => {
    await expect(call(answering({ headers, body, end: 'reset' }))).rejects.toMatchObject({
      message: expect.stringMatching(/^aborted/),
      code: 'ECONNRESET',
    });
  });

  it('throws our own limit when a stream stalls', async () => {
    const clock = createFakeClock();
    const limits = { headersMs: 100, idleMs: 200, totalMs: 1_000, maxResponseBytes: 10_000 };
    const stalling = answering({ headers: EVENT_TYPE, body: frames(['half']), end: 'stall' });
    const call = stream(withGuards(stalling, limits, clock));
    await expect(clock.runUntil(call)).rejects.toMatchObject({ name: 'GuardError', guard: 'idle-timeout' });
  });

  it.each([
    ['JSON', JSON_TYPE, converse('hallo')],
    ['HTML', { 'content-type': 'text/html' }, '<html>busy</html>'],
  ])(
    'refuses %s where an event stream was asked, without reserving what its first bytes seem to say',
    async (_name, headers, body) => {
      await expect(stream(answering({ headers, body }))).rejects.toThrow(
        /text where an event stream was expected/,
      );
    },
  );

  it('reads frames whatever type their header claims', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect(await stream(answering({ headers, body: frames(['a', 'b']) }))).toBe('ab');
    expect(await stream(answering({ headers: {}, body: frames(['a', 'b']) }))).toBe('ab');
  });

  it('throws an AbortError with our reason before the head and in the body', async () => {
    const reason = new GuardError('first-output-timeout', 5);
    const before = stream(answering({}), AbortSignal.abort(reason));
    await expect(before).rejects.toMatchObject({ name: 'AbortError' });

    const controller = new AbortController();
    const stalling = answering({ headers: EVENT_TYPE, body: frames(['half']), end: 'stall' });
    const during = stream(stalling, controller.signal);
    await new Promise(setImmediate);
    controller.abort(reason);
    await expect(during).rejects.toMatchObject({ name: 'AbortError', cause: reason });
  });
});

function isStreamed(response: object): response is { readonly body: AsyncIterable<Uint8Array> } {
  return 'body' in response;
}

it('a streamed body that is left lets go of the connection and gives no more', async () => {
  let left = 0;
  const wire = bytesResponse({ headers: EVENT_TYPE, body: frames(['one', 'two']), chunkSize: 16 });
  const pieces = wire.body[Symbol.asyncIterator]();
  const watched: AsyncIterator<WirePiece> = {
    next: () => pieces.next(),
    return: () => {
      left += 1;
      return Promise.resolve({ done: true, value: undefined });
    },
  };
  const handler = requestHandlerOver(() =>
    Promise.resolve({
      status: 200,
      headers: EVENT_TYPE,
      body: { [Symbol.asyncIterator]: () => watched },
    }),
  );
  const request = { protocol: 'https:', hostname: 'h', path: '/', method: 'POST', headers: {}, query: {} };
  const { response } = await handler.handle(request);
  const body = isStreamed(response) ? response.body : [];
  const read: Uint8Array[] = [];
  for await (const bytes of body) {
    read.push(bytes);
    break;
  }
  for await (const bytes of body) read.push(bytes);
  expect([read.length, left]).toEqual([1, 1]);
});

it('a request without a transport is refused', async () => {
  const request = { protocol: 'https:', hostname: 'h', path: '/', method: 'POST', headers: {}, query: {} };
  await expect(requestHandlerOverOption.handle(request)).rejects.toThrow('no transport');
});
