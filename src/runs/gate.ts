import { DEFAULT_POLICY_NAME } from '../contract/default-policy.ts';
import type { Decision } from '../contract/decision.ts';
import type { Stage } from '../contract/migration.ts';
import { decide } from '../gates/decide.ts';
import { planAgain } from '../gates/plan-again.ts';
import { askAgainCommand } from './ask-again-command.ts';
import { checkPins } from './check-pins.ts';
import { choosePolicy, rulesOf } from './choose-policy.ts';
import { sideNamed, type SideOptions } from './choose-sides.ts';
import { gatherGate } from './gather-gate.ts';
import { openSides } from './open-sides.ts';
import { readTraffic } from './read-traffic.ts';
import type { RunWorld } from './run-world.ts';

export interface GateOptions extends SideOptions {
  readonly config: string;
  readonly stage: Stage;
  /** Null is the migration's, and the default one where two sides are named. */
  readonly policy: string | null;
  readonly allowSynthetic: boolean;
  /** Those of the runs that may be judged, in hex; empty is any. */
  readonly evidenceRoots: readonly string[];
}

/**
 * What a stage's exit criteria come to over two recorded sides, and what asking prompts of them again came to. Calls
 * nothing. Throws InputError when the sides are not determined, were not asked the same or are not those that were pinned,
 * and when the policy has no such stage.
 */
export async function gate(
  options: GateOptions,
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
  signal: AbortSignal,
): Promise<Decision> {
  const { stage, allowSynthetic } = options;
  const opened = await openSides(options);
  const { project, sides } = opened;
  const { baseline, candidate, migration } = sides;
  const policy = choosePolicy(project.catalog, options.policy ?? migration?.policy ?? DEFAULT_POLICY_NAME);
  const { criteria, maxAgeHours } = rulesOf(policy, stage);
  const { gathered: ofRuns, evidence } = await gatherGate(opened, options, world, signal);
  checkPins(evidence, options.evidenceRoots);
  const traffic = await readTraffic(criteria, { root: project.root, migration, policy }, world);
  const sources = [...new Set([...ofRuns.sources, ...(traffic?.sources ?? [])])].toSorted();
  const gathered = { ...ofRuns, traffic, sources };
  const decided = decide(criteria, gathered, { allowSynthetic, maxAgeHours });
  // What is closed stays closed, whatever would be said again.
  const plan = decided.verdict === 'closed' ? null : planAgain(criteria, gathered);
  return {
    stage,
    ...decided,
    migration: migration?.id ?? null,
    policy: policy.name,
    baseline: sideNamed(baseline),
    candidate: sideNamed(candidate),
    askAgain: plan === null ? null : { ...plan, command: askAgainCommand(sides, options) },
    evidence,
  };
}
