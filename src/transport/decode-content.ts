import { once } from 'node:events';
import type { Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import type { BodyEnd, WireChunk, WirePiece, WireResponse } from '../contract/wires/wire.ts';
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
  const { status, headers, body } = response;
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const createDecoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  if (createDecoder === undefined) return response;
  return { status, headers, body: new DecodedBody(body[Symbol.asyncIterator](), createDecoder, clock) };
}

const DONE: IteratorResult<WirePiece, undefined> = { done: true, value: undefined };

class DecodedBody implements AsyncIterableIterator<WirePiece, undefined> {
  readonly #source: Source;
  readonly #createDecoder: (first: number) => Transform;
  readonly #clock: Clock;
  #decoder: Transform | null = null;
  #decoded: AsyncIterator<unknown> | null = null;
  #over = false;

  constructor(source: AsyncIterator<WirePiece>, createDecoder: (first: number) => Transform, clock: Clock) {
    this.#source = new Source(source);
    this.#createDecoder = createDecoder;
    this.#clock = clock;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<WirePiece, undefined>> {
    if (this.#over) return DONE;
    this.#decoded ??= await this.#open();
    try {
      const next = await this.#decoded?.next();
      if (next?.value instanceof Uint8Array) {
        return { done: false, value: { bytes: next.value, atMs: this.#clock.nowMs() } };
      }
    } catch (cause) {
      // A body that broke off cannot be decoded to its end: that is no fault of the coding.
      const { end } = this.#source;
      return this.#finish(end === null || end.end === 'fin' ? { end: 'reset', cause } : end);
    }
    return this.#finish(this.#source.end);
  }

  async return(): Promise<IteratorResult<WirePiece, undefined>> {
    await this.#finish(null);
    return DONE;
  }

  /** Null for a body without a byte, which no coding makes. */
  async #open(): Promise<AsyncIterator<unknown> | null> {
    const first = await this.#source.next();
    if (first === null) return null;
    const decoder = this.#createDecoder(first.bytes[0] ?? 0);
    this.#decoder = decoder;
    void feed(this.#source, first, decoder);
    return decoder[Symbol.asyncIterator]();
  }

  async #finish(end: BodyEnd | null): Promise<IteratorResult<WirePiece, undefined>> {
    this.#over = true;
    this.#decoder?.destroy();
    await this.#source.leave();
    return { done: false, value: end ?? { end: 'reset', cause: null } };
  }
}

/** The body that is decoded, its end apart. */
class Source {
  end: BodyEnd | null = null;
  readonly #body: AsyncIterator<WirePiece>;

  constructor(body: AsyncIterator<WirePiece>) {
    this.#body = body;
  }

  async next(): Promise<WireChunk | null> {
    const next = await this.#body.next();
    if (next.done === true) return null;
    if (!('end' in next.value)) return next.value;
    this.end = next.value;
    return null;
  }

  async leave(): Promise<void> {
    await this.#body.return?.();
  }
}

/** Writes no faster than the decoder is read. Its errors reach the decoder's reader. */
async function feed(source: Source, first: WireChunk, decoder: Transform): Promise<void> {
  let next: WireChunk | null = first;
  while (next !== null && !decoder.destroyed) {
    if (!decoder.write(next.bytes)) await roomIn(decoder);
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
