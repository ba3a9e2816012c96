import { describe, expect, it } from 'vitest';
import { dialectSchema } from '../../src/contract/dialect.ts';
import type { Transport, WireRequest } from '../../src/contract/wire.ts';
import { bodyDecoder } from '../../src/providers/body-decoder.ts';
import { createCallScope } from '../../src/providers/call-scope.ts';
import { decodeChatBody } from '../../src/providers/chat-completion/decode-body.ts';
import { createChunkBranch } from '../../src/providers/chunk-branch.ts';
import { collectText } from '../../src/providers/collect-text.ts';
import { flattenBatches } from '../../src/providers/flatten-batches.ts';
import { DIALECTS } from '../../src/providers/openai-compatible/dialects.ts';
import { ADAPTERS, WIRES } from '../../src/providers/registry.ts';
import { bytesResponse } from '../../src/transport/in-memory-transport.ts';
import { oneByOne, utf8 } from './bytes.ts';
import { collect } from './collect.ts';
import { contextFor, decodeAll } from './decoding.ts';

const REQUEST: WireRequest = { method: 'POST', url: 'http://host/', headers: {}, body: null };

const BODY = '{"choices":[{"index":0,"message":{"content":"東京"},"finish_reason":"stop"}]}';
const decodeBody = (text: string, end: 'fin' | 'reset' | 'stall') =>
  decodeAll(bodyDecoder(contextFor(), decodeChatBody), oneByOne(utf8(text)), end);
const chunk = (atMs: number) => ({ bytes: new Uint8Array(), atMs });
async function* threeItems() {
  yield [];
  yield [1, 2];
  yield [];
  yield [3];
}

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

describe('the second reader of chunks', () => {
  it('gets what was pushed before and after it asked, in order', async () => {
    const branch = createChunkBranch();
    branch.push(chunk(1));
    const read = collect(branch);
    await Promise.resolve();
    branch.push(chunk(2));
    branch.push(chunk(3));
    branch.close();
    expect((await read).map(({ atMs }) => atMs)).toEqual([1, 2, 3]);
  });
});

describe('the items of batches', () => {
  it('come one at a time, empty batches passed over', async () => {
    expect(await collect(flattenBatches(threeItems()))).toEqual([1, 2, 3]);
  });

  it('end their source when nobody reads on, and pass on its throw', async () => {
    let ended = false;
    async function* batches(): AsyncGenerator<readonly number[]> {
      try {
        yield [1, 2];
        throw new Error('source');
      } finally {
        ended = true;
      }
    }
    for await (const _ of flattenBatches(batches())) break;
    expect(ended).toBe(true);
    await expect(collect(flattenBatches(batches()))).rejects.toThrow('source');
  });
});

describe('one SDK client for many calls', () => {
  it('sends each call over its own transport, though they run at once', async () => {
    const scope = createCallScope();
    const used: string[] = [];
    const transport =
      (name: string): Transport =>
      async () => {
        used.push(name);
        return bytesResponse({});
      };
    const work = async (): Promise<void> => {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      await scope.transport(REQUEST, new AbortController().signal);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => scope.run(transport(name), work)));
    expect(used).toEqual(['a', 'b', 'c']);
  });

  it('ends with its call, so that nothing the SDK keeps can send again', async () => {
    const scope = createCallScope();
    const send = () => scope.transport(REQUEST, new AbortController().signal);
    const over = Promise.withResolvers<void>();
    const late = await scope.run(
      async () => bytesResponse({}),
      async () => ({ sent: over.promise.then(send) }),
    );
    over.resolve();
    await expect(late.sent).rejects.toThrow(/no call/);
  });

  it('refuses a request that belongs to no call', async () => {
    await expect(createCallScope().transport(REQUEST, new AbortController().signal)).rejects.toThrow(
      /no call/,
    );
  });
});

it('a body is collected as one text, its characters whole', async () => {
  expect(await collectText(bytesResponse({ body: 'é東😀', chunkSize: 1 }))).toBe('é東😀');
});
