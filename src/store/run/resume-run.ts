import { rm } from 'node:fs/promises';
import type { HeldRun } from './hold-run.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';
import type { RunManifest } from './manifest.ts';
import { openRun, writeManifest, type RunStore, type StoreWorld } from './open-run.ts';
import { readRequestHashes } from '../records/read-requests.ts';
import { repairTail } from './repair-tail.ts';
import type { RootCount } from './run-roots.ts';

/**
 * Opens the folder of a run that was read, to go on with it. `manifest` says so; `roots` are what its records came to.
 * The seal of a run that was sealed before its end is broken first: what comes after it is not in it.
 */
export async function resumeRun(
  options: StoreWorld & {
    readonly folder: string;
    readonly held: HeldRun;
    readonly roots: RootCount;
    readonly manifest: RunManifest;
  },
): Promise<RunStore> {
  const { folder, held, roots, manifest } = options;
  const summary = runFile(folder, 'summary');
  await orProblem(summary, 'cannot be removed', rm(summary, { force: true }));
  await repair(runFile(folder, 'exchanges'));
  await repair(runFile(folder, 'requests'));
  await writeManifest(folder, manifest, options.redact);
  return openRun(folder, options, { held, roots, requestHashes: await readRequestHashes(folder) });
}

function repair(path: string): Promise<void> {
  return orProblem(path, 'cannot be repaired', repairTail(path));
}
