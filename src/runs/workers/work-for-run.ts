import { dirname } from 'node:path';
import type { CallWorld } from '../../calls/call-job.ts';
import { createQuotaGate } from '../../calls/create-quota-gate.ts';
import { runLanes, type Lane } from '../../calls/run-lanes.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Clock } from '../../contract/world.ts';
import { RequestIds } from '../../metrics/request-ids.ts';
import type { PostedRun } from '../../queue/board.ts';
import { openWorkLane, type HeldCase } from '../../queue/work-lane.ts';
import { NO_PAST } from '../../simulator/past.ts';
import { writeApart } from '../../store/records/apart-records.ts';
import { differencesBetween } from '../../store/run/refuse-changes.ts';
import { NOTHING_STANDS } from '../../store/run/standing.ts';
import { openTap } from '../../transport/open-tap.ts';
import { askVersions } from '../doctor/ask-versions.ts';
import { connectRun } from '../connect/connect-run.ts';
import type { ConnectedRun, ConnectedTarget } from '../connect/connect-target.ts';
import { describeRun } from '../verify/describe-run.ts';
import { isInTurn } from '../verify/is-in-turn.ts';
import { removeLanes } from './open-lanes.ts';
import type { OpenQueue } from './open-queue.ts';
import { plannedCases, type Plan, type PlannedCase } from '../project/plan-run.ts';
import { planVerify } from '../verify/plan-verify.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';
import { callCase, judgeCase } from '../verify/run-case.ts';
import type { OnRunEvent } from '../verify/run-events.ts';
import type { RunWorld } from '../run-world.ts';
import { waitUntilReady, type Unready } from '../verify/wait-until-ready.ts';
import { WorkCutShort } from './work-cut-short.ts';
import { longestCaseMs, readOrder, selectionOf, type WorkOrder } from '../verify/work-order.ts';

export interface WorkerOptions {
  readonly config: string;
  /** Of this worker, to one target; null is the configuration's. */
  readonly concurrency: number | null;
  /** As of a run. */
  readonly waitReadyMs: number | null;
  /** Its name, which no other worker has. */
  readonly worker: string;
}

export interface Worked {
  readonly run: string;
  /** Cases of which the run has our answer. */
  readonly answered: number;
  /** Cases that others were given in the meantime, for we did not seem to be there: what we had of them is not taken. */
  readonly late: number;
  /** Nothing was asked where there are any. */
  readonly unready: readonly Unready[];
}

/**
 * Asks cases of a run that somebody else follows, until there are none, with this machine's configuration, suites, goldens
 * and credentials. After an abort no case is begun, and those that are asked are answered. Throws InputError, before it asks
 * anything, where what it has is not what the run was made of.
 */
export async function workForRun(
  posted: PostedRun,
  options: WorkerOptions,
  queue: OpenQueue,
  world: RunWorld,
  signal: AbortSignal,
  onEvent: OnRunEvent,
): Promise<Worked> {
  const { run, zeroMs } = posted;
  const order = readOrder(posted.order);
  if (order === null) {
    const mend = 'have the same version follow and work';
    throw new InputError([problem(`run ${run} was shared by another version of llama-contract`, mend)]);
  }
  const { manifest, faults } = order;
  const { source, seed } = manifest;
  const { project, plan, prompts } = await planAlike(order, options.config, world);
  const offsetMs = (await queue.board.nowMs()) - zeroMs - world.clock.nowMs();
  const clock: Clock = { ...world.clock, nowMs: () => world.clock.nowMs() + offsetMs };
  const connected = await connectRun(
    { catalog: project.catalog, plan, source, faults, seed, past: NO_PAST, replay: null },
    { ...world, clock },
  );
  try {
    onEvent({ type: 'warnings', problems: [...project.warnings, ...connected.warnings] });
    const { targets } = connected;
    if (source === 'live') {
      const limitMs = options.waitReadyMs;
      const unready = await waitUntilReady({ targets, limitMs, clock, signal, onEvent });
      if (unready.length > 0) return { run, answered: 0, late: 0, unready };
      const servers = await askVersions(targets, clock, signal);
      await queue.board.say(run, options.worker, JSON.stringify(servers));
    }
    const asking = { plan, prompts, connected, order, zeroMs, options, queue };
    const asked = await askCases(asking, { ...world, clock }, signal).catch((error: unknown) => {
      // Here nothing is wrong any more but the Redis.
      throw error instanceof InputError ? new WorkCutShort(error.problems) : error;
    });
    // BullMQ writes down of a queue that there is one, even after it was removed.
    if (!(await queue.board.isPosted(run))) await removeLanes(queue, run, posted.lanes);
    return { run, ...asked, unready: [] };
  } finally {
    await connected.close();
  }
}

