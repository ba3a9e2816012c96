import type { CallWorld } from '../calls/call-job.ts';
import type { QuotaGate } from '../calls/create-quota-gate.ts';
import { runLanes } from '../calls/run-lanes.ts';
import type { Source } from '../contract/exchange.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import type { Redact } from '../contract/world.ts';
import { openTap } from '../transport/open-tap.ts';
import type { ConnectedTarget } from './connect-target.ts';
import type { RunFolder } from './open-run-folder.ts';
import { plannedCases, type Plan, type PlannedCase } from './plan-run.ts';
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
  const lanes = options.targets.map((connected) => ({
    concurrency: options.concurrency ?? connected.target.concurrency,
    jobs: jobsOf(plan, connected),
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

function* jobsOf(plan: Plan, connected: ConnectedTarget): Generator<Job> {
  for (const one of plannedCases(plan, connected.target)) yield { one, connected };
}
