import { PROPERTIES } from '../../../src/fuzz/registry.ts';
import { tryProperties } from '../../../src/fuzz/try-properties.ts';
import { fuzzTargets } from '../../../src/runs/fuzz/fuzz-targets.ts';
import { openFuzzStage } from '../../../src/runs/fuzz/open-fuzz-stage.ts';
import { DECODERS } from './decoders.ts';
import type { Mutant } from './mutant.ts';
import { NORMALISERS } from './normalisers.ts';

export const MUTANTS: readonly Mutant[] = [...DECODERS, ...NORMALISERS];

/** One server of every family, and those whose ways the mutants get wrong. */
const WIRES = ['bedrock-converse', 'watsonx-chat', 'nim', 'llamacpp-legacy', 'tgi'];

const MOST_RUNS = 2000;

export interface Killed {
  readonly mutant: string;
  readonly property: string | null;
  /** Of all properties together, up to the one that failed. */
  readonly runs: number;
  readonly events: number | null;
  readonly failure: string | null;
}

export async function kill(
  mutant: Mutant,
  seed: number,
  runs = MOST_RUNS / PROPERTIES.length,
): Promise<Killed> {
  const stage = await openFuzzStage(fuzzTargets(WIRES), mutant.stage);
  const tried = await tryProperties(PROPERTIES, stage, {
    seed,
    runs,
    isOver: () => false,
    bail: true,
  });
  const killer = tried.find(({ found }) => found !== null);
  return {
    mutant: mutant.name,
    property: killer?.property.name ?? null,
    runs: tried.reduce((sum, { runs }) => sum + runs, 0),
    events: killer?.found?.events ?? null,
    failure: killer?.found?.failure ?? null,
  };
}