/** The plan of a run, made here of what stands here. Throws InputError, with every difference, where that is something else. */
async function planAlike(order: WorkOrder, config: string, world: RunWorld): ReturnType<typeof planVerify> {
  const { manifest, faults } = order;
  const { source, seed, judge, purpose, plan: asked } = manifest;
  const selection = selectionOf(order);
  const options = { config, suites: asked.suites, selection, shard: null, source, faults };
  const planned = await planVerify(options, world, 'by a run');
  const now = describeRun({
    ...planned,
    selection: { ...selection, prompts: asked.named },
    source,
    seed,
    faults,
    judge,
    purpose,
    replayed: null,
    origin: await world.origin(dirname(config)),
    world,
  });
  const differences = differencesBetween(manifest, now);
  if (differences.length === 0) return planned;
  throw new InputError(
    differences.map(({ what, before, after }) =>
      problem(
        `run ${manifest.run} cannot be asked here: ${what} is not what it was begun with (${before}, here ${after})`,
        'give every worker the version and the files of whoever began the run: the same commit',
      ),
    ),
  );
}

interface Asking {
  readonly plan: Plan;
  readonly prompts: readonly ReadyPrompt[];
  readonly connected: ConnectedRun;
  readonly order: WorkOrder;
  readonly zeroMs: number;
  readonly options: WorkerOptions;
  readonly queue: OpenQueue;
}

interface HeldJob {
  readonly held: HeldCase;
  readonly asked: PlannedCase;
  readonly connected: ConnectedTarget;
}

async function askCases(
  { plan, prompts, connected, order, zeroMs, options, queue }: Asking,
  { clock, random, judgeApart }: RunWorld,
  signal: AbortSignal,
): Promise<Pick<Worked, 'answered' | 'late'>> {
  const { run, source } = order.manifest;
  const { masks } = connected;
  const world: CallWorld = {
    clock,
    random,
    gate: createQuotaGate(clock),
    openTap: (transport, secretHeaders) => openTap(transport, clock, secretHeaders),
  };
  const planned = new Map<string, Pick<HeldJob, 'asked' | 'connected'>>();
  for (const target of connected.targets) {
    for (const asked of plannedCases(plan, prompts, target.target)) {
      const [id] = asked.ids;
      if (id !== undefined) planned.set(keyOf(id), { asked, connected: target });
    }
  }
  const groups = isInTurn(order.manifest) ? [connected.targets] : connected.targets.map((target) => [target]);
  const opened = await Promise.all(
    groups.map(async (targets, index) => {
      const lane = await openWorkLane(queue.bullmq, queue.link, {
        run,
        index,
        lockMs: longestCaseMs(
          targets.map(({ target }) => target),
          plan,
        ),
        worker: options.worker,
        random,
        isFollowed: () => queue.board.isFollowed(run),
      });
      const concurrency = options.concurrency ?? Math.min(...targets.map(({ target }) => target.concurrency));
      return { lane, concurrency };
    }),
  );
  async function* jobsOf(cases: AsyncIterable<HeldCase>): AsyncGenerator<HeldJob, undefined> {
    for await (const held of cases) {
      const found = planned.get(keyOf(held.case));
      if (found === undefined) throw new Error(`a job names a case that is not planned: ${keyOf(held.case)}`);
      yield { held, ...found };
    }
    return undefined;
  }
  const ask = async ({ held, asked, connected: target }: HeldJob): Promise<boolean> => {
    const due = new Set(held.case.modes);
    const done = new Set(asked.ids.filter(({ mode }) => !due.has(mode)).map(caseText));
    const standing = { ...NOTHING_STANDS, done };
    const called = await callCase(asked, {
      connected: target,
      source,
      world,
      judgeApart,
      signal: held.signal,
      standing,
    });
    if (held.signal.aborted) return false;
    // What other cases were given is for the run to know.
    const ids = new RequestIds();
    const records = called.answers.map((answered) => {
      const { exchange } = answered.answer;
      const record = judgeCase(asked, answered, ids.has(exchange), masks.redact);
      ids.add(exchange);
      return record;
    });
    const { request, requestHash: hash } = asked.planned;
    return held.deliver(writeApart(records, [{ hash, request }], masks, zeroMs));
  };
  const lanes = opened.map(({ lane, concurrency }): Lane<HeldJob> => ({
    concurrency,
    jobs: jobsOf(lane.cases(signal)),
  }));
  let [answered, late] = [0, 0];
  try {
    for await (const isTaken of runLanes(lanes, ask, signal)) {
      if (isTaken) answered += 1;
      else late += 1;
    }
  } finally {
    await Promise.all(opened.map(({ lane }) => lane.close()));
  }
  return { answered, late };
}

function keyOf({
  target,
  prompt,
  repetition,
}: {
  readonly target: string;
  readonly prompt: string;
  readonly repetition: number;
}): string {
  return `${target}/${prompt}/${repetition}`;
}
