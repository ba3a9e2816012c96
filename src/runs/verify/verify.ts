import { dirname } from 'node:path';
import { createQuotaGate } from '../../calls/create-quota-gate.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import { asWarning, InputError, problem, type Problem } from '../../contract/problem.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { StopReason } from '../../metrics/watch-spending.ts';
import type { RunStore } from '../../store/run/open-run.ts';
import type { addOpinions } from '../opinions/add-opinions.ts';
import { askVersions, joinVersions } from '../doctor/ask-versions.ts';
import { beginRun, startOf, type BegunRun } from './begin-run.ts';
import { connectRun } from '../connect/connect-run.ts';
import type { ConnectedRun } from '../connect/connect-target.ts';
import { describeRun } from './describe-run.ts';
import { endRun } from './end-run.ts';
import { isInTurn } from './is-in-turn.ts';
import type { Cassettes } from '../connect/load-cassettes.ts';
import type { Project } from '../project/load-project.ts';
import { mendErrors } from '../doctor/mend-errors.ts';
import { foldPlanOf, workOf, type Plan } from '../project/plan-run.ts';
import { planVerify, type VerifyOptions } from './plan-verify.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';
import type { recallRun } from './recall-run.ts';
import { RunCutShort } from './run-cut-short.ts';
import { runCases } from './run-cases.ts';
import type { OnRunEvent } from './run-events.ts';
import type { RunWorld } from '../run-world.ts';
import { createStopper } from './stop-run.ts';
import type { trustJudge, TrustedJudge } from '../opinions/trust-judge.ts';
import type { Unready, Waiting } from './wait-until-ready.ts';

export interface VerifyResult {
  readonly report: Report;
  readonly folder: string;
  /** The signal stopped the run before its end. */
  readonly interrupted: boolean;
  /** Targets that could not answer when the run should have begun: nothing was asked of any. */
  readonly unready: readonly Unready[];
  /** Why the run stopped itself before its end. */
  readonly stopped: StopReason | null;
}

/**
 * The main job: asks every prompt of every target in both modes, judges each case, keeps the evidence and folds it
 * into a report. Throws InputError before the first call when anything given is wrong, and RunCutShort after it when
 * its folder cannot be written any more.
 */
export async function verify(
  options: VerifyOptions,
  world: RunWorld,
  signal: AbortSignal,
  onEvent: OnRunEvent,
): Promise<VerifyResult> {
  const { faults, seed, resume, purpose, out: dir } = options;
  // Git takes its time, and is asked meanwhile.
  const [{ project, plan, prompts }, origin] = await Promise.all([
    planVerify(options, world),
    world.origin(dirname(options.config)),
  ]);
  const { catalog } = project;
  onEvent({ type: 'planned', ...workOf(plan) });
  const source: Source = options.source ?? catalog.source;
  const judge = options.judge ? await askedJudge(project, source) : null;
  const measured = judge?.measured ?? null;
  const { selection, replaySpeed } = options;
  const cassettes = source === 'replay' ? await load(options, project, plan) : null;
  const replay = cassettes === null ? null : { plan, prompts, cassettes, speed: replaySpeed };
  const described = { project, plan, selection, source, seed, faults, purpose, judge: measured };
  const now = describeRun({ ...described, replayed: cassettes, origin, world });
  const fresh = { plan: foldPlanOf(plan), source, catalog };
  const begun =
    resume === null ? beginRun(dir, now, fresh, world) : await recall(dir, resume, now, fresh, world);
  try {
    const connected = await connectRun(
      { catalog, plan: withJudge(plan, judge), source, faults, seed, past: begun.past, replay },
      world,
    );
    try {
      onEvent({
        type: 'warnings',
        problems: [...project.warnings, ...connected.warnings, ...idleWait(options.waitReadyMs, source)],
      });
      const store = await begun.open({ clock: world.clock, ...connected.masks });
      const run = { options, project, plan, prompts, source, judge, begun, connected, store };
      return await closing(store, () => ask(run, world, signal, onEvent));
    } finally {
      await connected.close();
    }
  } finally {
    await begun.release();
  }
}

/** Whatever cannot be written from here on cuts the run short. */
export async function closing<T>(store: RunStore, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    await store.close();
    return result;
  } catch (error) {
    await store.close().catch(() => {});
    throw error instanceof InputError ? new RunCutShort(store.folder, error.problems) : error;
  }
}

interface OpenRun {
  readonly options: VerifyOptions;
  readonly project: Project;
  readonly plan: Plan;
  readonly prompts: readonly ReadyPrompt[];
  readonly source: Source;
  readonly judge: TrustedJudge | null;
  readonly begun: BegunRun;
  readonly connected: ConnectedRun;
  readonly store: RunStore;
}

