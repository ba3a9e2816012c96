import { describe, expect, it } from 'vitest';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { StreamPart } from '../../src/contract/exchanges/stream-part.ts';
import type { Transport, WirePiece, WireRequest } from '../../src/contract/wires/wire.ts';
import { callWire, type WireCall } from '../../src/providers/call-wire.ts';
import { CHAT_READING } from '../../src/providers/chat-completion/chat-reading.ts';
import { openDecoder } from '../../src/providers/reading/open-decoder.ts';
import type { SdkAccount } from '../../src/providers/sdk-witness.ts';
import { createCallErrors } from '../../src/providers/errors/call-errors.ts';
import {
  bytesResponse,
  inMemoryTransport,
  type BytesResponse,
} from '../../src/transport/in-memory-transport.ts';
import { withGuards } from '../../src/transport/with-guards.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { collect } from './collect.ts';
import { ALL, foldAll, type Decoded } from './decoding.ts';
import { readAll } from '../bodies.ts';

const REQUEST: WireRequest = { method: 'POST', url: 'http://host/', headers: {}, body: '{}' };
const never = new AbortController().signal;

const piece = (text: string): string =>
  `data: {"choices":[{"index":0,"delta":{"content":"${text}"},"finish_reason":null}]}\n\n`;
const FINISH = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
const WHOLE = piece('Hi ') + piece('there') + FINISH;

/** How an SDK might use the transport that it is given. */
type Sdk = (transport: Transport) => Promise<void>;

const dutiful: Sdk = async (transport) => {
  await readAll(await transport(REQUEST, never));
};

const idle: Sdk = () => Promise.resolve();
const dead: Transport = () => Promise.reject(new Error('ECONNREFUSED'));
const wrapping: Sdk = async (given) => {
  await given(REQUEST, never).catch((cause: unknown) => {
    throw new Error('fetch failed', { cause });
  });
};
const gaveUp: Sdk = async (given) => {
  const controller = new AbortController();
  const response = await given(REQUEST, controller.signal);
  for await (const _ of response.body) break;
  controller.abort();
  throw new SyntaxError('malformed server-sent event');
};
const throwing: Sdk = async (given) => {
  await dutiful(given);
  throw new Error('what the SDK says');
};

/** Against the contract of bodies. */
async function* withoutEnd(): AsyncGenerator<WirePiece> {
  yield { bytes: Buffer.from(WHOLE), atMs: 0 };
}
const endless: Transport = async () => ({ status: 200, headers: {}, body: withoutEnd() });

interface Scene {
  readonly sdk?: Sdk;
  readonly transport: Transport;
  readonly mode?: Mode;
  readonly signal?: AbortSignal;
  readonly clock?: FakeClock;
  /** What the SDK gave its caller. */
  readonly account?: SdkAccount | null;
}

function parts({
  sdk = dutiful,
  transport,
  mode = 'stream',
  signal = never,
  clock,
  account = null,
}: Scene): AsyncIterable<StreamPart> {
  const world = { clock: clock ?? createFakeClock(), redact: (text: string) => text };
  const errors = createCallErrors({ provider: 'test', world, signal, requestIdHeaders: ['x-request-id'] });
  const capabilities = { ...ALL, doneMarker: false, usageInStream: false };
  const call: WireCall = {
    servedAs: mode,
    losses: [{ field: 'seed', action: 'dropped', reason: 'none' }],
    async invoke(given) {
      await sdk(given);
      return account;
    },
    decoderFor: (head) => openDecoder(CHAT_READING, errors.decodeContext(head, capabilities), mode),
    warningsOf: () => [],
    errorFor: errors.fromResponse,
  };
  return callWire(call, transport, signal);
}

const run = async (scene: Scene): Promise<Decoded> => foldAll(await collect(parts(scene)));
const serving = (answer: BytesResponse): Transport =>
  inMemoryTransport(() => bytesResponse({ headers: { 'content-type': 'text/event-stream' }, ...answer }));

