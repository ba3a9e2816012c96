import type { BodyEnd, WirePiece } from '../contract/wires/wire.ts';

type Next = IteratorResult<WirePiece, undefined>;

const DONE: Next = { done: true, value: undefined };

/** A second reader of the same body: what is pushed comes out, in order, whenever it is asked for. It asks once at a time. */
export class BodyBranch implements AsyncIterableIterator<WirePiece, undefined> {
  readonly #pieces: WirePiece[] = [];
  #head = 0;
  #closed = false;
  #wake: ((next: Next) => void) | null = null;

  push(piece: WirePiece): void {
    if (this.#closed) return;
    const wake = this.#wake;
    this.#wake = null;
    if (wake === null) this.#pieces.push(piece);
    else wake({ done: false, value: piece });
  }

  /** Gives the end, which is the last piece. */
  close(ended: BodyEnd): void {
    this.push(ended);
    this.#closed = true;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Next> {
    const piece = this.#pieces[this.#head];
    if (piece !== undefined) {
      this.#head += 1;
      // What was read is let go: an SDK keeps its body for longer than it reads it.
      if (this.#head === this.#pieces.length) this.#head = this.#pieces.length = 0;
      return Promise.resolve({ done: false, value: piece });
    }
    if (this.#closed) return Promise.resolve(DONE);
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  return(): Promise<Next> {
    this.#closed = true;
    return Promise.resolve(DONE);
  }
}
