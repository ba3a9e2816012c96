import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orProblem } from './input-output-problem.ts';
import { RUN_FILES } from './layout.ts';

/** Removes a run's folder. Its manifest goes last: what is left of a removal that was cut short is still a run. */
export async function removeRun(folder: string): Promise<void> {
  const names = await orProblem(folder, 'cannot be read', readdir(folder));
  for (const name of names.filter((name) => name !== RUN_FILES.manifest)) await remove(join(folder, name));
  await remove(folder);
}

function remove(path: string): Promise<void> {
  return orProblem(path, 'cannot be removed', rm(path, { recursive: true, force: true }));
}
