import type { WireChunk, WireEnd } from '../contract/wire.ts';

const DONE: IteratorResult<WireChunk> = { done: true, value: undefined };

/** How much may wait unread before the source is asked to pause. */
const HIGH_WATER_BYTES = 256 * 1024;

/** Between a source that pushes and a reader that pulls. Reading never throws: it ends, and `end` says how. */
export class ChunkQueue implements AsyncIterable<WireChunk> {
  end: WireEnd = 'fin';
  cause: unknown = null;
  readonly #chunks: WireChunk[] = [];
  readonly #resume: () => void;
  readonly #abandon: () => void;
  #head = 0;
  #bytes = 0;
  #closed = false;
  #waiting: ((next: IteratorResult<WireChunk>) => void) | null = null;

  /** `resume` when the reader has caught up; `abandon` when it stops before the end. */
  constructor(resume: () => void, abandon: () => void) {
    this.#resume = resume;
    this.#abandon = abandon;
  }

  /** False when the source should pause. */
  push(chunk: WireChunk): boolean {
    if (this.#closed) return true;
    if (this.#waiting !== null) {
      this.#answer({ done: false, value: chunk });
      return true;
    }
    this.#chunks.push(chunk);
    this.#bytes += chunk.bytes.length;
    return this.#bytes < HIGH_WATER_BYTES;
  }

  close(end: WireEnd, cause: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.end = end;
    this.cause = cause;
    if (this.#waiting !== null) this.#answer(DONE);
  }

  [Symbol.asyncIterator](): AsyncIterator<WireChunk> {
    return {
      next: () => this.#next(),
      return: () => {
        if (!this.#closed) this.#abandon();
        this.close('reset', null);
        return Promise.resolve(DONE);
      },
    };
  }

  #next(): Promise<IteratorResult<WireChunk>> {
    const chunk = this.#chunks[this.#head];
    if (chunk === undefined) {
      if (this.#closed) return Promise.resolve(DONE);
      return new Promise((resolve) => {
        this.#waiting = resolve;
      });
    }
    this.#head += 1;
    this.#bytes -= chunk.bytes.length;
    if (this.#head === this.#chunks.length) {
      this.#chunks.length = 0;
      this.#head = 0;
      if (!this.#closed) this.#resume();
    }
    return Promise.resolve({ done: false, value: chunk });
  }

  #answer(next: IteratorResult<WireChunk>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(next);
  }
}
