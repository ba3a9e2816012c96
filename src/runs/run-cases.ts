import type { CallWorld } from '../calls/call-job.ts';
import type { QuotaGate } from '../calls/create-quota-gate.ts';
import { runLanes } from '../calls/run-lanes.ts';
import { createSchemaCompiler } from '../checks/compile-schemas.ts';
import { preparePrompt } from '../checks/prepare-prompt.ts';
import type { Source } from '../contract/exchange.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import type { Redact } from '../contract/world.ts';
import { openTap } from '../transport/open-tap.ts';
import type { ConnectedTarget } from './connect-target.ts';
import type { RunFolder } from './open-run-folder.ts';
import type { Plan, PlannedCase } from './plan-run.ts';
import { runCase } from './run-case.ts';
import type { RunWorld } from './run-world.ts';

export interface RunCasesOptions {
  readonly plan: Plan;
  readonly targets: readonly ConnectedTarget[];
  readonly source: Source;
  /** Exchanges in flight to one target; null is each target's own. */
  readonly concurrency: number | null;
  readonly folder: Pick<RunFolder, 'storedOf' | 'sawRequestId'>;
  readonly gate: QuotaGate;
  readonly redact: Redact;
  readonly signal: AbortSignal;
}

interface Job {
  readonly one: PlannedCase;
  readonly connected: ConnectedTarget;
}

/** The records of every case of the plan that is not on disk yet, judged, as they come; targets side by side. */
export function runCases(
  options: RunCasesOptions,
  { clock, random }: RunWorld,
): AsyncGenerator<readonly ExchangeRecord[], undefined> {
  const { plan, source, folder, gate, redact, signal } = options;
  const world: CallWorld = { clock, random, gate, openTap: (transport) => openTap(transport, clock) };
  const { compile } = createSchemaCompiler();
  const prompts = plan.prompts.map((planned) => ({
    planned,
    prepared: preparePrompt(planned.prompt, planned.golden, compile),
  }));
  const lanes = options.targets.map((connected) => ({
    concurrency: options.concurrency ?? connected.target.concurrency,
    jobs: jobsOf(prompts, plan.repeat, connected),
  }));
  const run = ({ one, connected }: Job): Promise<readonly ExchangeRecord[]> =>
    runCase(one, {
      connected,
      modes: plan.modes,
      source,
      world,
      signal,
      redact,
      stored: folder.storedOf(one, plan.modes),
      sawRequestId: folder.sawRequestId,
    });
  return runLanes(lanes, run, signal);
}

/** Every case of one target, once. */
function* jobsOf(
  prompts: readonly Pick<PlannedCase, 'planned' | 'prepared'>[],
  repeat: number,
  connected: ConnectedTarget,
): Generator<Job> {
  const { target } = connected;
  for (let repetition = 1; repetition <= repeat; repetition += 1) {
    for (const prompt of prompts) yield { one: { ...prompt, target, repetition }, connected };
  }
}
