import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { orProblem } from './disk/input-output-problem.ts';
import { makeFolder } from './disk/make-folder.ts';
import { writeAtomically } from './disk/write-atomically.ts';

export interface CounterexampleFile {
  /** Without its ending. */
  readonly name: string;
  readonly text: string;
}

const ENDING = '.json';

/** Every counterexample that is kept in a folder, by name; none when there is no such folder. */
export async function readCounterexamples(folder: string): Promise<readonly CounterexampleFile[]> {
  const names = await orProblem(
    folder,
    'cannot be read',
    readdir(folder).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }),
  );
  const files = names.filter((name) => name.endsWith(ENDING)).sort();
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const text = await orProblem(path, 'cannot be read', readFile(path, 'utf8'));
      return { name: file.slice(0, -ENDING.length), text };
    }),
  );
}

/** Returns the path of the file, which is written whole or not at all. */
export async function writeCounterexample(
  folder: string,
  { name, text }: CounterexampleFile,
): Promise<string> {
  const path = join(folder, `${name}${ENDING}`);
  await orProblem(folder, 'cannot be made', makeFolder(folder));
  await orProblem(path, 'cannot be written', writeAtomically(path, text));
  return path;
}
