import type { EvidenceRoot } from './evidence-root.ts';
import { orProblem } from './input-output-problem.ts';
import { runFile } from './layout.ts';
import type { RunManifest } from './manifest.ts';
import { openRun, writeManifest, type RunStore, type StoreWorld } from './open-run.ts';
import { readRequestHashes } from './read-requests.ts';
import { repairTail } from './repair-tail.ts';

/** Opens the folder of a run that was read, to go on with it. `manifest` says so; `evidence` is what its records came to. */
export async function resumeRun(
  options: StoreWorld & {
    readonly folder: string;
    readonly manifest: RunManifest;
    readonly evidence: EvidenceRoot;
  },
): Promise<RunStore> {
  const { folder, manifest, evidence } = options;
  await repair(runFile(folder, 'exchanges'));
  await repair(runFile(folder, 'requests'));
  await writeManifest(folder, manifest, options.redact);
  return openRun(folder, options, { evidence, requestHashes: await readRequestHashes(folder) });
}

function repair(path: string): Promise<void> {
  return orProblem(path, 'cannot be repaired', repairTail(path));
}
