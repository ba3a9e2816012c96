import { caseText } from '../../contract/exchanges/case-id.ts';
import { PastTime } from '../../metrics/past-time.ts';
import { RequestIds } from '../../metrics/request-ids.ts';
import { PastCount } from '../../simulator/past.ts';
import { contentDigest } from '../../store/run/content-root.ts';
import { findRun } from '../../store/run/find-run.ts';
import { holdRun, type HeldRun, type HoldWorld } from '../../store/run/hold-run.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { createRootCount } from '../../store/run/run-roots.ts';
import { unpackRun } from '../../store/run/pack-run.ts';
import { readRun } from '../../store/run/read-run.ts';
import { refuseChanges, refuseStranger } from '../../store/run/refuse-changes.ts';
import { resumeRun } from '../../store/run/resume-run.ts';
import { StandingCount } from '../../store/run/standing.ts';
import type { BegunRun } from './begin-run.ts';
import { refuseLive } from '../project/refuse-live.ts';
import { sumRun, type RunStart } from './sum-run.ts';

/**
 * Reads a run that is to be gone on with, by its id or folder, in one pass over its records, and holds its folder from
 * before the first of them. `now` is the manifest of a new run of the same command. Throws InputError when somebody else
 * writes it, when it was begun with anything else, or when its evidence was changed.
 */
export async function recallRun(
  dir: string,
  wanted: string,
  now: RunManifest,
  start: RunStart,
  world: HoldWorld,
): Promise<BegunRun> {
  const folder = await findRun(dir, wanted);
  const held = await holdRun(folder, world);
  try {
    return await recallHeld(folder, held, now, start);
  } catch (error) {
    await held.release();
    throw error;
  }
}

async function recallHeld(
  folder: string,
  held: HeldRun,
  now: RunManifest,
  start: RunStart,
): Promise<BegunRun> {
  await unpackRun(folder);
  const { manifest: begun, records } = await readRun(folder);
  refuseLive(begun);
  refuseChanges(begun, now);
  const prompts = new Set(start.plan.prompts.map(({ promptId }) => promptId));
  // From here on it is a run of more legs than one.
  const sums = sumRun({ ...begun, legs: [...begun.legs, { records: 0, startedAt: now.startedAt }] }, start);
  const requestIds = new RequestIds();
  const standing = new StandingCount(begun.plan.modes);
  const time = new PastTime(begun.legs.map(({ records: stood }) => stood));
  const past = new PastCount();
  const roots = createRootCount();
  for await (const { record, digest } of records) {
    refuseStranger(begun, prompts, record.case);
    sums.add(record);
    standing.add(record);
    past.add(record);
    roots.add(caseText(record.case), digest, contentDigest(record, record.exchange?.outcome));
    time.add(record);
    if (record.exchange !== null) requestIds.add(record.exchange);
  }
  const stands = standing.standing();
  const leg = { records: stands.done.size, startedAt: now.startedAt };
  const manifest = { ...begun, legs: [...begun.legs, leg] };
  return {
    manifest,
    standing: stands,
    pastMs: time.totalMs(),
    past: past.past(),
    sums,
    requestIds,
    open: (masks) => resumeRun({ folder, held, roots, manifest, ...masks }),
    release: () => held.release(),
  };
}
