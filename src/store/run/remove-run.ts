import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orProblem } from '../disk/input-output-problem.ts';
import { RUN_FILES } from './layout.ts';
import { LOAD_FILES } from './load-run.ts';
import { PROBE_FILE } from './probe-run.ts';

/** By these a folder is known as a run, or as one of load or of a probe. */
const KNOWN_BY: ReadonlySet<string> = new Set([RUN_FILES.manifest, LOAD_FILES.samples, PROBE_FILE]);

/** Removes a run's folder. What it is known by goes last: what is left of a removal that was cut short is still a run. */
export async function removeRun(folder: string): Promise<void> {
  const names = await orProblem(folder, 'cannot be read', readdir(folder));
  for (const name of names.filter((name) => !KNOWN_BY.has(name))) await remove(join(folder, name));
  await remove(folder);
}

function remove(path: string): Promise<void> {
  return orProblem(path, 'cannot be removed', rm(path, { recursive: true, force: true }));
}
