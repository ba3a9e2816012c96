import { InputError, problem } from '../contract/problem.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import { compareManifests } from './compare-manifests.ts';
import { createEvidenceRoot } from './evidence-root.ts';
import { orProblem } from './input-output-problem.ts';
import { runFile } from './layout.ts';
import type { RunManifest } from './manifest.ts';
import { openRun, type RunStore, type StoreWorld } from './open-run.ts';
import { readManifest } from './read-manifest.ts';
import { readRecords } from './read-records.ts';
import { readRequestHashes } from './read-requests.ts';
import { repairTail } from './repair-tail.ts';

export interface ResumedRun {
  readonly store: RunStore;
  /** As the run began: its id and start stay. */
  readonly manifest: RunManifest;
  /** Ids of the exchanges whose lines stand. */
  readonly done: ReadonlySet<string>;
  /** Bytes of a torn last line of exchanges.jsonl that were cut. */
  readonly repairedBytes: number;
}

/**
 * Opens a run folder to go on with it. `now` is the manifest that the same command would write today; every record
 * that stands is handed to `refold` in the order of the file, its request's body left out.
 * Throws InputError, with everything that differs, when the run was begun with anything else.
 */
export async function resumeRun(
  options: StoreWorld & {
    readonly folder: string;
    readonly now: RunManifest;
    readonly refold: (record: ExchangeRecord) => void;
  },
): Promise<ResumedRun> {
  const { folder, now, refold } = options;
  const manifest = await readManifest(folder);
  const differences = compareManifests(manifest, now);
  if (differences.length > 0) throw new InputError(differences);

  const repairedBytes = await repair(runFile(folder, 'exchanges'));
  await repair(runFile(folder, 'requests'));
  const evidence = createEvidenceRoot();
  const done = new Set<string>();
  for await (const { record, digest, line } of readRecords(folder)) {
    if (done.has(record.id)) throw twice(runFile(folder, 'exchanges'), line, record.id);
    done.add(record.id);
    evidence.add(record.id, digest);
    refold(record);
  }
  const requestHashes = await readRequestHashes(folder);
  const store = await openRun(folder, options, { evidence, requestHashes });
  return { store, manifest, done, repairedBytes };
}

function repair(path: string): Promise<number> {
  return orProblem(path, 'cannot be repaired', repairTail(path));
}

function twice(file: string, line: number, id: string): InputError {
  const message = `${file}:${line} records ${id} a second time`;
  return new InputError([{ ...problem(message, 'start a new run'), file, line }]);
}
