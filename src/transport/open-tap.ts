import type { Tap, Transport, WireChunk, WireEvidence, WireRequest, WireResponse } from '../contract/wire.ts';
import type { Clock } from '../contract/world.ts';
import { maskHeaders } from './mask-headers.ts';
import { toRawBody } from './to-raw-body.ts';

/**
 * Watches every exchange of bytes that goes through `tap.transport`. Where a call needs several requests
 * (a token, polling), `sentMs` is the first one's and everything else the last one's. While a call runs the
 * tap only keeps references; `evidence()` does the work, so ask once, when the reader is done. Headers that carry
 * credentials are masked by name; other secrets are masked where the evidence is written.
 */
export function openTap(transport: Transport, clock: Clock): Tap {
  let sentMs: number | null = null;
  let seen: Seen | null = null;
  return {
    async transport(request, signal) {
      sentMs ??= clock.nowMs();
      const response = await transport(request, signal);
      seen = new Seen(request, response, clock);
      return seen;
    },
    evidence: () => seen?.evidence() ?? null,
    stamps: () => ({
      sentMs,
      headersMs: seen?.headersMs ?? null,
      firstByteMs: seen?.chunkAtMs[0] ?? null,
      lastByteMs: seen?.chunkAtMs.at(-1) ?? null,
    }),
  };
}

/** The response as handed on, and what passed through it. */
class Seen implements WireResponse {
  readonly headersMs: number;
  readonly chunkAtMs: number[] = [];
  readonly chunks: AsyncIterable<WireChunk>;
  readonly #request: WireRequest;
  readonly #response: WireResponse;
  readonly #pieces: Uint8Array[] = [];

  constructor(request: WireRequest, response: WireResponse, clock: Clock) {
    this.headersMs = clock.nowMs();
    this.#request = request;
    this.#response = response;
    this.chunks = {
      [Symbol.asyncIterator]: () => this.#watch(response.chunks[Symbol.asyncIterator](), clock),
    };
  }

  get status(): number {
    return this.#response.status;
  }

  get headers(): WireResponse['headers'] {
    return this.#response.headers;
  }

  get end(): WireResponse['end'] {
    return this.#response.end;
  }

  get cause(): unknown {
    return this.#response.cause;
  }

  /** Written out, not a generator: it runs for every chunk. A chunk without a time of its own gets ours. */
  #watch(inner: AsyncIterator<WireChunk>, clock: Clock): AsyncIterator<WireChunk> {
    const note = (next: IteratorResult<WireChunk>): IteratorResult<WireChunk> => {
      if (next.done !== true) {
        this.#pieces.push(next.value.bytes);
        this.chunkAtMs.push(next.value.atMs > 0 ? next.value.atMs : clock.nowMs());
      }
      return next;
    };
    return {
      next: () => inner.next().then(note),
      return: async () => (await inner.return?.()) ?? { done: true, value: undefined },
    };
  }

  evidence(): WireEvidence {
    const pieces = this.#pieces;
    const chunkEnds: number[] = [];
    let bytes = 0;
    for (const piece of pieces) chunkEnds.push((bytes += piece.length));
    return {
      request: { ...this.#request, headers: maskHeaders(this.#request.headers) },
      status: this.status,
      headers: maskHeaders(this.headers),
      bytes,
      chunkEnds,
      chunkAtMs: this.chunkAtMs,
      body: toRawBody(pieces, bytes, this.headers['content-type'] ?? ''),
      end: this.end,
    };
  }
}
