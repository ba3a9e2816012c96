import type {
  Transport,
  WireChunk,
  WireEnd,
  WirePiece,
  WireRequest,
  WireResponse,
} from '../contract/wires/wire.ts';

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
  readonly body: AsyncIterable<WirePiece>;
  readonly #answer: BytesResponse;
  readonly #chunks: readonly WireChunk[];

  constructor(answer: BytesResponse, chunks: readonly WireChunk[], signal: AbortSignal | null) {
    this.status = answer.status ?? 200;
    this.headers = answer.headers ?? {};
    this.body = new MemoryBody(chunks, answer.end ?? 'fin', signal);
    this.#answer = answer;
    this.#chunks = chunks;
  }

  under(signal: AbortSignal): MemoryResponse {
    return new MemoryResponse(this.#answer, this.#chunks, signal);
  }
}

const DONE: IteratorResult<WirePiece, undefined> = { done: true, value: undefined };

class MemoryBody implements AsyncIterableIterator<WirePiece, undefined> {
  readonly #chunks: readonly WireChunk[];
  readonly #end: WireEnd;
  readonly #signal: AbortSignal | null;
  #at = 0;
  #over = false;

  constructor(chunks: readonly WireChunk[], end: WireEnd, signal: AbortSignal | null) {
    this.#chunks = chunks;
    this.#end = end;
    this.#signal = signal;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<WirePiece, undefined>> {
    if (this.#over) return Promise.resolve(DONE);
    const chunk = this.#signal?.aborted ? undefined : this.#chunks[this.#at];
    if (chunk === undefined) return this.#close();
    this.#at += 1;
    return Promise.resolve({ done: false, value: chunk });
  }

  return(): Promise<IteratorResult<WirePiece, undefined>> {
    this.#over = true;
    return Promise.resolve(DONE);
  }

  async #close(): Promise<IteratorResult<WirePiece, undefined>> {
    this.#over = true;
    if (this.#end === 'stall' && this.#signal !== null) await abortOf(this.#signal);
    if (this.#signal?.aborted) return { done: false, value: { end: 'reset', cause: this.#signal.reason } };
    return { done: false, value: { end: this.#end, cause: null } };
  }
}

function abortOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
