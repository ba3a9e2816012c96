import { InputError, problem } from '../contract/problem.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it exists already',
  ENOENT: 'it does not exist',
  EMFILE: 'too many files are open',
};

/** An InputError that names the path, what could not be done with it, and why. */
export function inputOutputProblem(path: string, what: string, thrown: unknown): InputError {
  const reason = REASONS[codeOf(thrown)] ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return new InputError([
    {
      ...problem(`${path} ${what}: ${reason}`, 'choose another folder, or mend this one, and run again'),
      file: path,
    },
  ]);
}

export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
