import type { Transport, WireEnd, WirePiece, WireResponse } from '../contract/wires/wire.ts';

/** A response that was kept: `chunkEnds` are offsets in `body`, `chunkAtMs` the times at which the chunks were there. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly chunkEnds: readonly number[];
  readonly chunkAtMs: readonly number[];
  readonly end: WireEnd;
  /** What is known to have broken it. */
  readonly cause: unknown;
}

/** How time goes by while stored bytes are served. */
export interface Pace {
  /** Until a point of the recording is there; null where it is at once. */
  reach(atMs: number, signal: AbortSignal): Promise<void> | null;
  /** Nothing comes any more: until somebody loses patience. */
  stall(signal: AbortSignal): void;
}

/** For who has the times already. */
export const AT_ONCE: Pace = { reach: () => null, stall: () => undefined };

/** The one way in which stored bytes are served: in the pieces in which they came, ended as they ended. */
export function serveStored(stored: StoredResponse, headAtMs: number, pace: Pace): Transport {
  return async (_request, signal): Promise<WireResponse> => {
    const head = pace.reach(headAtMs, signal);
    if (head !== null) await head;
    signal.throwIfAborted();
    const { status, headers } = stored;
    return { status, headers, body: new StoredBody(stored, pace, signal) };
  };
}

const DONE: IteratorResult<WirePiece, undefined> = { done: true, value: undefined };

class StoredBody implements AsyncIterableIterator<WirePiece, undefined> {
  readonly #stored: StoredResponse;
  readonly #pace: Pace;
  readonly #signal: AbortSignal;
  #at = 0;
  #over = false;

  constructor(stored: StoredResponse, pace: Pace, signal: AbortSignal) {
    this.#stored = stored;
    this.#pace = pace;
    this.#signal = signal;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<WirePiece, undefined>> {
    if (this.#over) return Promise.resolve(DONE);
    const { body, chunkEnds, chunkAtMs } = this.#stored;
    const end = chunkEnds[this.#at];
    if (end === undefined || this.#signal.aborted) return this.#close();
    const atMs = chunkAtMs[this.#at] ?? 0;
    const bytes = body.subarray(chunkEnds[this.#at - 1] ?? 0, end);
    this.#at += 1;
    return this.#hand({ bytes, atMs }, this.#pace.reach(atMs, this.#signal));
  }

  return(): Promise<IteratorResult<WirePiece, undefined>> {
    this.#over = true;
    return Promise.resolve(DONE);
  }

  /** Somebody may lose patience while a piece is on its way. */
  async #hand(
    value: Extract<WirePiece, { bytes: Uint8Array }>,
    wait: Promise<void> | null,
  ): Promise<IteratorResult<WirePiece, undefined>> {
    if (wait !== null) await wait.catch(() => undefined);
    return this.#signal.aborted ? this.#close() : { done: false, value };
  }

  async #close(): Promise<IteratorResult<WirePiece, undefined>> {
    this.#over = true;
    const { end, cause } = this.#stored;
    if (end === 'stall' && !this.#signal.aborted) this.#pace.stall(this.#signal);
    return this.#signal.aborted
      ? { done: false, value: { end: 'reset', cause: this.#signal.reason } }
      : { done: false, value: { end, cause } };
  }
}
