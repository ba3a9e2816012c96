import { InputError, problem } from '../contract/problem.ts';
import { readBounded, RefusedFile, type Bounds } from './read-bounded.ts';

/** A file as people know it. */
export interface Named {
  readonly file: string;
  /** What it is, with its article: "the configuration". */
  readonly noun: string;
  /** How to have one that can be read, or null. */
  readonly mend: string | null;
}

/** Why the file system would not read, in words. */
export function whyUnreadable(error: unknown, what: 'file' | 'folder' = 'file'): string {
  if (error instanceof RefusedFile) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return String(error);
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no such ${what}`;
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'its links lead in a circle';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    default:
      return String(error.code);
  }
}

/** What is told about a file that cannot be read. */
export function unreadable({ file, noun, mend }: Named, error: unknown): InputError {
  const how = error instanceof RefusedFile ? (error.mend ?? mend) : mend;
  return new InputError([{ ...problem(`cannot read ${noun} ${file}: ${whyUnreadable(error)}`, how), file }]);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The whole of a text, in which nothing stands for bytes that could not be read. Throws RefusedFile where it is no UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new RefusedFile('it is not UTF-8 text', 'save it as UTF-8');
  }
}

/** The whole text of the file at `path`. Throws InputError when it cannot be read. */
export async function readText(path: string, named: Named, bounds: Bounds): Promise<string> {
  try {
    return decodeText(await readBounded(path, bounds));
  } catch (error) {
    throw unreadable(named, error);
  }
}
