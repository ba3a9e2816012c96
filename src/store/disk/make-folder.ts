import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Node's own `recursive` never comes back from a place where a folder that is there
 * refuses new ones as if it were not (/proc). Throws what the file system throws.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (isFolderThere(error)) return refuseFile(path, error);
    if (!isMissing(error) || dirname(path) === path) throw error;
    const above = dirname(path);
    if (
      await stat(above).then(
        (found) => found.isDirectory(),
        () => false,
      )
    )
      throw error;
    await makeFolder(above);
    await mkdir(path).catch((second: unknown) => {
      // Somebody else made it in between.
      if (!isFolderThere(second)) throw second;
    });
  }
}

async function refuseFile(path: string, error: unknown): Promise<void> {
  if (!(await stat(path)).isDirectory()) throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

const isFolderThere = (error: unknown): boolean => codeOf(error) === 'EEXIST';
const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';
