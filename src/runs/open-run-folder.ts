import type { Exchange } from '../contract/exchange.ts';
import type { Mode } from '../contract/mode.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import type { Fold } from '../metrics/create-fold.ts';
import { findRun } from '../store/find-run.ts';
import type { RunManifest } from '../store/manifest.ts';
import type { Masks } from '../store/masks.ts';
import { createRun, type RunStore } from '../store/open-run.ts';
import type { Asked } from './count-asked.ts';
import type { PlannedCase } from './plan-run.ts';
import { requestIdOf } from './run-case.ts';
import type { RunWorld } from './run-world.ts';

/** A run folder, new or gone on with, and what it already holds. */
export interface RunFolder {
  readonly store: RunStore;
  readonly manifest: RunManifest;
  /** Exchanges already recorded, by target. */
  readonly doneByTarget: ReadonlyMap<string, number>;
  /** The modes of a case that stand on disk; the exchange is kept where its sibling is still to come. */
  storedOf(one: PlannedCase, modes: readonly Mode[]): ReadonlyMap<Mode, Exchange | null>;
  /** Whether a target already gave this request id; remembers it. */
  sawRequestId(target: string, id: string): boolean;
}

export async function openRunFolder(options: {
  readonly dir: string;
  /** A run to resume, by id or folder. */
  readonly resume: string | null;
  readonly manifest: RunManifest;
  readonly modes: readonly Mode[];
  readonly fold: Fold;
  /** Counts what stands on disk already. */
  readonly asked: Asked;
  readonly world: RunWorld;
  readonly masks: Masks;
}): Promise<RunFolder> {
  const { dir, manifest, world, masks, fold, asked } = options;
  const halves = new Map<string, Map<Mode, Exchange | null>>();
  const doneByTarget = new Map<string, number>();
  const requestIds = new Map<string, Set<string>>();
  const sawRequestId = (target: string, id: string): boolean => {
    const ids = requestIds.get(target) ?? new Set();
    requestIds.set(target, ids);
    const seen = ids.has(id);
    ids.add(id);
    return seen;
  };

  const refold = (record: ExchangeRecord): void => {
    fold.add(record);
    asked.add(record);
    doneByTarget.set(record.target, (doneByTarget.get(record.target) ?? 0) + 1);
    const id = record.exchange === null ? null : requestIdOf(record.exchange);
    if (id !== null) sawRequestId(record.target, id);
    const key = caseKey(record.target, record.promptId, record.repetition);
    const half = halves.get(key);
    if (options.modes.length === 2 && half === undefined) {
      halves.set(key, new Map([[record.mode, record.exchange]]));
    } else halves.delete(key);
  };

  if (options.resume === null) {
    const store = await createRun({ dir, manifest, clock: world.clock, ...masks });
    return { store, manifest, doneByTarget, storedOf: () => new Map(), sawRequestId };
  }
  const { resumeRun } = await import('../store/resume-run.ts');
  const folder = await findRun(dir, options.resume);
  const resumed = await resumeRun({ folder, now: manifest, refold, clock: world.clock, ...masks });
  return {
    store: resumed.store,
    manifest: resumed.manifest,
    doneByTarget,
    sawRequestId,
    storedOf({ target, planned, repetition }, modes) {
      const half = halves.get(caseKey(target.id, planned.prompt.id, repetition));
      if (half !== undefined) return half;
      const id = (mode: Mode): string => `${target.id}/${planned.prompt.id}/${mode}/${repetition}`;
      return new Map(modes.filter((mode) => resumed.done.has(id(mode))).map((mode) => [mode, null]));
    },
  };
}

function caseKey(target: string, promptId: string, repetition: number): string {
  return `${target}/${promptId}/${repetition}`;
}
