import { hash } from 'node:crypto';
import type { Checked, Property } from './property.ts';
import type { Stage } from './stage.ts';

/** Runs of one property in a row, before the next takes its turn: with little time every property gets some. */
const BATCH = 25;

export interface Tried {
  readonly property: Property;
  readonly runs: number;
  /** Runs that a wire could not say, by wire. */
  readonly skips: Readonly<Record<string, number>>;
  readonly found: Checked['found'];
}

interface Trial {
  readonly property: Property;
  runs: number;
  readonly skips: Record<string, number>;
  found: Checked['found'];
}

export interface TryOptions {
  readonly seed: number;
  /** For each property. */
  readonly runs: number;
  /** Asked between batches. */
  isOver(): boolean;
  /** Told after each batch: runs of all properties together. */
  onBatch?(runs: number): void;
  /** True ends everything with the first counterexample. */
  readonly bail?: boolean;
}

/** A seed of its own for every batch of every property. */
function batchSeed(seed: number, property: string, batch: number): number {
  const digest = hash('sha256', JSON.stringify([seed, property, batch]), 'buffer');
  return digest.readInt32BE(0);
}

/** The properties in turns until each has had its runs, or a counterexample, or time is over. */
export async function tryProperties(
  properties: readonly Property[],
  stage: Stage,
  options: TryOptions,
): Promise<readonly Tried[]> {
  const trials: Trial[] = properties.map((property) => ({ property, runs: 0, skips: {}, found: null }));
  let all = 0;
  const isDone = ({ runs, found }: Trial): boolean => found !== null || runs >= options.runs;
  for (let batch = 0; !trials.every(isDone); batch += 1) {
    for (const trial of trials) {
      if (isDone(trial)) continue;
      if (options.isOver()) return trials;
      const runs = Math.min(BATCH, options.runs - trial.runs);
      const seed = batchSeed(options.seed, trial.property.name, batch);
      const checked = await trial.property.check(stage, { seed, runs });
      trial.runs += checked.runs;
      trial.found = checked.found;
      for (const wire of checked.skips) trial.skips[wire] = (trial.skips[wire] ?? 0) + 1;
      options.onBatch?.((all += checked.runs));
      if (trial.found !== null && options.bail === true) return trials;
    }
  }
  return trials;
}
