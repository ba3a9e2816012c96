import type { Capacity } from '../../contract/load/capacity.ts';
import type { LoadReport } from '../../contract/load/load-report.ts';
import type { Sample, StageResult } from '../../contract/load/load.ts';
import { InputError } from '../../contract/problem.ts';
import { takeFingerprint } from '../../gates/fingerprint.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import { judgeStage } from '../../load/judge-stage.ts';
import { NO_PAST } from '../../simulator/past.ts';
import { createLoadRun, LOAD_FILES } from '../../store/run/load-run.ts';
import { runId } from '../../store/run/run-id.ts';
import {
  jobOf,
  measuringOf,
  reportBench,
  type BenchEvent,
  type BenchRun,
  type BenchWorld,
} from './bench-run.ts';
import { connectRun } from '../connect/connect-run.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import { findCapacities } from './find-capacities.ts';
import { historyOfLoad } from '../history/history-found.ts';
import { planBench, type BenchOptions, type BenchPlan } from './plan-bench.ts';
import { putInHistory } from '../history/keep-in-history.ts';
import { RunCutShort } from '../verify/run-cut-short.ts';
import { sendStage } from './send-stage.ts';
import { watchBenchBudget } from './watch-bench-budget.ts';

export interface BenchResult {
  readonly report: LoadReport;
  readonly folder: string;
  readonly interrupted: boolean;
}

/**
 * Puts targets under load, one after the other, and says with which certificate what came of it. Throws InputError before
 * the first call when anything given is wrong, and RunCutShort after it when its folder cannot be written any more.
 */
export async function bench(
  options: BenchOptions,
  world: BenchWorld,
  signal: AbortSignal,
  onEvent: (event: BenchEvent) => void,
): Promise<BenchResult> {
  const plan = await planBench(options);
  const { project, source, workload, targets } = plan;
  const asked = choicesOf(plan);
  const connected = await connectRun(
    {
      catalog: project.catalog,
      plan: { targets, prompts: asked.prompts },
      source,
      faults: options.faults,
      seed: workload.seed,
      past: NO_PAST,
      replay: null,
    },
    world,
  );
  try {
    onEvent({ type: 'warnings', problems: [...plan.warnings, ...connected.warnings] });
    const wallMs = world.clock.wallMs();
    const run = runId(wallMs, world.random);
    const store = await createLoadRun(options.out, run, connected.masks.redact, world);
    onEvent({ type: 'began', run, folder: store.folder });
    const { maxDurationMs } = project.catalog.budgets;
    const { maxRequests } = options;
    const budget = watchBenchBudget(
      { maxRequests, maxTokens: plan.maxTokens, maxDurationMs },
      world.clock,
      signal,
    );
    const stages: StageResult[] = [];
    const samples: Sample[] = [];
    const running: BenchRun = {
      plan,
      world,
      workloadHash: asked.hash,
      budget,
      fingerprints: new Map(targets.map(({ id }) => [id, takeFingerprint()])),
      onEvent,
      async keep(seen) {
        await store.append(seen.samples);
        samples.push(...seen.samples);
        const result = judgeStage(seen, measuringOf(plan, seen.target));
        stages.push(result);
        onEvent({ type: 'measured', result });
        return result;
      },
    };
    try {
      const capacities = options.findCapacity
        ? await findCapacities(running, connected.targets)
        : await sweep(running, connected.targets);
      const report = reportBench(plan, world, {
        run,
        startedAt: new Date(wallMs).toISOString(),
        workloadHash: asked.hash,
        prompts: asked.prompts.length,
        stages,
        capacities,
        ended: signal.aborted ? 'it was interrupted' : budget.over(),
        evidenceRoot: store.evidenceRoot(),
      });
      const { evidenceRoot } = report;
      const capacityFile = { schemaVersion: 1, run, evidenceRoot, capacities };
      await store.seal({
        [LOAD_FILES.report]: report,
        ...(capacities.length === 0 ? {} : { [LOAD_FILES.capacity]: capacityFile }),
        [LOAD_FILES.page]: await drawPage(report, samples),
      });
      const unkept = await putInHistory(options.out, historyOfLoad(report), world);
      if (unkept !== null) onEvent({ type: 'warnings', problems: [unkept] });
      return { report, folder: store.folder, interrupted: signal.aborted };
    } catch (error) {
      throw error instanceof InputError ? new RunCutShort(store.folder, error.problems) : error;
    } finally {
      budget.end();
      await store.close();
    }
  } finally {
    await connected.close();
  }
}

async function sweep(running: BenchRun, targets: readonly ConnectedTarget[]): Promise<readonly Capacity[]> {
  const { plan, budget, world, onEvent, keep } = running;
  for (const stage of plan.stages) {
    for (const connected of targets) {
      if (budget.signal.aborted || budget.over() !== null) return [];
      const target = connected.target.id;
      onEvent({ type: 'stage', target, stage });
      const { samples, vitals } = await sendStage(jobOf(running, stage, connected), world);
      await keep({ stage, target, samples, vitals });
    }
  }
  return [];
}

/** What draws is loaded when there is something to draw. */
async function drawPage(report: LoadReport, samples: readonly Sample[]): Promise<string> {
  const { renderLoadPage } = await import('../../reports/html/render-load-page.tsx');
  return renderLoadPage(report, samples);
}

/** Every prompt that may be asked, once, and the hash of what is asked; how often and for how long is not of it. */
function choicesOf({ stages, workload, mixOf }: BenchPlan) {
  const caps = [...new Set(stages.map(({ outputCap }) => outputCap))];
  const choices = caps.flatMap((cap) => mixOf(cap).choices.map((choice) => ({ ...choice, cap })));
  const prompts = new Map(choices.map(({ planned }) => [planned.prompt.id, planned]));
  return {
    prompts: [...prompts.values()],
    hash: hashCanonical([
      workload.mode,
      choices.map(({ planned, weight, cap }) => [planned.requestHash, weight, cap]),
    ]),
  };
}
