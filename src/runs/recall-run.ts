import { caseText } from '../contract/case-id.ts';
import { createFold } from '../metrics/create-fold.ts';
import type { FoldStart } from '../metrics/fold-plan.ts';
import { PastTime } from '../metrics/past-time.ts';
import { RequestIds } from '../metrics/request-ids.ts';
import { PastCount } from '../simulator/past.ts';
import { createEvidenceRoot } from '../store/evidence-root.ts';
import { findRun } from '../store/find-run.ts';
import type { RunManifest } from '../store/manifest.ts';
import { readRun } from '../store/read-run.ts';
import { refuseChanges } from '../store/refuse-changes.ts';
import { resumeRun } from '../store/resume-run.ts';
import { StandingCount } from '../store/standing.ts';
import type { BegunRun } from './begin-run.ts';

/**
 * Reads a run that is to be gone on with, by its id or folder, in one pass over its records. `now` is the manifest of a
 * new run of the same command. Throws InputError when it was begun with anything else, or its evidence was changed.
 */
export async function recallRun(
  dir: string,
  wanted: string,
  now: RunManifest,
  start: FoldStart,
): Promise<BegunRun> {
  const { folder, manifest: begun, records } = await readRun(await findRun(dir, wanted));
  refuseChanges(begun, now);
  const fold = createFold(start);
  const requestIds = new RequestIds();
  const standing = new StandingCount(begun.plan.modes);
  const time = new PastTime(begun.legs);
  const past = new PastCount();
  const evidence = createEvidenceRoot();
  for await (const { record, digest } of records) {
    fold.add(record);
    standing.add(record);
    past.add(record);
    time.add(record);
    evidence.add(caseText(record.case), digest);
    if (record.exchange !== null) requestIds.add(record.exchange);
  }
  const stands = standing.standing();
  const manifest = { ...begun, legs: [...begun.legs, stands.done.size] };
  return {
    manifest,
    standing: stands,
    pastMs: time.totalMs(),
    past: past.past(),
    fold,
    requestIds,
    open: (world) => resumeRun({ folder, manifest, evidence, ...world }),
  };
}
