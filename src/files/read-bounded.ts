import { constants, type Stats } from 'node:fs';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';

/** What a file may be: at most so many bytes, and really under this folder unless it may stand anywhere. */
export interface Bounds {
  readonly maxBytes: number;
  readonly within: string | null;
}

const MEBIBYTE = 1024 * 1024;
/** One read at a time asks for so much memory. */
const LEAST_READ = 16 * 1024;

/** Far more than anybody writes, and little enough to be read at once. */
export const MAX_BYTES = {
  config: 4 * MEBIBYTE,
  suite: 16 * MEBIBYTE,
  golden: 64 * MEBIBYTE,
  schema: 4 * MEBIBYTE,
  document: 64 * MEBIBYTE,
  image: 16 * MEBIBYTE,
  ledger: 64 * MEBIBYTE,
} as const;

/** Why a file is not read though the file system would. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  readonly mend: string | null;

  constructor(reason: string, mend: string | null = null) {
    super(reason);
    this.mend = mend;
  }
}

/**
 * The whole of a regular file. Throws RefusedFile for what is none (a device and a pipe would be waited for without
 * end), is larger than it may be, or is reached through a link that leaves the folder; else what the file system throws.
 */
export async function readBounded(path: string, bounds: Bounds): Promise<Buffer> {
  refuseOdd(await stat(path));
  // It may have become a pipe since: opened so, that is not waited for.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await file.stat();
    refuseOdd(stats);
    if (bounds.within !== null) await refuseOutside(path, stats, bounds.within);
    if (stats.size > bounds.maxBytes) throw tooLarge(bounds);
    return await readUpTo(file, stats, bounds);
  } finally {
    await file.close();
  }
}

function refuseOdd(stats: Pick<Stats, 'isFile' | 'isDirectory'>): void {
  if (stats.isDirectory()) throw new RefusedFile('it is a folder');
  if (!stats.isFile()) throw new RefusedFile('it is not a regular file');
}

/** What is open must be what the name leads to once every link is followed: a swap in between is seen. */
async function refuseOutside(path: string, opened: Stats, folder: string): Promise<void> {
  const [real, root] = await Promise.all([realpath(path), realpath(folder)]);
  const { dev, ino } = await stat(real);
  const isUnder = real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
  if (isUnder && dev === opened.dev && ino === opened.ino) return;
  throw new RefusedFile('leaves the project', 'name a path from the project root, without a link out of it');
}

/** A file under /proc says that it is empty, and may have no end. */
async function readUpTo(file: FileHandle, { size }: Stats, bounds: Bounds): Promise<Buffer> {
  // Each read takes so much memory, and nearly every file is far smaller than the most that is read at once.
  const highWaterMark = Math.min(Math.max(size, LEAST_READ), MEBIBYTE);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark })) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length > bounds.maxBytes) throw tooLarge(bounds);
  }
  return Buffer.concat(chunks, length);
}

function tooLarge({ maxBytes }: Bounds): RefusedFile {
  return new RefusedFile(`has more than ${maxBytes} bytes`, 'make it smaller, or split it');
}
