import type { Capacity } from '../../contract/load/capacity.ts';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import type { LoadReport } from '../../contract/load/load-report.ts';
import type { Stage, StageResult } from '../../contract/load/load.ts';
import type { Problem } from '../../contract/problem.ts';
import { MAX_CONCURRENCY } from '../../contract/wires/target.ts';
import type { FingerprintFold } from '../../gates/fingerprint.ts';
import type { SeenStage } from '../../load/judge-stage.ts';
import type { Measuring } from '../../load/measure-stage.ts';
import type { BenchPlan } from './plan-bench.ts';
import type { RunWorld } from '../run-world.ts';
import type { LoadWorld, StageJob } from './send-stage.ts';
import type { BudgetWatch } from './watch-bench-budget.ts';
import { loadedVersions } from '../project/wire-packages.ts';

export type BenchWorld = RunWorld & LoadWorld;

export type BenchEvent =
  | { readonly type: 'warnings'; readonly problems: readonly Problem[] }
  | { readonly type: 'began'; readonly run: string; readonly folder: string }
  | { readonly type: 'stage'; readonly target: string; readonly stage: Stage }
  | { readonly type: 'measured'; readonly result: StageResult };

/** A load run that has begun. */
export interface BenchRun {
  readonly plan: BenchPlan;
  readonly world: BenchWorld;
  readonly workloadHash: string;
  readonly budget: BudgetWatch;
  /** By target. */
  readonly fingerprints: ReadonlyMap<string, FingerprintFold>;
  readonly onEvent: (event: BenchEvent) => void;
  /** Keeps the samples of a stage, and says what they come to. */
  readonly keep: (seen: SeenStage) => Promise<StageResult>;
}

/** One target under one load, as every stage of a run has it. */
export function jobOf(
  { plan, budget, fingerprints }: BenchRun,
  stage: Stage,
  connected: StageJob['connected'],
): StageJob {
  const { workload, source } = plan;
  return {
    stage,
    connected,
    choices: plan.mixOf(stage.outputCap).choices,
    seed: workload.seed,
    mode: workload.mode,
    source,
    maxInFlight: MAX_CONCURRENCY,
    signal: budget.signal,
    mayAsk: () => budget.take(),
    onExchange(exchange) {
      budget.spend(exchange);
      const { outcome } = exchange;
      const isCut = outcome.type === 'error' && outcome.error.kind === 'cancelled';
      if (!isCut) fingerprints.get(connected.target.id)?.add(exchange);
    },
  };
}

export function measuringOf({ workload, targets }: BenchPlan, target: string): Measuring {
  const contextTokens = targets.find(({ id }) => id === target)?.model.contextTokens ?? null;
  return { limits: workload.limits, isStreamed: workload.mode === 'stream', contextTokens };
}

type Measured = Pick<
  LoadReport,
  'run' | 'startedAt' | 'workloadHash' | 'prompts' | 'stages' | 'capacities' | 'ended' | 'evidenceRoot'
>;

/** What is not whole is inconclusive: a figure that was refused, a target that never answered, an end that was not found. */
export function reportBench(
  { source, workload, targets }: BenchPlan,
  world: BenchWorld,
  measured: Measured,
): LoadReport {
  const { stages, capacities, ended } = measured;
  const isWhole =
    capacities.length > 0 ? capacities.every(isFound) : stages.length > 0 && stages.every(isMeasured);
  return {
    schemaVersion: 1,
    source,
    versions: loadedVersions(world, targets, source),
    argv: [...world.argv],
    workload,
    mode: workload.mode,
    targets: targets.map(({ id, model }) => ({ id, contextTokens: model.contextTokens })),
    ...measured,
    exitCode: isWhole && ended === null ? EXIT_CODES.pass : EXIT_CODES.inconclusive,
  };
}

export function isMeasured({ refused, answered }: StageResult): boolean {
  return refused.length === 0 && answered > 0;
}

function isFound({ low, high, certified }: Capacity): boolean {
  return low !== null && high !== null && certified;
}
