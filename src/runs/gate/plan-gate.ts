import { countRules } from '../../checks/count-rules.ts';
import { whyNoSchema } from '../../checks/prepare-prompt.ts';
import { USUAL_BASELINE } from '../../config/defaults.ts';
import { DEFAULT_POLICY_NAME } from '../../contract/routing/default-policy.ts';
import type { AssumedSides, GatePlan } from '../../contract/gates/gate-plan.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { leftOutFor, leftOutOf } from '../../gates/left-out.ts';
import { canOpen, planCriterion, type PromptToAsk } from '../../gates/plan-criterion.ts';
import { planPrompts } from '../../suites/plan-prompts.ts';
import { estimate } from '../../cost/estimate.ts';
import { priceOf } from '../../cost/price-of.ts';
import { estimateInputTokens } from '../../suites/estimate-tokens.ts';
import { choosePolicy, rulesOf } from '../project/choose-policy.ts';
import { targetOf } from '../project/choose-sides.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import type { GateOptions } from './gate.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { earlierToCome } from './plan-earlier.ts';
import type { RunWorld } from '../run-world.ts';

/** Sides that serve well and do not differ: what a gate should open. */
export const ASSUMED: AssumedSides = { failing: 0.01, differing: 0.02, spread: 0.6 };

/** How often each side is asked. */
const ASKED = { baseline: 2, candidate: 1 } as const;
const ANSWERS = ASKED.baseline + ASKED.candidate;

export interface GatePlanOptions extends Pick<
  GateOptions,
  'config' | 'stage' | 'migration' | 'baseline' | 'candidate' | 'policy'
> {
  /** Null is the migration's. */
  readonly suites: readonly string[] | null;
  /** Null is every prompt. */
  readonly tags: readonly string[] | null;
  /** Null is the configuration's. */
  readonly source: Source | null;
}

/**
 * What asking these prompts in both modes, the baseline twice and the candidate once, can decide of a stage, counted with
 * the runs before that the ledger of the migration keeps. Calls nothing, and reads no run.
 */
export async function planGate(
  options: GatePlanOptions,
  world: Pick<RunWorld, 'versions' | 'clock'>,
): Promise<GatePlan> {
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
  ).map(({ prompt, golden, request }) => ({
    prompt: prompt.id,
    suite: prompt.suite,
    hasSchema: whyNoSchema(prompt, golden) === null,
    isScored: countRules(prompt, golden) !== null,
    hasStream: true,
    inputTokens: estimateInputTokens(request),
    outputTokens: request.maxOutputTokens,
  }));
  const costOf = estimateFor(project, { baseline, candidate }, world.clock.wallMs());
  const { criteria: rules, maxAgeHours } = rulesOf(policy, options.stage);
  const source = options.source ?? project.catalog.source;
  const ids = prompts.map(({ prompt }) => prompt);
  const carried = await earlierToCome(
    { project, migration, baseline, candidate, prompts: ids, source, maxAgeHours },
    world,
  );
  const criteria = rules.map((criterion) =>
    planCriterion(
      criterion,
      prompts,
      ANSWERS * MODES.length,
      ASSUMED,
      (counted, times) => costOf(counted, times)?.amount ?? null,
      carried?.earlier ?? null,
    ),
  );
  const asked = new Set(ids);
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
    earlier: carried?.shown ?? null,
    canOpen: leftOut.length === 0 && canOpen(criteria),
    money: costOf(prompts, 1),
    criteria,
  };
}

/** What asking so many times these prompts of both sides costs at most. What has no output cap may cost anything. */
function estimateFor(project: Project, sides: Readonly<Record<keyof typeof ASKED, string>>, nowMs: number) {
  const prices = (['baseline', 'candidate'] as const).map((side) => ({
    asked: ASKED[side] * MODES.length,
    price: priceOf(project.catalog.prices, targetOf(project, sides[side]), nowMs),
  }));
  return (prompts: readonly PromptToAsk[], times: number): GatePlan['money'] => {
    if (prompts.some(({ outputTokens }) => outputTokens === null)) return null;
    const [input, output] = prompts.reduce(
      ([inputs, outputs], { inputTokens, outputTokens }) => [
        inputs + inputTokens,
        outputs + (outputTokens ?? 0),
      ],
      [0, 0],
    );
    return estimate(
      prices.map(({ asked, price }) => ({
        inputTokens: Math.ceil(input * asked * times),
        outputTokens: Math.ceil(output * asked * times),
        price,
      })),
    );
  };
}
