import { PROPERTIES } from '../../fuzz/registry.ts';
import type { FuzzReport } from '../../fuzz/render-fuzz.ts';
import { findRepro } from '../../fuzz/find-repro.ts';
import { fuzzTargets } from './fuzz-targets.ts';
import { openFuzzStage, type StageOptions } from './open-fuzz-stage.ts';
import { reportFuzz } from '../../fuzz/report-fuzz.ts';
import type { RunWorld } from '../run-world.ts';
import { saveCounterexamples } from './save-counterexamples.ts';
import { tryStage } from './try-stage.ts';

export interface FuzzOptions {
  /** Wires or servers; null is all of them. */
  readonly wires: readonly string[] | null;
  /** For each property. */
  readonly runs: number;
  readonly seed: number;
  /** `property:path` of one counterexample, or null. */
  readonly path: string | null;
  readonly timeBudgetMs: number | null;
  /** Where counterexamples are kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
  onBatch?(runs: number): void;
  /** Doubles for parts of the stage. */
  readonly stage?: StageOptions;
}

/** Tries every property on every wire, in memory. Throws InputError for a wire or path that is none. */
export async function fuzz(options: FuzzOptions, world: Pick<RunWorld, 'clock'>): Promise<FuzzReport> {
  const { wires, seed, path, folder } = options;
  const repro = path === null ? null : findRepro(path, PROPERTIES);
  const stage = await openFuzzStage(fuzzTargets(wires), options.stage);
  const report = reportFuzz({
    ...(await tryStage(stage, PROPERTIES, { ...options, repro }, world.clock)),
    folder,
    seed,
    asked: wires,
    against: null,
    wires: stage.wires.map(({ name }) => name),
  });
  await saveCounterexamples(report, folder);
  return report;
}
