import { expect, it } from 'vitest';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { ALTERATION_CLASSES } from '../../src/fuzz/alterations/registry.ts';
import { goldenStrength } from '../../src/runs/goldens/golden-strength.ts';

const SUITES = ['bug-triage', 'contract-summary', 'extraction', 'sql-generation', 'support-bot'] as const;
const LEAST = { value: 95, shape: 99, class: 85 } as const;

function percentOf({ altered, caught }: { readonly altered: number; readonly caught: number }): number {
  return (caught * 100) / altered;
}

it.each([1, 2, 3])('the bundled golden set refuses what is wrong, by seed %i', async (seed) => {
  const options = { config: 'llama-contract.config.yaml', suites: SUITES, prompts: null, seed };
  const { strength } = await goldenStrength(options, nodeWorld());
  const { kinds, classes, prompts, unmeasured } = strength;
  expect(percentOf(kinds.value)).toBeGreaterThan(LEAST.value);
  expect(percentOf(kinds.shape)).toBeGreaterThan(LEAST.shape);
  expect(classes.filter((row) => percentOf(row) < LEAST.class)).toEqual([]);
  // Enough of each to say so.
  expect(classes.map((row) => row.class)).toEqual(ALTERATION_CLASSES.map(({ name }) => name));
  expect(classes.filter(({ altered }) => altered < 50)).toEqual([]);
  expect(prompts.filter(({ altered }) => altered < 30)).toEqual([]);
  expect(prompts.length).toBeGreaterThanOrEqual(60);
  expect(unmeasured.filter(({ why }) => why !== 'its golden expects an error')).toEqual([]);
});

it('each bundled suite by itself refuses what is wrong', async () => {
  const options = { config: 'llama-contract.config.yaml', suites: null, prompts: null, seed: 1 };
  const { suites } = (await goldenStrength(options, nodeWorld())).strength;
  expect(suites).toHaveLength(10);
  const isWeak = ({ kinds }: (typeof suites)[number]): boolean =>
    percentOf(kinds.value) <= LEAST.value || percentOf(kinds.shape) <= LEAST.shape;
  expect(suites.filter(isWeak)).toEqual([]);
});