describe('a call over a wire', () => {
  it('begins with how it is served and what is lost', async () => {
    const [first] = await collect(parts({ transport: serving({ body: WHOLE }) }));
    expect(first).toEqual({
      type: 'start',
      servedAs: 'stream',
      losses: [{ field: 'seed', action: 'dropped', reason: 'none' }],
    });
  });

  it('gives what the decoder reads', async () => {
    const seen = await run({ transport: serving({ body: WHOLE, chunkSize: 7 }) });
    expect(seen).toMatchObject({ text: 'Hi there', error: null });
  });

  it('throws what the SDK threw before it sent anything', async () => {
    const thrown = new Error('bad input');
    const sdk: Sdk = () => Promise.reject(thrown);
    await expect(run({ sdk, transport: serving({ body: WHOLE }) })).rejects.toBe(thrown);
  });

  it('throws when the SDK sent nothing and did not say why', async () => {
    await expect(run({ sdk: idle, transport: serving({ body: WHOLE }) })).rejects.toThrow(/without sending/);
  });

  it('throws what the SDK made of a connection that failed', async () => {
    await expect(run({ sdk: wrapping, transport: dead })).rejects.toThrow('fetch failed');
  });

  it('reads on where the SDK gives up on the body', async () => {
    const seen = await run({ sdk: gaveUp, transport: serving({ body: WHOLE, chunkSize: 5 }) });
    expect(seen).toMatchObject({ text: 'Hi there', error: null });
  });

  it('shows the SDK the same bytes in the same order', async () => {
    const heard: string[] = [];
    const sdk: Sdk = async (given) => {
      const { chunks } = await readAll(await given(REQUEST, never));
      heard.push(...chunks.map(({ bytes }) => Buffer.from(bytes).toString()));
    };
    await run({ sdk, transport: serving({ body: WHOLE, chunkSize: 9 }) });
    expect(heard.join('')).toBe(WHOLE);
    expect(heard.length).toBeGreaterThan(5);
  });

  it('gives the transport its own signal, which the SDK cannot abort', async () => {
    const { signal } = new AbortController();
    const seen: AbortSignal[] = [];
    const transport: Transport = (request, given) => {
      seen.push(given);
      return serving({ body: WHOLE })(request, given);
    };
    await run({ transport, signal });
    expect(seen).toEqual([signal]);
  });

  it.each([400, 302, 500])('reads status %i as an error, with what its body says', async (status) => {
    const transport = serving({
      status,
      body: '{"error":{"message":"No such thing.","type":"x"}}',
      chunkSize: 4,
    });
    const seen = await run({ sdk: throwing, transport });
    expect(seen.error).toMatchObject({
      status,
      message: 'No such thing.',
      phase: 'http',
      raw: { message: 'what the SDK says' },
    });
  });

  it('that broke off was interrupted, and keeps what had come', async () => {
    const seen = await run({ transport: serving({ body: piece('Hi '), end: 'reset' }) });
    expect(seen).toMatchObject({ text: 'Hi ', error: { kind: 'stream_interrupted' } });
  });

  it('was interrupted too where its body is done and has no end', async () => {
    const seen = await run({ transport: endless, sdk: gaveUp });
    expect(seen).toMatchObject({ text: 'Hi there', error: { kind: 'stream_interrupted' } });
  });

  it.each([
    ['stream', piece('Hi ')],
    ['send', '{"choices":[{"index":0,'],
  ] as const)(
    'that fell silent in mode %s timed out by our own limit, which it names',
    async (mode, body) => {
      const clock = createFakeClock();
      const limits = { headersMs: 100, idleMs: 50, totalMs: 1_000, maxResponseBytes: 10_000 };
      const transport = withGuards(serving({ body, end: 'stall' }), limits, clock);
      const seen = await clock.runUntil(run({ transport, mode, clock }));
      expect(seen.error).toMatchObject({ kind: 'timeout', retryable: true });
      expect(seen.error?.message).toContain('idle-timeout');
      expect(clock.nowMs()).toBe(50);
    },
  );

  it('that grew beyond our ceiling is malformed', async () => {
    const clock = createFakeClock();
    const limits = { headersMs: 100, idleMs: 50, totalMs: 1_000, maxResponseBytes: 20 };
    const transport = withGuards(serving({ body: WHOLE, chunkSize: 10 }), limits, clock);
    const seen = await run({ transport, clock });
    expect(seen.error?.kind).toBe('malformed_response');
    expect(seen.error?.message).toContain('response-bytes');
  });

  it.each([
    ['cancelled by somebody', new Error('enough'), 'cancelled'],
    ['stopped by our own time limit', new GuardError('total-timeout', 10), 'timeout'],
  ])('that was %s says so', async (_name, reason, kind) => {
    const controller = new AbortController();
    const scene = { transport: serving({ body: WHOLE, chunkSize: 200 }), signal: controller.signal };
    const heard: StreamPart[] = [];
    for await (const part of parts(scene)) {
      heard.push(part);
      if (part.type === 'text-delta') controller.abort(reason);
    }
    expect(foldAll(heard).error?.kind).toBe(kind);
  });

  it('lets go of the response when its caller stops reading', async () => {
    let released = false;
    async function* body(): AsyncGenerator<WirePiece> {
      try {
        while (true) yield { bytes: Buffer.from(piece('again ')), atMs: 0 };
      } finally {
        released = true;
      }
    }
    const transport: Transport = () => Promise.resolve({ status: 200, headers: {}, body: body() });
    for await (const part of parts({ transport })) if (part.type === 'text-delta') break;
    expect(released).toBe(true);
  });
});
