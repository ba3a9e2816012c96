import { dirname } from 'node:path';
import { z } from 'zod';
import { createMasks } from '../../config/secrets/create-masks.ts';
import { asWarning, InputError, problem, type Problem } from '../../contract/problem.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { PREFIX, type PostedRun } from '../../queue/board.ts';
import type { LaneCase } from '../../queue/lane-job.ts';
import type { RedisUrl } from '../../queue/redis-url.ts';
import { shareCases } from '../../queue/share-cases.ts';
import { watchWorkers } from '../../queue/watch-workers.ts';
import { acceptAnswers } from './accept-answers.ts';
import { joinVersions } from '../doctor/ask-versions.ts';
import { beginRun, startOf } from '../verify/begin-run.ts';
import { describeRun } from '../verify/describe-run.ts';
import { endRun } from '../verify/end-run.ts';
import { isInTurn } from '../verify/is-in-turn.ts';
import { layOutCases } from './lay-out-cases.ts';
import { mendErrors } from '../doctor/mend-errors.ts';
import { openLanes } from './open-lanes.ts';
import { openQueue } from './open-queue.ts';
import { foldPlanOf, workOf } from '../project/plan-run.ts';
import { planVerify, type VerifyOptions } from '../verify/plan-verify.ts';
import { recallRun } from '../verify/recall-run.ts';
import type { OnRunEvent } from '../verify/run-events.ts';
import type { RunWorld } from '../run-world.ts';
import { createStopper } from '../verify/stop-run.ts';
import { closing, type VerifyResult } from '../verify/verify.ts';
import { writeOrder } from '../verify/work-order.ts';

/**
 * `verify`, asked by workers: the run is planned, judged as far as it takes all of it to judge, kept and reported here, and
 * whoever works at that Redis asks its cases. Nothing is asked from here, and no credential is wanted. A stopped run lies
 * there to be gone on with, by these means or without.
 */
export async function verifyByWorkers(
  options: VerifyOptions & { readonly redis: RedisUrl },
  world: RunWorld,
  signal: AbortSignal,
  onEvent: OnRunEvent,
): Promise<VerifyResult> {
  const { faults, seed, resume, purpose, out: dir, selection } = options;
  const { project, plan, prompts } = await planVerify(options, world);
  const source = options.source ?? project.catalog.source;
  if (source === 'replay') {
    const mend = 'leave --workers out, or use --source live';
    throw new InputError([problem('a replay asks nobody, and needs no workers', mend)]);
  }
  onEvent({ type: 'planned', ...workOf(plan) });
  const { clock, judgeApart } = world;
  const origin = await world.origin(dirname(options.config));
  const described = { project, plan, selection, source, seed, faults, purpose, judge: null, replayed: null };
  const now = describeRun({ ...described, origin, world });
  const fresh = { plan: foldPlanOf(plan), source, catalog: project.catalog };
  const queue = await openQueue(options.redis, `${PREFIX}:submitter`, clock);
  try {
    const begun =
      resume === null ? beginRun(dir, now, fresh, world) : await recallRun(dir, resume, now, fresh, world);
    try {
      onEvent({ type: 'warnings', problems: project.warnings });
      const masks = createMasks([]);
      const store = await begun.open({ clock, ...masks });
      return await closing(store, async () => {
        const { sums, standing, requestIds, pastMs } = begun;
        const { run } = begun.manifest;
        onEvent({
          type: 'started',
          ...startOf(begun, plan, store.folder),
          waitingForQuota: () => 0,
          pausedMs: () => 0,
        });
        const startedMs = clock.nowMs();
        const stopper = createStopper(project.catalog.budgets, options.bail, signal, clock);
        const count = (records: readonly ExchangeRecord[]): void => {
          for (const record of records) {
            sums.add(record);
            stopper.saw(record);
            onEvent({ type: 'recorded', record });
          }
        };
        const inTurn = isInTurn(begun.manifest) ? seed : null;
        const { lanes, skipped, plannedOf } = layOutCases(plan, prompts, standing.done, inTurn);
        const zeroMs = (await queue.board.nowMs()) - clock.nowMs();
        const accept = acceptAnswers({
          plannedOf,
          standing,
          requestIds,
          masks,
          zeroMs,
          judgeApart,
          signal: stopper.signal,
        });
        await store.append(skipped, []);
        count(skipped);
        const posted: PostedRun = {
          schemaVersion: 1,
          run,
          zeroMs,
          lanes: lanes.length,
          order: writeOrder(begun.manifest, plan, faults),
        };
        const shared = await openLanes(queue, posted, lanes);
        try {
          const answers = shareCases(shared.lanes, {
            posted,
            board: queue.board,
            look: watchWorkers(queue.link),
            clock,
            signal: stopper.signal,
            settle: () => store.flush(),
            onWorkers: (workers) => onEvent({ type: 'workers', workers }),
            onFailed: (failed) => onEvent({ type: 'warnings', problems: [notAsked(failed)] }),
          });
          for await (const batch of answers) {
            for (const { case: of, text } of batch) {
              const apart = text === null ? null : await accept(of, text);
              if (apart === null) continue;
              await store.take(apart);
              count(apart.records.map(({ record }) => record));
            }
          }
        } finally {
          stopper.end();
          await shared.leave();
        }
        const servers = (await queue.board.words(run)).flatMap((text) => readServers(text));
        const manifest = {
          ...begun.manifest,
          servers: joinVersions([begun.manifest.servers, ...servers]),
        };
        if (servers.length > 0) await store.describe(manifest);
        const { redact } = masks;
        const durationMs = pastMs + clock.nowMs() - startedMs;
        const done = { options, project, plan, prompts, manifest, store, sums, redact, durationMs };
        const report = await endRun(done, world, signal, onEvent, (summary) =>
          mendErrors({ summary, targets: plan.targets, connected: [], clock, redact, signal }),
        );
        const isWhole = report.summary.counts.missing === 0;
        if (isWhole) await shared.remove();
        const stopped = isWhole ? null : stopper.reason();
        return { report, folder: store.folder, interrupted: signal.aborted, unready: [], stopped };
      });
    } finally {
      await begun.release();
    }
  } finally {
    queue.link.close();
  }
}

function notAsked({
  case: { target, prompt, repetition },
  reason,
}: {
  readonly case: LaneCase;
  readonly reason: string;
}): Problem {
  const message = `no worker could ask ${target}/${prompt}, repetition ${repetition}: ${reason}`;
  return asWarning(problem(message, 'it counts as missing; go on with the run'));
}

const serversSchema = z.record(z.string(), z.array(z.string()));

function readServers(text: string): readonly z.infer<typeof serversSchema>[] {
  const read = serversSchema.safeParse(parseOrUndefined(text));
  return read.success ? [read.data] : [];
}
