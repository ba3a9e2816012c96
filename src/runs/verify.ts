import { createQuotaGate } from '../calls/create-quota-gate.ts';
import type { Source } from '../contract/exchange.ts';
import type { Report } from '../contract/report.ts';
import type { StopReason } from '../metrics/watch-spending.ts';
import { beginRun } from './begin-run.ts';
import { connectRun } from './connect-run.ts';
import { describeRun } from './describe-run.ts';
import { foldPlanOf } from './plan-run.ts';
import { planVerify, type VerifyOptions } from './plan-verify.ts';
import type { recallRun } from './recall-run.ts';
import { reportRun } from './report-run.ts';
import { runCases } from './run-cases.ts';
import type { OnRunEvent } from './run-events.ts';
import type { RunWorld } from './run-world.ts';
import { createStopper } from './stop-run.ts';

export interface VerifyResult {
  readonly report: Report;
  readonly folder: string;
  /** The signal stopped the run before its end. */
  readonly interrupted: boolean;
  /** Why the run stopped itself before its end. */
  readonly stopped: StopReason | null;
}

/**
 * The main job: asks every prompt of every target in both modes, judges each case, keeps the evidence and folds it
 * into a report. Throws InputError before the first call when anything given is wrong.
 */
export async function verify(
  options: VerifyOptions,
  world: RunWorld,
  signal: AbortSignal,
  onEvent: OnRunEvent,
): Promise<VerifyResult> {
  const { faults, seed, resume, out: dir } = options;
  const { project, plan, prompts } = await planVerify(options);
  const { catalog } = project;
  const source: Source = options.source ?? catalog.source;
  const { clock } = world;
  const now = describeRun({ project, plan, source, seed, faults, world });
  const fresh = { plan: foldPlanOf(plan), source };
  const begun = resume === null ? beginRun(dir, now, fresh) : await recall(dir, resume, now, fresh);
  const { manifest, standing, pastMs, past, fold, requestIds } = begun;
  const connected = await connectRun({ catalog, plan, source, faults, seed, past }, world);
  try {
    const { masks } = connected;
    onEvent({ type: 'warnings', problems: [...project.warnings, ...connected.warnings] });
    const store = await begun.open({ clock, ...masks });
    const gate = createQuotaGate(clock);
    const pools = new Map(plan.targets.map(({ id, quota }) => [id, quota.id]));
    const planned = plan.prompts.length * plan.modes.length * plan.repeat;
    onEvent({
      type: 'started',
      run: manifest.run,
      folder: store.folder,
      targets: plan.targets.map(({ id }) => ({ id, planned, done: standing.doneByTarget.get(id) ?? 0 })),
      waitingForQuota: (target) => gate.waiting(pools.get(target) ?? target),
    });

    const startedMs = clock.nowMs();
    const stopper = createStopper(catalog.budgets, options.bail, signal, clock);
    const cases = runCases(
      {
        plan,
        prompts,
        targets: connected.targets,
        source,
        concurrency: options.concurrency,
        standing,
        requestIds,
        gate,
        redact: masks.redact,
        signal: stopper.signal,
      },
      world,
    );
    const requests = new Map(plan.prompts.map(({ request, requestHash: hash }) => [hash, { hash, request }]));
    for await (const records of cases) {
      await store.append(
        records,
        records.flatMap(({ exchange }) => requests.get(exchange?.requestHash ?? '') ?? []),
      );
      for (const record of records) {
        fold.add(record);
        stopper.saw(record);
        onEvent({ type: 'recorded', record });
      }
    }
    stopper.end();

    await store.flush();
    const durationMs = pastMs + clock.nowMs() - startedMs;
    const summary = fold.summary(store.evidenceRoot());
    const report = reportRun({
      summary,
      manifest,
      folder: store.folder,
      suites: project.suites.map(({ name }) => name),
      prompts: plan.prompts,
      durationMs,
      endedMs: clock.wallMs(),
    });
    await store.seal(report, options.render(report));
    await store.close();
    const stopped = summary.counts.missing > 0 ? stopper.reason() : null;
    return { report, folder: store.folder, interrupted: signal.aborted, stopped };
  } finally {
    await connected.close();
  }
}

/** What reads a run is loaded when there is one to read. */
async function recall(...run: Parameters<typeof recallRun>): ReturnType<typeof recallRun> {
  const { recallRun } = await import('./recall-run.ts');
  return recallRun(...run);
}
