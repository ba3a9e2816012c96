import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { holdFolder, isDraft, type HoldWorld } from './hold-run.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { makeFolder } from '../disk/make-folder.ts';

const APART = '.merging';
const LOCK = 'lock';

/**
 * Has a run made in a folder of its own, and puts it among the runs under `dir` when it is whole: who is killed meanwhile
 * leaves nothing there that could be taken for a run, and what is left beside them is removed by the next who comes. `make` is
 * given the folder in which it makes the run, by its id. Throws InputError while another process makes one.
 */
export async function makeApart<T>(
  dir: string,
  run: string,
  world: HoldWorld,
  make: (apart: string) => Promise<T>,
): Promise<T> {
  const apart = join(dir, APART);
  await orProblem(apart, 'cannot be made', makeFolder(apart));
  const held = await holdFolder(apart, join(apart, LOCK), world);
  try {
    await removeLeft(apart);
    const made = await make(apart);
    const place = join(dir, run);
    await orProblem(place, 'cannot be made', rename(join(apart, run), place));
    return made;
  } finally {
    await removeLeft(apart).catch(() => {});
    await held.release();
    await rmdir(apart).catch(() => {});
  }
}

async function removeLeft(apart: string): Promise<void> {
  const left = (await orProblem(apart, 'cannot be read', readdir(apart))).filter(
    // Of the locks, the drafts of those who were killed while they made one.
    (name) => !name.startsWith(LOCK) || isDraft(name),
  );
  for (const name of left) {
    const path = join(apart, name);
    await orProblem(path, 'cannot be removed', rm(path, { recursive: true, force: true }));
  }
}