async function ask(
  { options, project, plan, prompts, source, judge, begun, connected, store }: OpenRun,
  world: RunWorld,
  signal: AbortSignal,
  onEvent: OnRunEvent,
): Promise<VerifyResult> {
  const { clock } = world;
  const { standing, pastMs, sums, requestIds } = begun;
  const limitMs = options.waitReadyMs;
  const asked = connected.targets.filter(({ target }) => plan.targets.some(({ id }) => id === target.id));
  const unready =
    source === 'live' ? await waitForTargets({ targets: asked, limitMs, clock, signal, onEvent }) : [];
  // A recording's provider is asked nothing, nor anybody where the run asks nobody.
  const isMute = source === 'replay' || unready.length > 0;
  const servers = isMute ? {} : await askVersions(asked, clock, signal);
  const manifest = { ...begun.manifest, servers: joinVersions([begun.manifest.servers, servers]) };
  if (Object.keys(servers).length > 0) await store.describe(manifest);
  const gate = createQuotaGate(clock);
  const pools = new Map(plan.targets.map(({ id, quota }) => [id, quota.id]));
  onEvent({
    type: 'started',
    ...startOf(begun, plan, store.folder),
    waitingForQuota: (target) => gate.waiting(pools.get(target) ?? target),
    pausedMs: (target) => gate.pausedMs(pools.get(target) ?? target),
  });

  const startedMs = clock.nowMs();
  const stopper = createStopper(project.catalog.budgets, options.bail, signal, clock);
  try {
    const cases = runCases(
      {
        plan,
        prompts,
        targets: asked,
        source,
        seed: options.seed,
        inTurn: isInTurn(begun.manifest),
        concurrency: options.concurrency,
        standing,
        requestIds,
        gate,
        redact: connected.masks.redact,
        signal: stopper.signal,
      },
      world,
    );
    const around = { judge: judge?.target.id ?? '', connected, source, prompts: plan.prompts, gate };
    const { signal: ending } = stopper;
    const judged = judge === null ? cases : await giveOpinions(cases, { ...around, signal: ending }, world);
    const requests = new Map(plan.prompts.map(({ request, requestHash: hash }) => [hash, { hash, request }]));
    for await (const records of unready.length > 0 ? [] : judged) {
      await store.append(
        records,
        records.flatMap(({ exchange }) => requests.get(exchange?.requestHash ?? '') ?? []),
      );
      for (const record of records) {
        sums.add(record);
        stopper.saw(record);
        onEvent({ type: 'recorded', record });
      }
    }
  } finally {
    stopper.end();
  }

  const durationMs = pastMs + clock.nowMs() - startedMs;
  const { redact } = connected.masks;
  const done = { options, project, plan, prompts, manifest, store, sums, redact, durationMs };
  const report = await endRun(done, world, signal, onEvent, async (summary) => {
    // A recording's provider is asked nothing.
    if (signal.aborted || source === 'replay') return [];
    return mendErrors({ summary, targets: plan.targets, connected: asked, clock, redact, signal });
  });
  const stopped = report.summary.counts.missing > 0 ? stopper.reason() : null;
  return { report, folder: store.folder, interrupted: signal.aborted, unready, stopped };
}

/** Loaded when somebody is to be waited for. */
async function waitForTargets(waiting: Waiting): Promise<readonly Unready[]> {
  const { limitMs, targets } = waiting;
  if (targets.every(({ target }) => (limitMs ?? target.waitReadyMs) === 0)) return [];
  const { waitUntilReady } = await import('./wait-until-ready.ts');
  return waitUntilReady(waiting);
}

/** Loaded when a judge is to be asked. */
async function askedJudge(...project: Parameters<typeof trustJudge>): ReturnType<typeof trustJudge> {
  const { trustJudge } = await import('../opinions/trust-judge.ts');
  return trustJudge(...project);
}

async function giveOpinions(...run: Parameters<typeof addOpinions>): Promise<ReturnType<typeof addOpinions>> {
  const { addOpinions } = await import('../opinions/add-opinions.ts');
  return addOpinions(...run);
}

/** Whom a run connects: the judge too, which may be no target of the plan. */
function withJudge(plan: Plan, judge: TrustedJudge | null): Pick<Plan, 'targets' | 'prompts'> {
  if (judge === null) return plan;
  const isPlanned = plan.targets.some(({ id }) => id === judge.target.id);
  const targets = isPlanned ? plan.targets : [...plan.targets, judge.target];
  return { targets, prompts: [...plan.prompts, ...judge.played] };
}

function idleWait(waitReadyMs: number | null, source: Source): readonly Problem[] {
  if (waitReadyMs === null || source === 'live') return [];
  const message = 'only live targets are waited for: nobody else takes long to be ready';
  return [asWarning(problem(message, 'leave --wait-ready out, or use --source live'))];
}

/** What replays is loaded when something is replayed. */
async function load(
  { cassettes: folder }: VerifyOptions,
  { root, suites }: Project,
  plan: Plan,
): Promise<Cassettes> {
  const { loadCassettes } = await import('../connect/load-cassettes.ts');
  return loadCassettes({ folder, root }, plan, suites);
}

/** What reads a run is loaded when there is one to read. */
async function recall(...run: Parameters<typeof recallRun>): ReturnType<typeof recallRun> {
  const { recallRun } = await import('./recall-run.ts');
  return recallRun(...run);
}
