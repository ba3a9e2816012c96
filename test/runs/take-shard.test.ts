import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { USUAL_BASELINE } from '../../src/config/defaults.ts';
import { InputError } from '../../src/contract/problem.ts';
import { loadProject } from '../../src/runs/project/load-project.ts';
import {
  exchangesOf,
  pairText,
  planRun,
  promptsOf,
  withPrompts,
  type Plan,
} from '../../src/runs/project/plan-run.ts';
import { takeShard } from '../../src/runs/verify/take-shard.ts';
import { BUNDLED } from '../e2e/run-cli.ts';

const project = await loadProject({ config: BUNDLED, suites: null, baseline: USUAL_BASELINE });
const targets = project.catalog.targets.map(({ id }) => id);
const prompts = project.suites.flatMap((suite) => suite.prompts.map(({ id }) => id)).slice(0, 40);
const pair = fc.record({ target: fc.constantFrom(...targets), prompt: fc.constantFrom(...prompts) });

const base = planRun(project, {
  targets: null,
  tags: null,
  prompts,
  pairs: null,
  modes: ['send', 'stream'],
  repeat: 1,
  once: null,
});

/** A plan of any prompts, of chosen pairs or of all, triples or not. */
const plans = fc
  .record({
    ids: fc.uniqueArray(fc.constantFrom(...prompts), { minLength: 1 }),
    chosen: fc.option(fc.array(pair, { minLength: 1 })),
    repeat: fc.integer({ min: 1, max: 3 }),
    once: fc.option(fc.constantFrom(...targets)),
  })
  .map(({ ids, chosen, repeat, once }): Plan => {
    const pairs = chosen === null ? null : new Set(chosen.map(pairText));
    const asked = chosen === null ? ids : chosen.map(({ prompt }) => prompt);
    return withPrompts({ ...base, repeat, once, pairs }, new Set(asked));
  });

const pairsIn = (plan: Plan): readonly string[] =>
  plan.targets.flatMap(({ id }) => promptsOf(plan, id).map(({ prompt }) => `${id}/${prompt.id}`));
const sizeOf = (plan: Plan): number => plan.targets.reduce((sum, { id }) => sum + exchangesOf(plan, id), 0);

it('shards are asked all of a plan, each prompt whole and once, and as equal parts as prompts allow', () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 12 }), (plan, wanted) => {
      const of = Math.min(wanted, plan.prompts.length);
      const shards = Array.from({ length: of }, (_, at) => takeShard(plan, { index: at + 1, of }));
      expect(shards.flatMap(pairsIn).toSorted()).toEqual(pairsIn(plan).toSorted());
      const asked = shards.flatMap((shard) => shard.prompts.map(({ prompt }) => prompt.id));
      expect(new Set(asked).size).toBe(asked.length);
      const sizes = shards.map(sizeOf);
      const largest = Math.max(...plan.prompts.map((each) => sizeOf({ ...plan, prompts: [each] })));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});

it('more shards than prompts are refused, on each machine alike', () => {
  const plan = withPrompts(base, new Set(prompts.slice(0, 2)));
  for (const index of [1, 3]) {
    expect(() => takeShard(plan, { index, of: 3 })).toThrow(InputError);
    expect(() => takeShard(plan, { index, of: 3 })).toThrow('3 shards cannot share 2 prompts');
  }
});
