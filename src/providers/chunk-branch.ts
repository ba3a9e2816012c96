import type { WireChunk } from '../contract/wire.ts';

/** A second reader of the same chunks: what is pushed comes out, in order, whenever it is asked for. */
export interface ChunkBranch extends AsyncIterable<WireChunk> {
  push(chunk: WireChunk): void;
  close(): void;
}

const DONE: IteratorResult<WireChunk> = { done: true, value: undefined };

/** Written out, not a generator: it runs for every chunk. For one reader, which asks once at a time. */
export function createChunkBranch(): ChunkBranch {
  const queue: WireChunk[] = [];
  let head = 0;
  let closed = false;
  let wake: ((next: IteratorResult<WireChunk>) => void) | null = null;
  const answer = (next: IteratorResult<WireChunk>): void => {
    wake?.(next);
    wake = null;
  };
  const next = (): Promise<IteratorResult<WireChunk>> => {
    const chunk = queue[head];
    if (chunk !== undefined) {
      head += 1;
      return Promise.resolve({ done: false, value: chunk });
    }
    if (closed) return Promise.resolve(DONE);
    return new Promise((resolve) => {
      wake = resolve;
    });
  };
  return {
    push(chunk) {
      if (wake === null) queue.push(chunk);
      else answer({ done: false, value: chunk });
    },
    close() {
      closed = true;
      answer(DONE);
    },
    [Symbol.asyncIterator]: () => ({
      next,
      return() {
        closed = true;
        return Promise.resolve(DONE);
      },
    }),
  };
}
