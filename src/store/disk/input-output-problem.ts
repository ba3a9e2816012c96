import { InputError, problem } from '../../contract/problem.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file may not grow so large (ulimit -f)',
  EIO: 'the disk fails',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it exists already',
  ENOENT: 'it does not exist',
  EMFILE: 'too many files are open',
};

/** What fails while the rest of the path is good: another folder would be no help for what stands here. */
const MAKE_ROOM: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Waits for work on a path. What the file system throws becomes an InputError that names the path and why. */
export async function orProblem<T>(path: string, what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw inputOutputProblem(path, what, error);
  }
}

/** As it is when it is an InputError already. */
export function inputOutputProblem(path: string, what: string, thrown: unknown): InputError {
  if (thrown instanceof InputError) return thrown;
  const reason = reasonOf(thrown);
  const mend = MAKE_ROOM.has(codeOf(thrown))
    ? 'make room, and go on'
    : 'choose another folder, or mend this one, and run again';
  return new InputError([{ ...problem(`${path} ${what}: ${reason}`, mend), file: path }], { cause: thrown });
}

/** Why a file cannot be read or written, in words. */
export function reasonOf(thrown: unknown): string {
  return REASONS[codeOf(thrown)] ?? (thrown instanceof Error ? thrown.message : String(thrown));
}

/** Whether there was no room to write: nothing that was given is wrong then. */
export function lacksRoom(error: unknown): error is InputError {
  return error instanceof InputError && MAKE_ROOM.has(codeOf(error.cause));
}

export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
