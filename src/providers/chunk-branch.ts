import type { WireChunk } from '../contract/wire.ts';

/** A second reader of the same chunks: what is pushed comes out, in order, whenever it is asked for. */
export interface ChunkBranch extends AsyncIterable<WireChunk> {
  push(chunk: WireChunk): void;
  close(): void;
}

export function createChunkBranch(): ChunkBranch {
  const queue: WireChunk[] = [];
  let closed = false;
  let wake: (() => void) | null = null;
  const stir = (): void => {
    wake?.();
    wake = null;
  };
  return {
    push(chunk) {
      queue.push(chunk);
      stir();
    },
    close() {
      closed = true;
      stir();
    },
    async *[Symbol.asyncIterator]() {
      while (true) {
        const chunk = queue.shift();
        if (chunk !== undefined) yield chunk;
        else if (closed) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
