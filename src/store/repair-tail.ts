import { open, type FileHandle } from 'node:fs/promises';

const BLOCK_BYTES = 64 * 1024;
const LINE_END = 0x0a;

/** Cuts what follows the last line end: the line that a killed process left torn. Gives the bytes it cut. */
export async function repairTail(path: string): Promise<number> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const whole = await endOfLastLine(file, size);
    if (whole < size) await file.truncate(whole);
    return size - whole;
  } finally {
    await file.close();
  }
}

async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let end = size; end > 0; end -= BLOCK_BYTES) {
    const start = Math.max(0, end - BLOCK_BYTES);
    const { bytesRead } = await file.read(block, 0, end - start, start);
    const at = block.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (at !== -1) return start + at + 1;
  }
  return 0;
}
