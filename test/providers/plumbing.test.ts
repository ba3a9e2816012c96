import { describe, expect, it } from 'vitest';
import { dialectSchema } from '../../src/contract/wires/dialect.ts';
import type { Transport, WireRequest } from '../../src/contract/wires/wire.ts';
import { bodyDecoder } from '../../src/providers/reading/body-decoder.ts';
import { BodyBranch } from '../../src/providers/body-branch.ts';
import { readChatBody } from '../../src/providers/chat-completion/read-chat-body.ts';
import { LentTransport, type Arrival } from '../../src/providers/lent-transport.ts';
import { DIALECTS } from '../../src/providers/openai-compatible/dialects.ts';
import { ADAPTERS, WIRES } from '../../src/providers/registry.ts';
import { bytesResponse } from '../../src/transport/in-memory-transport.ts';
import { oneByOne, utf8 } from './bytes.ts';
import { collect } from './collect.ts';
import { contextFor, decodeAll } from './decoding.ts';
import { FIN } from '../bodies.ts';

const REQUEST: WireRequest = { method: 'POST', url: 'http://host/', headers: {}, body: null };

const BODY = '{"choices":[{"index":0,"message":{"content":"東京"},"finish_reason":"stop"}]}';
const decodeBody = (text: string, end: 'fin' | 'reset' | 'stall') =>
  decodeAll(bodyDecoder(contextFor(), readChatBody), oneByOne(utf8(text)), end);
const chunk = (atMs: number) => ({ bytes: new Uint8Array(), atMs });
describe('the registry', () => {
  it('has traits and an adapter for each wire', async () => {
    expect(Object.keys(ADAPTERS)).toEqual(Object.keys(WIRES));
    const made = await Promise.all(Object.values(ADAPTERS).map((load) => load()));
    expect(made.every((create) => typeof create === 'function')).toBe(true);
  });

  it.each(Object.keys(DIALECTS))('has a whole row for %s', (name) => {
    expect(dialectSchema.safeParse(DIALECTS[name]).error).toBeUndefined();
  });
});

describe('the decoder of whole bodies', () => {
  it('reads a body that came in pieces', () => {
    expect(decodeBody(BODY, 'fin')).toMatchObject({ text: '東京', error: null });
  });

  it('does not believe a body that looks whole when its connection broke', () => {
    expect(decodeBody(BODY, 'reset')).toMatchObject({ text: '東京', error: { kind: 'stream_interrupted' } });
  });

  it('names the broken connection, not the cut body that it left', () => {
    expect(decodeBody(BODY.slice(0, 30), 'reset').error?.kind).toBe('stream_interrupted');
    expect(decodeBody(BODY.slice(0, 30), 'fin').error?.kind).toBe('malformed_response');
  });

  it('lets an error that was said stand, though its connection broke', () => {
    expect(decodeBody('{"error":{"message":"no","code":429}}', 'reset').error?.kind).toBe('rate_limited');
  });
});

describe('a body that broke off', () => {
  it('is read where it is all there, though spaces follow it', () => {
    expect(decodeBody(`${BODY}${' '.repeat(40)}`, 'reset').text).toBe('東京');
  });

  it('is not put together where it cannot be whole', () => {
    const decoder = bodyDecoder(contextFor(), readChatBody);
    for (let at = 0; at < 64; at += 1) decoder.push(Buffer.alloc(65_536, at === 0 ? '{"' : 'x'));
    const before = process.memoryUsage().arrayBuffers;
    const { error } = decodeAll(decoder, [], 'reset');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    expect(error?.kind).toBe('stream_interrupted');
  });
});

describe('the second reader of chunks', () => {
  it('gets what was pushed before and after it asked, in order', async () => {
    const branch = new BodyBranch();
    branch.push(chunk(1));
    const read = collect(branch);
    await Promise.resolve();
    branch.push(chunk(2));
    branch.push(chunk(3));
    branch.close(FIN);
    expect(await read).toEqual([chunk(1), chunk(2), chunk(3), FIN]);
  });
});

describe('the transport that an SDK is lent', () => {
  const signal = new AbortController().signal;
  const lend = (transport: Transport): { lent: LentTransport; arrivals: Arrival[] } => {
    const arrivals: Arrival[] = [];
    return {
      lent: new LentTransport({ transport, signal, arrived: (arrival) => arrivals.push(arrival) }),
      arrivals,
    };
  };

  it("sends over the call, under the call's own signal, and tells of the response", async () => {
    const seen: unknown[] = [];
    const { lent, arrivals } = lend(async (...given) => {
      seen.push(given);
      return bytesResponse({ status: 418 });
    });
    expect((await lent.send(REQUEST)).status).toBe(418);
    expect(seen).toEqual([[REQUEST, signal]]);
    expect(arrivals.map(({ response }) => response.status)).toEqual([418]);
  });

  it('sends one request and no more: an SDK must not try again of its own', async () => {
    const { lent } = lend(async () => bytesResponse({}));
    await lent.send(REQUEST);
    await expect(lent.send(REQUEST)).rejects.toThrow(/no call/);
  });

  it('sends nothing once it was taken back, so that nothing the SDK keeps can send after its call', async () => {
    const { lent } = lend(async () => bytesResponse({}));
    lent.takeBack();
    await expect(lent.send(REQUEST)).rejects.toThrow(/no call/);
  });
});
