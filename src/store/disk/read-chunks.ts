import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createZstdDecompress } from 'node:zlib';
import { isPacked } from '../run/layout.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of a file, unpacked where it is packed, piece by piece. A piece holds until the next is asked for: all are
 * read into one piece of memory, which costs half of what a stream costs, and no memory.
 */
export function readChunks(path: string): AsyncGenerator<Buffer, undefined> {
  return isPacked(path) ? unpackedChunks(path) : plainChunks(path);
}

async function* plainChunks(path: string): AsyncGenerator<Buffer, undefined> {
  const file = await open(path, 'r');
  try {
    const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return undefined;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* unpackedChunks(path: string): AsyncGenerator<Buffer, undefined> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const unpack = createZstdDecompress({ chunkSize: CHUNK_BYTES });
  file.on('error', (error) => unpack.destroy(error)).pipe(unpack);
  try {
    for await (const chunk of unpack) if (Buffer.isBuffer(chunk)) yield chunk;
  } finally {
    file.destroy();
    unpack.destroy();
  }
  return undefined;
}
