import { open } from 'node:fs/promises';
import { InputError, problem } from '../contract/problem.ts';

/** The bytes of a file, or of stdin for `-`. Throws InputError before anything is read of a file that cannot be. */
export async function openInput(path: string): Promise<AsyncIterable<Uint8Array>> {
  if (path === '-') return process.stdin;
  try {
    const file = await open(path);
    const stats = await file.stat();
    if (!stats.isDirectory()) return file.createReadStream();
    await file.close();
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  }
  throw unreadable(path, 'it is a folder');
}

function unreadable(path: string, why: string): InputError {
  return new InputError([problem(`${path} cannot be read: ${why}`, 'name a file, or - for stdin')]);
}
