import { rename, rm, writeFile } from 'node:fs/promises';

/** The file has its old content or its new one, never a part. Throws what the file system threw. */
export async function writeAtomically(path: string, content: string): Promise<void> {
  const half = `${path}.tmp`;
  try {
    await writeFile(half, content, { flush: true });
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true }).catch(() => {});
    throw error;
  }
}
