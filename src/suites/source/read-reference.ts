import { readFile } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';

/** A file that a suite names, or the reason why it cannot be used. */
export type Reference =
  { readonly bytes: Uint8Array } | { readonly reason: string; readonly mend: string | null };

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
};

/** Why a file could not be read, in words. */
export function readFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

/** Reads a file named by a path from the project root. Never throws; never leaves the root. */
export async function readReference(root: string, path: string): Promise<Reference> {
  const clean = normalize(path);
  if (isAbsolute(clean) || clean === '..' || clean.startsWith(`..${sep}`)) {
    return { reason: 'leaves the project', mend: 'name a path from the project root' };
  }
  try {
    return { bytes: await readFile(join(root, clean)) };
  } catch (error) {
    return { reason: readFailure(error), mend: 'paths are read from the project root' };
  }
}
