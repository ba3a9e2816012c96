import { open, type FileHandle } from 'node:fs/promises';
import { isPacked } from './layout.ts';
import { readChunks } from '../disk/read-chunks.ts';

const BLOCK_BYTES = 64 * 1024;
const LINE_END = 0x0a;

/** The bytes after the last line end: of a line that a killed process left torn. */
export async function measureTail(path: string): Promise<number> {
  if (isPacked(path)) return packedTail(path);
  const file = await open(path, 'r');
  try {
    return await tailOf(file);
  } finally {
    await file.close();
  }
}

async function packedTail(path: string): Promise<number> {
  let tail = 0;
  for await (const chunk of readChunks(path)) {
    const at = chunk.lastIndexOf(LINE_END);
    tail = at === -1 ? tail + chunk.length : chunk.length - (at + 1);
  }
  return tail;
}

/** Cuts what follows the last line end, and makes the file where there is none. */
export async function repairTail(path: string): Promise<void> {
  const file = await open(path, 'a+');
  try {
    const tail = await tailOf(file);
    if (tail > 0) await file.truncate((await file.stat()).size - tail);
  } finally {
    await file.close();
  }
}

async function tailOf(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let end = size; end > 0; end -= BLOCK_BYTES) {
    const start = Math.max(0, end - BLOCK_BYTES);
    const { bytesRead } = await file.read(block, 0, end - start, start);
    const at = block.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (at !== -1) return size - (start + at + 1);
  }
  return size;
}
