import type { Property } from '../../fuzz/property.ts';
import type { Replayed } from '../../fuzz/render-fuzz.ts';
import { tryRepro, type Repro } from '../../fuzz/find-repro.ts';
import type { Stage } from '../../fuzz/stage.ts';
import { tryProperties, type Tried } from '../../fuzz/try-properties.ts';
import type { Clock } from '../../contract/world.ts';
import { replayCounterexamples } from './replay-counterexamples.ts';

/** What is tried: one counterexample again, or all that are saved and then new cases until time is over. */
interface TryOptions {
  /** Null for new cases. */
  readonly repro: Repro | null;
  /** For each property. */
  readonly runs: number;
  readonly seed: number;
  readonly timeBudgetMs: number | null;
  /** Where counterexamples are kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
  onBatch?(runs: number): void;
}

/** Tries properties on a stage. Throws InputError for files that are no counterexample of any property. */
export async function tryStage(
  stage: Stage,
  properties: readonly Property[],
  options: TryOptions,
  clock: Pick<Clock, 'nowMs'>,
): Promise<{
  readonly tried: readonly Tried[];
  readonly replayed: readonly Replayed[];
  readonly runs: number;
}> {
  const { repro, runs, seed, timeBudgetMs, folder, signal } = options;
  if (repro !== null) return { tried: [await tryRepro(repro, stage, seed)], replayed: [], runs: 1 };
  const untilMs = timeBudgetMs === null ? null : clock.nowMs() + timeBudgetMs;
  const isOver = (): boolean => signal.aborted || (untilMs !== null && clock.nowMs() >= untilMs);
  const replayed = await replayCounterexamples(folder, stage, properties);
  return { tried: await tryProperties(properties, stage, { ...options, isOver }), replayed, runs };
}
