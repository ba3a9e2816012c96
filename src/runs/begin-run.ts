import type { Catalog } from '../config/catalog.ts';
import { createFold, type Fold } from '../metrics/create-fold.ts';
import type { FoldStart } from '../metrics/fold-plan.ts';
import { RequestIds } from '../metrics/request-ids.ts';
import { NO_PAST, type Past } from '../simulator/past.ts';
import type { HoldWorld } from '../store/hold-run.ts';
import type { RunManifest } from '../store/manifest.ts';
import { createRun, type RunStore, type StoreWorld } from '../store/open-run.ts';
import { NOTHING_STANDS, type Standing } from '../store/standing.ts';
import { billRun, type RunBill } from './bill-run.ts';
import { takeFingerprints, type FingerprintsFold } from './take-fingerprints.ts';

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
  readonly fold: Fold;
  readonly fingerprints: FingerprintsFold;
  readonly bill: RunBill;
  readonly requestIds: RequestIds;
  /** Opens its folder for more; closing the store lets the folder go. */
  open(world: StoreWorld): Promise<RunStore>;
  /** Lets the folder go, opened or not. */
  release(): Promise<void>;
}

/** What records are folded into. */
export interface RunStart extends FoldStart {
  /** Where prices stand. */
  readonly catalog: Pick<Catalog, 'targets' | 'prices'>;
}

export function beginRun(dir: string, manifest: RunManifest, start: RunStart, world: HoldWorld): BegunRun {
  return {
    manifest,
    standing: NOTHING_STANDS,
    pastMs: 0,
    past: NO_PAST,
    fold: createFold(start),
    fingerprints: takeFingerprints(),
    bill: billRun(manifest, start.catalog),
    requestIds: new RequestIds(),
    open: (masks) => createRun({ dir, manifest, ...world, ...masks }),
    // There is no folder before it is opened.
    release: async () => {},
  };
}
