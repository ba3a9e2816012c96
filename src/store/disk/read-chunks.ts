import { createReadStream } from 'node:fs';
import { createZstdDecompress } from 'node:zlib';
import { isPacked } from '../run/layout.ts';

const CHUNK_BYTES = 256 * 1024;

/** The bytes of a file, unpacked where it is packed, piece by piece. */
export async function* readChunks(path: string): AsyncGenerator<Buffer, undefined> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const unpack = isPacked(path) ? createZstdDecompress({ chunkSize: CHUNK_BYTES }) : null;
  if (unpack !== null) file.on('error', (error) => unpack.destroy(error)).pipe(unpack);
  try {
    for await (const chunk of unpack ?? file) if (Buffer.isBuffer(chunk)) yield chunk;
  } finally {
    file.destroy();
    unpack?.destroy();
  }
  return undefined;
}
