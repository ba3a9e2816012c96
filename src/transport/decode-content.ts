import { once } from 'node:events';
import type { Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import type { WireChunk, WireResponse } from '../contract/wire.ts';
import type { Clock } from '../contract/world.ts';

const CHUNK = { chunkSize: 64 * 1024 };

/** By the coding's name, from the first byte. "deflate" is sent with and without its zlib header. */
const DECODERS: Readonly<Record<string, (first: number) => Transform>> = {
  gzip: () => createGunzip(CHUNK),
  'x-gzip': () => createGunzip(CHUNK),
  deflate: (first) => ((first & 0x0f) === 8 ? createInflate(CHUNK) : createInflateRaw(CHUNK)),
  br: () => createBrotliDecompress(CHUNK),
  zstd: () => createZstdDecompress(CHUNK),
};

/**
 * The response with its content coding undone, a piece at a time as it is read, so a small body that grows
 * without end costs only what was read of it. Headers stay as they came. A body that is not what its header
 * says ends as 'reset' with zlib's error as cause.
 */
export function decodeContent(response: WireResponse, clock: Clock): WireResponse {
  const coding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const createDecoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  return createDecoder === undefined ? response : new DecodedResponse(response, createDecoder, clock);
}

class DecodedResponse implements WireResponse {
  readonly status: number;
  readonly headers: WireResponse['headers'];
  readonly chunks: AsyncIterable<WireChunk>;
  readonly #response: WireResponse;
  #broken: unknown = null;

  constructor(response: WireResponse, createDecoder: (first: number) => Transform, clock: Clock) {
    this.status = response.status;
    this.headers = response.headers;
    this.#response = response;
    this.chunks = { [Symbol.asyncIterator]: () => this.#decode(createDecoder, clock) };
  }

  get end(): WireResponse['end'] {
    return this.#broken === null ? this.#response.end : 'reset';
  }

  get cause(): unknown {
    return this.#broken ?? this.#response.cause;
  }

  async *#decode(
    createDecoder: (first: number) => Transform,
    clock: Clock,
  ): AsyncGenerator<WireChunk, undefined> {
    const source = this.#response.chunks[Symbol.asyncIterator]();
    const first = await source.next();
    if (first.done === true) return undefined;
    const decoder = createDecoder(first.value.bytes[0] ?? 0);
    void feed(source, first.value, decoder);
    try {
      for await (const piece of decoder) {
        if (piece instanceof Uint8Array) yield { bytes: piece, atMs: clock.nowMs() };
      }
    } catch (error) {
      if (this.#response.end === 'fin') this.#broken = error;
    } finally {
      decoder.destroy();
      await source.return?.();
    }
    return undefined;
  }
}

/** Writes no faster than the decoder is read. Its errors reach the decoder's reader. */
async function feed(source: AsyncIterator<WireChunk>, first: WireChunk, decoder: Transform): Promise<void> {
  let next: IteratorResult<WireChunk> = { done: false, value: first };
  while (next.done !== true && !decoder.destroyed) {
    if (!decoder.write(next.value.bytes)) await roomIn(decoder);
    next = await source.next();
  }
  if (!decoder.destroyed) decoder.end();
}

async function roomIn(decoder: Transform): Promise<void> {
  const stop = new AbortController();
  const waits = ['drain', 'close'].map((event) => once(decoder, event, { signal: stop.signal }));
  await Promise.race(waits).catch(() => undefined);
  stop.abort();
  await Promise.allSettled(waits);
}
