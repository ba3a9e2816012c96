import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Reporter } from '../../contract/runs/report.ts';
import type { Shard } from '../../contract/runs/shard.ts';
import type { RunPurpose } from '../../store/run/manifest.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { preparePrompts, type ReadyPrompt } from '../project/prepare-prompts.ts';
import { planRun, type Plan, type Selection } from '../project/plan-run.ts';
import { refuseFaults } from '../project/refuse-faults.ts';
import { refuseIdleFaults } from '../project/refuse-idle-faults.ts';
import type { RunWorld } from '../run-world.ts';
import { takeShard } from './take-shard.ts';

export interface VerifyOptions {
  readonly config: string;
  /** Null is the configuration's, or else all. */
  readonly suites: readonly string[] | null;
  readonly selection: Selection;
  /** The part of what is selected that is asked; null is all. */
  readonly shard: Shard | null;
  /** Null is the configuration's. */
  readonly source: Source | null;
  /** Where the cassettes of a replay stand; null is the project's own folder of them. */
  readonly cassettes: string | null;
  /** How many times faster than recorded a replay answers; null is at once. */
  readonly replaySpeed: number | null;
  /** Exchanges in flight to one target; null is the configuration's. */
  readonly concurrency: number | null;
  readonly seed: number;
  readonly out: string;
  /** A run to go on with, by id or folder. */
  readonly resume: string | null;
  readonly bail: boolean;
  /** Whether the judge of the configuration gives its opinion of answers in plain text. */
  readonly judge: boolean;
  /** How long live targets may be starting before the run begins; null leaves it to each target's configuration. */
  readonly waitReadyMs: number | null;
  readonly faults: readonly Fault[];
  /** What it is for, beside its answers; null is nothing else. */
  readonly purpose: RunPurpose | null;
  /** Whether the report is to say what its goldens would catch: some 10 ms of a processor a prompt. */
  readonly strength: boolean;
  /** Of the reports to keep beside the run. */
  readonly reporters: readonly Reporter[];
}

/**
 * What `verify` would do. Throws InputError when anything given is wrong; calls nothing. Suites that a run was made of
 * were not asked for by name, and may be left without a prompt.
 */
export async function planVerify(
  options: Pick<VerifyOptions, 'config' | 'suites' | 'selection' | 'shard' | 'source' | 'faults'>,
  { judgeApart }: Pick<RunWorld, 'judgeApart'>,
  named: 'by a person' | 'by a run' = 'by a person',
): Promise<{ readonly project: Project; readonly plan: Plan; readonly prompts: readonly ReadyPrompt[] }> {
  const { config, suites, selection, shard, source, faults } = options;
  const project = await loadProject({ config, suites, baseline: USUAL_BASELINE });
  const from = source ?? project.catalog.source;
  refuseFaults(faults, from);
  const whole = planRun(project, selection);
  if (named === 'by a person') refuseEmptySuites(suites, whole);
  refuseIdleFaults(faults, whole);
  const plan = takeShard(whole, shard);
  const { prompts, warnings } = await preparePrompts(project, plan.prompts, judgeApart);
  return { project: { ...project, warnings: [...project.warnings, ...warnings] }, plan, prompts };
}

/** A suite that was asked for by name and of which no prompt is left was asked for in vain. */
export function refuseEmptySuites(asked: readonly string[] | null, { prompts }: Plan): void {
  const left = new Set(prompts.map(({ prompt }) => prompt.suite));
  const empty = (asked ?? []).filter((name) => !left.has(name));
  if (empty.length === 0) return;
  throw new InputError(
    empty.map((name) =>
      problem(`no prompt of suite ${name} is selected`, 'check --tag, or leave the suite out'),
    ),
  );
}
