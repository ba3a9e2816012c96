import { countRules } from '../checks/count-rules.ts';
import { whyNoSchema } from '../checks/prepare-prompt.ts';
import { USUAL_BASELINE } from '../config/defaults.ts';
import { DEFAULT_POLICY_NAME } from '../contract/default-policy.ts';
import type { AssumedSides, GatePlan } from '../contract/gate-plan.ts';
import { MODES } from '../contract/mode.ts';
import { leftOutFor, leftOutOf } from '../gates/left-out.ts';
import { canOpen, planCriterion } from '../gates/plan-criterion.ts';
import { planPrompts } from '../suites/plan-prompts.ts';
import { choosePolicy, rulesOf } from './choose-policy.ts';
import { chooseTargets } from './choose-targets.ts';
import type { GateOptions } from './gate.ts';
import { loadProject } from './load-project.ts';

/** Sides that serve well and do not differ: what a gate should open. */
export const ASSUMED: AssumedSides = { failing: 0.01, differing: 0.02, spread: 0.6 };

/** The baseline twice, and the candidate once. */
const ANSWERS = 3;

export interface GatePlanOptions extends Pick<
  GateOptions,
  'config' | 'stage' | 'migration' | 'baseline' | 'candidate' | 'policy'
> {
  /** Null is the migration's. */
  readonly suites: readonly string[] | null;
  /** Null is every prompt. */
  readonly tags: readonly string[] | null;
}

/**
 * What asking these prompts in both modes, the baseline twice and the candidate once, can decide of a stage. Calls
 * nothing, and reads no run.
 */
export async function planGate(options: GatePlanOptions): Promise<GatePlan> {
  const { baseline, candidate, migration } = await chooseTargets(options);
  const suites = options.suites ?? migration?.suites ?? null;
  const project = await loadProject({ config: options.config, suites, baseline: USUAL_BASELINE });
  const { suites: all } =
    options.suites === null
      ? project
      : await loadProject({ config: options.config, suites: null, baseline: USUAL_BASELINE });
  const policy = choosePolicy(project.catalog, options.policy ?? migration?.policy ?? DEFAULT_POLICY_NAME);
  const prompts = planPrompts(
    project.suites.flatMap((suite) => suite.prompts),
    options.tags,
    project.goldens,
  ).map(({ prompt, golden, tokens }) => ({
    prompt: prompt.id,
    suite: prompt.suite,
    hasSchema: whyNoSchema(prompt, golden) === null,
    isScored: countRules(prompt, golden) !== null,
    hasStream: true,
    tokens,
  }));
  const rules = rulesOf(policy, options.stage).criteria;
  const criteria = rules.map((criterion) =>
    planCriterion(criterion, prompts, ANSWERS * MODES.length, ASSUMED),
  );
  const asked = new Set(prompts.map(({ prompt }) => prompt));
  const leftOut = leftOutFor(
    rules,
    leftOutOf(
      all.flatMap((suite) => suite.prompts),
      migration,
      (prompt) => asked.has(prompt),
    ),
  );
  return {
    stage: options.stage,
    policy: policy.name,
    migration: migration?.id ?? null,
    baseline,
    candidate,
    prompts: prompts.length,
    assumed: ASSUMED,
    leftOut,
    canOpen: leftOut.length === 0 && canOpen(criteria),
    criteria,
  };
}
