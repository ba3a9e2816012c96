import type { Transport, WireChunk, WireEnd, WireRequest, WireResponse } from '../contract/wire.ts';

/** What to answer from memory. Without `cuts` the body is one chunk; `cuts` are offsets between chunks. */
export interface BytesResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly chunkSize?: number;
  readonly cuts?: readonly number[];
  /** After the last chunk: close in order, reset, or say nothing until the request is aborted. */
  readonly end?: WireEnd;
}

/** A Transport over a function. An abort rejects before the answer, and ends a silent body after it. */
export function inMemoryTransport(
  answer: (request: WireRequest) => WireResponse | Promise<WireResponse>,
): Transport {
  return async (request, signal) => {
    signal.throwIfAborted();
    const response = await answer(request);
    signal.throwIfAborted();
    return response instanceof MemoryResponse ? response.under(signal) : response;
  };
}

/** A response from bytes at hand. Chunks carry `atMs` 0: memory has no clock. */
export function bytesResponse(answer: BytesResponse): WireResponse {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : (answer.body ?? new Uint8Array());
  return new MemoryResponse(answer, splitBytes(body, answer), null);
}

function splitBytes(body: Uint8Array, how: BytesResponse): WireChunk[] {
  const cuts = how.cuts ?? (how.chunkSize === undefined ? [] : evenCuts(body.length, how.chunkSize));
  const borders = [0, ...cuts, body.length];
  const chunks: WireChunk[] = [];
  for (let at = 1; at < borders.length; at += 1) {
    const bytes = body.subarray(borders[at - 1], borders[at]);
    if (bytes.length > 0) chunks.push({ bytes, atMs: 0 });
  }
  return chunks;
}

function evenCuts(length: number, size: number): number[] {
  const cuts: number[] = [];
  for (let at = size; at < length; at += size) cuts.push(at);
  return cuts;
}

class MemoryResponse implements WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: AsyncIterable<WireChunk>;
  readonly #answer: BytesResponse;
  readonly #pieces: readonly WireChunk[];
  readonly #signal: AbortSignal | null;
  #aborted = false;

  constructor(answer: BytesResponse, pieces: readonly WireChunk[], signal: AbortSignal | null) {
    this.status = answer.status ?? 200;
    this.headers = answer.headers ?? {};
    this.#answer = answer;
    this.#pieces = pieces;
    this.#signal = signal;
    this.chunks = { [Symbol.asyncIterator]: () => this.#read() };
  }

  get end(): WireEnd {
    return this.#aborted ? 'reset' : (this.#answer.end ?? 'fin');
  }

  get cause(): unknown {
    return this.#aborted ? this.#signal?.reason : null;
  }

  under(signal: AbortSignal): MemoryResponse {
    return new MemoryResponse(this.#answer, this.#pieces, signal);
  }

  async *#read(): AsyncGenerator<WireChunk, undefined> {
    for (const chunk of this.#pieces) {
      if (this.#signal?.aborted) break;
      yield chunk;
    }
    if (this.#answer.end === 'stall' && this.#signal !== null) await abortOf(this.#signal);
    this.#aborted = this.#signal?.aborted ?? false;
    return undefined;
  }
}

function abortOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
