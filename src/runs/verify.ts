import { join } from 'node:path';
import { createQuotaGate } from '../calls/create-quota-gate.ts';
import { runLanes } from '../calls/run-lanes.ts';
import { createRedact } from '../config/create-redact.ts';
import { secretsOf } from '../config/secrets-of.ts';
import type { Source } from '../contract/exchange.ts';
import type { Fault } from '../contract/fault.ts';
import type { Report } from '../contract/report.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import { createFold } from '../metrics/create-fold.ts';
import { judgeRun } from '../metrics/judge-run.ts';
import { openTap } from '../transport/open-tap.ts';
import { connectTarget, identifyTargets, resolveNetwork, DIRECT, type Identified } from './connect-target.ts';
import { describeRun } from './describe-run.ts';
import { loadProject } from './load-project.ts';
import { openRunFolder } from './open-run-folder.ts';
import { openSimulation, type Simulation } from './open-simulation.ts';
import { foldPlanOf, planRun, plannedCases, type PlannedCase, type Selection } from './plan-run.ts';
import { runCase } from './run-case.ts';
import type { OnRunEvent } from './run-events.ts';
import type { RunWorld } from './run-world.ts';
import { createStopper } from './stop-run.ts';

export interface VerifyOptions {
  readonly config: string;
  readonly suites: readonly string[] | null;
  readonly selection: Selection;
  /** Null is the configuration's. */
  readonly source: 'simulate' | 'live' | null;
  /** Exchanges in flight to one target; null is the configuration's. */
  readonly concurrency: number | null;
  readonly seed: number;
  readonly out: string;
  readonly resume: string | null;
  readonly bail: boolean;
  readonly faults: readonly Fault[];
  /** Renders the reports to keep beside the run, by file name. */
  render(report: Report): Readonly<Record<string, string>>;
}

export interface VerifyResult {
  readonly report: Report;
  readonly folder: string;
  /** The signal stopped the run before its end. */
  readonly interrupted: boolean;
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
  const project = await loadProject({
    config: options.config,
    suites: options.suites,
    baseline: 'reference',
  });
  const plan = planRun(project, options.selection);
  const source: Source = options.source ?? project.catalog.source;
  const fold = createFold({ plan: foldPlanOf(plan), options: { source } });

  let simulation: Simulation | null = null;
  let identified: readonly Identified[];
  let network = DIRECT;
  if (source === 'simulate') {
    const { targets, prompts } = plan;
    const { faults, seed } = options;
    simulation = await openSimulation({ targets, prompts, faults, seed, clock: world.clock, port: 0 });
    identified = simulation.targets;
  } else {
    identified = identifyTargets(plan.targets, world.env);
    network = await resolveNetwork(project.catalog, world.env);
  }
  onEvent({ type: 'warnings', problems: [...project.warnings, ...(simulation?.warnings ?? [])] });

  const redact = createRedact(identified.flatMap(({ credentials }) => secretsOf(credentials)));
  const manifest = describeRun({ project, plan, source, seed: options.seed, faults: options.faults, world });
  const connected = await Promise.all(identified.map((one) => connectTarget(one, network, world, redact)));
  try {
    const folder = await openRunFolder({
      dir: options.out,
      resume: options.resume,
      manifest,
      modes: plan.modes,
      fold,
      world,
      redact,
    });
    const { store } = folder;
    const perTarget = plan.prompts.length * plan.modes.length * plan.repeat;
    onEvent({
      type: 'started',
      run: folder.manifest.run,
      folder: store.folder,
      targets: plan.targets.map(({ id }) => ({
        id,
        planned: perTarget,
        done: folder.doneByTarget.get(id) ?? 0,
      })),
    });
    const startedMs = world.clock.nowMs();
    const stopper = createStopper(project.catalog.budgets, options.bail, signal, world.clock);
    const callWorld = {
      clock: world.clock,
      random: world.random,
      gate: createQuotaGate(world.clock),
      openTap: (transport: Parameters<typeof openTap>[0]) => openTap(transport, world.clock, redact),
    };

    const byId = new Map(connected.map((one) => [one.target.id, one]));
    const lanes = connected.map(({ target }) => ({
      concurrency: options.concurrency ?? target.concurrency,
      jobs: plannedCases(plan, target),
    }));
    const run = async (one: PlannedCase): Promise<readonly ExchangeRecord[]> => {
      const own = byId.get(one.target.id);
      if (own === undefined) throw new Error(`target ${one.target.id} is not connected`);
      return runCase(one, {
        connected: own,
        modes: plan.modes,
        source,
        world: callWorld,
        signal: stopper.signal,
        stored: folder.storedOf(one, plan.modes),
        sawRequestId: folder.sawRequestId,
      });
    };

    const requests = new Map(plan.prompts.map(({ request, requestHash: hash }) => [hash, { hash, request }]));
    for await (const records of runLanes(lanes, run, stopper.signal)) {
      const used = records.flatMap(({ exchange }) => requests.get(exchange?.requestHash ?? '') ?? []);
      await store.append(records, used);
      for (const record of records) {
        fold.add(record);
        stopper.saw(record);
        onEvent({ type: 'recorded', record });
      }
    }
    stopper.end();
    await store.flush();

    const summary = fold.summary(store.evidenceRoot());
    const durationMs = world.clock.nowMs() - startedMs;
    const called = summary.counts.planned - summary.counts.skipped - summary.counts.missing;
    const report: Report = {
      identity: {
        run: folder.manifest.run,
        startedAt: folder.manifest.startedAt,
        endedAt: new Date(world.clock.wallMs()).toISOString(),
        durationMs,
        throughput: durationMs > 0 ? (called * 1000) / durationMs : null,
      },
      summary,
      exitCode: judgeRun(summary).exitCode,
      source,
      seed: options.seed,
      baseline: project.baseline,
      suites: project.suites.map(({ name }) => name),
      paths: { run: store.folder, summary: join(store.folder, 'summary.json') },
    };
    await store.seal(report, options.render(report));
    await store.close();
    return { report, folder: store.folder, interrupted: signal.aborted };
  } finally {
    await Promise.all(connected.map((one) => one.close()));
    await simulation?.close();
  }
}
