import type { BodyEnd, WireChunk, WireEnd, WirePiece } from '../contract/wires/wire.ts';

const DONE: IteratorResult<WirePiece, undefined> = { done: true, value: undefined };

/** How much may wait unread before the source is asked to pause. */
const HIGH_WATER_BYTES = 256 * 1024;

/** The body between a source that pushes and a reader that pulls. */
export class ChunkQueue implements AsyncIterableIterator<WirePiece, undefined> {
  readonly #chunks: WireChunk[] = [];
  readonly #resume: () => void;
  readonly #abandon: () => void;
  #head = 0;
  #bytes = 0;
  #closed = false;
  /** Until it is read. */
  #end: BodyEnd | null = null;
  #waiting: ((next: IteratorResult<WirePiece, undefined>) => void) | null = null;

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
    if (this.#waiting === null) this.#end = { end, cause };
    else this.#answer({ done: false, value: { end, cause } });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<WirePiece, undefined>> {
    const chunk = this.ready();
    if (chunk !== null) return Promise.resolve({ done: false, value: chunk });
    return this.#closed ? this.#takeEnd() : this.#wait();
  }

  ready(): WireChunk | null {
    const chunk = this.#chunks[this.#head];
    if (chunk === undefined) return null;
    this.#head += 1;
    this.#bytes -= chunk.bytes.length;
    if (this.#head === this.#chunks.length) {
      this.#chunks.length = 0;
      this.#head = 0;
      if (!this.#closed) this.#resume();
    }
    return chunk;
  }

  return(): Promise<IteratorResult<WirePiece, undefined>> {
    if (!this.#closed) this.#abandon();
    this.#closed = true;
    this.#end = null;
    this.#chunks.length = 0;
    this.#answer(DONE);
    return Promise.resolve(DONE);
  }

  #wait(): Promise<IteratorResult<WirePiece, undefined>> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #takeEnd(): Promise<IteratorResult<WirePiece, undefined>> {
    const end = this.#end;
    this.#end = null;
    return Promise.resolve(end === null ? DONE : { done: false, value: end });
  }

  #answer(next: IteratorResult<WirePiece, undefined>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(next);
  }
}
