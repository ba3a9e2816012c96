import type { Phase, Stage } from '../contract/load/load.ts';
import { seededRandom } from '../stats/seeded-random.ts';

/** One request that is to be made, whatever came of those before it. */
export interface Arrival {
  readonly index: number;
  /** From the stage's start. */
  readonly atMs: number;
  readonly phase: Phase;
  /** Which of the choices is asked. */
  readonly choice: number;
}

type Timing = Pick<Stage, 'stage' | 'warmUpMs' | 'measuredMs' | 'coolDownMs'>;

/**
 * The arrivals of an open loop: a Poisson process of one seed, drawn before anything is sent, so that no answer moves a
 * request. The same for every target. `weights` are those of the choices. MLPerf LoadGen's server scenario,
 * https://github.com/mlcommons/inference/blob/master/loadgen/README.md
 */
export function* drawSchedule(
  timing: Timing,
  perSecond: number,
  weights: readonly number[],
  seed: number,
): Generator<Arrival, undefined> {
  const random = seededRandom('load', seed, timing.stage, 'arrivals');
  const choose = drawChoices(timing.stage, weights, seed);
  const endMs = timing.warmUpMs + timing.measuredMs + timing.coolDownMs;
  let atMs = 0;
  for (let index = 0; ; index += 1) {
    atMs += (-Math.log1p(-random()) / perSecond) * 1000;
    if (atMs >= endMs) return undefined;
    yield { index, atMs, phase: phaseAt(timing, atMs), choice: choose() };
  }
}

/** What is asked one after the other, of whoever sends it. */
export function drawChoices(stage: number, weights: readonly number[], seed: number): () => number {
  const random = seededRandom('load', seed, stage, 'choices');
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return () => {
    let left = random() * sum;
    const at = weights.findIndex((weight) => (left -= weight) < 0);
    return at < 0 ? weights.length - 1 : at;
  };
}

export function phaseAt({ warmUpMs, measuredMs }: Timing, atMs: number): Phase {
  if (atMs < warmUpMs) return 'warm-up';
  return atMs < warmUpMs + measuredMs ? 'measured' : 'cool-down';
}
