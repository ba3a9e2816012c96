import { RequestIds } from '../../metrics/request-ids.ts';
import { NO_PAST, type Past } from '../../simulator/past.ts';
import type { HoldWorld } from '../../store/run/hold-run.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { createRun, type RunStore, type StoreWorld } from '../../store/run/open-run.ts';
import { NOTHING_STANDS, type Standing } from '../../store/run/standing.ts';
import { exchangesOf, type Plan } from '../project/plan-run.ts';
import type { RunEvent } from './run-events.ts';
import { sumRun, type RunStart, type RunSums } from './sum-run.ts';

/** A run before its first call, new or gone on with: everything in it is whole, made of the records that stand. */
export interface BegunRun {
  /** As the run began: its id and start stay. */
  readonly manifest: RunManifest;
  readonly standing: Standing;
  /** Milliseconds that it was at work before now. */
  readonly pastMs: number;
  /** What a simulator was asked. */
  readonly past: Past;
  /** These go on with the records that come. */
  readonly sums: RunSums;
  readonly requestIds: RequestIds;
  /** Opens its folder for more; closing the store lets the folder go. */
  open(world: StoreWorld): Promise<RunStore>;
  /** Lets the folder go, opened or not. */
  release(): Promise<void>;
}

export function beginRun(dir: string, manifest: RunManifest, start: RunStart, world: HoldWorld): BegunRun {
  return {
    manifest,
    standing: NOTHING_STANDS,
    pastMs: 0,
    past: NO_PAST,
    sums: sumRun(manifest, start),
    requestIds: new RequestIds(),
    open: (masks) => createRun({ dir, manifest, ...world, ...masks }),
    // There is no folder before it is opened.
    release: async () => {},
  };
}

/** What is told of a run when it starts to ask. */
export function startOf(
  { manifest, standing }: Pick<BegunRun, 'manifest' | 'standing'>,
  plan: Plan,
  folder: string,
): Pick<Extract<RunEvent, { type: 'started' }>, 'run' | 'folder' | 'targets'> {
  const targets = plan.targets.map(({ id }) => ({
    id,
    planned: exchangesOf(plan, id),
    done: standing.doneByTarget.get(id) ?? 0,
  }));
  return { run: manifest.run, folder, targets };
}
