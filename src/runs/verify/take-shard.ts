import { InputError, problem } from '../../contract/problem.ts';
import type { Shard } from '../../contract/runs/shard.ts';
import { askedPairs, exchangesOf, withPrompts, type Plan } from '../project/plan-run.ts';

/**
 * The part of a plan that a shard asks; all of it where there is none. A prompt goes whole, with all its targets, modes and
 * repetitions: what is held against each other is asked by one process, at one time. Which shard has it hangs on the plan
 * alone: the prompts with the most exchanges first, each goes to the shard that has the fewest so far. Throws InputError
 * where there are more shards than prompts.
 */
export function takeShard(plan: Plan, shard: Shard | null): Plan {
  if (shard === null) return plan;
  const { prompts } = plan;
  if (shard.of > prompts.length) {
    const message = `${shard.of} shards cannot share ${prompts.length === 1 ? '1 prompt' : `${prompts.length} prompts`}`;
    throw new InputError([problem(message, `use ${prompts.length} shards at most, or select more`)]);
  }
  const sizes = new Map(prompts.map(({ prompt }) => [prompt.id, sizeOf(plan, prompt.id)]));
  const loads = Array.from({ length: shard.of }, () => 0);
  const own = new Set<string>();
  for (const [id, size] of [...sizes].toSorted(([, a], [, b]) => b - a)) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + size;
    if (lightest === shard.index - 1) own.add(id);
  }
  const whole = { prompts: prompts.map(({ prompt }) => prompt.id).toSorted(), pairs: askedPairs(plan) };
  return { ...withPrompts(plan, own), shard: { ...shard, whole } };
}

/** How many exchanges ask a prompt. */
function sizeOf(plan: Plan, prompt: string): number {
  const only = withPrompts(plan, new Set([prompt]));
  return only.targets.reduce((sum, { id }) => sum + exchangesOf(only, id), 0);
}
