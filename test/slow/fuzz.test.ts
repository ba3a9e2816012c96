import { expect, it } from 'vitest';
import { PROPERTIES } from '../../src/fuzz/registry.ts';
import { tryProperties } from '../../src/fuzz/try-properties.ts';
import { fuzzTargets } from '../../src/runs/fuzz/fuzz-targets.ts';
import { openFuzzStage } from '../../src/runs/fuzz/open-fuzz-stage.ts';

const SEED = 42;
const RUNS = 10_000;

it(`${RUNS} runs find nothing (seed ${SEED})`, async () => {
  const stage = await openFuzzStage(fuzzTargets(null));
  const tried = await tryProperties(PROPERTIES, stage, {
    seed: SEED,
    runs: RUNS / PROPERTIES.length,
    isOver: () => false,
  });
  expect(
    tried.flatMap(({ property, found }) => (found === null ? [] : [`${property.name}: ${found.failure}`])),
  ).toEqual([]);
  expect(tried.reduce((sum, { runs }) => sum + runs, 0)).toBe(RUNS);
});
