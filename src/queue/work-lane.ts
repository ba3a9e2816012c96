import type { Random } from '../contract/world.ts';
import { PREFIX } from './board.ts';
import { laneCaseSchema, laneName, type LaneCase } from './lane-job.ts';
import type { Bullmq, Job } from './load-bullmq.ts';
import type { RedisLink } from './open-redis.ts';
import { dropParcel, putParcel } from './parcels.ts';

/** A case that this worker has to ask, and nobody else. */
export interface HeldCase {
  readonly case: LaneCase;
  /** Aborts when somebody else has it, for we were taken to be gone: what comes of it is not wanted any more. */
  readonly signal: AbortSignal;
  /** False where it is not ours any more, and what we have of it is not taken. */
  deliver(text: string): Promise<boolean>;
}

export interface WorkLane {
  /** Cases as they come, until nobody follows the run, or the signal aborts. */
  cases(signal: AbortSignal): AsyncGenerator<HeldCase, undefined>;
  close(): Promise<void>;
}

interface LaneOptions {
  readonly run: string;
  readonly index: number;
  /** Longer than a case takes at most, so that no case is asked twice because its worker was held up. */
  readonly lockMs: number;
  /** The name of this worker. */
  readonly worker: string;
  readonly random: Random;
  readonly isFollowed: () => Promise<boolean>;
}

/** So often somebody looks for cases whose worker let its lock go. */
const STALLED_EVERY_MS = 5_000;
/** A lock is held on to long before it ends: a Redis may be gone for a while. */
const RENEWED_EVERY_MS = 10_000;
/** So long an idle worker waits for a case before it looks whether the run is over, in seconds. */
const IDLE_S = 1;
/** A case that takes its workers down with it is given up in the end; one of which machines are taken away is not. */
const MOST_STALLS = 20;

/** The place at which a worker takes the cases of one lane of a run. */
export async function openWorkLane(
  { Worker }: Bullmq,
  link: RedisLink,
  { run, index, lockMs, worker: token, random, isFollowed }: LaneOptions,
): Promise<WorkLane> {
  const { client, clock, held } = link;
  const worker = new Worker(laneName(run, index), null, {
    connection: client,
    prefix: PREFIX,
    name: token,
    autorun: false,
    lockDuration: lockMs,
    stalledInterval: STALLED_EVERY_MS,
    maxStalledCount: MOST_STALLS,
    drainDelay: IDLE_S,
  });
  // The link says what is wrong with a connection; the rest is thrown to who asked.
  worker.on('error', () => {});
  await held(worker.waitUntilReady());
  await held(worker.startStalledCheckTimer());
  const ours = new Map<string, AbortController>();
  let cancelRenewal = clock.timer(renewMs(lockMs), renew);
  let isClosed = false;

  function renew(): void {
    void renewAll().finally(() => {
      if (!isClosed) cancelRenewal = clock.timer(renewMs(lockMs), renew);
    });
  }

  async function renewAll(): Promise<void> {
    const ids = [...ours.keys()];
    if (ids.length === 0) return;
    const tokens = ids.map(() => token);
    // Who cannot renew now tries again, and the lock lasts.
    const lost = await held(worker.extendJobLocks(ids, tokens, lockMs)).catch(() => []);
    for (const id of lost) ours.get(id)?.abort(new Error('another worker has this case'));
  }

  async function complete(job: Job, text: string): Promise<boolean> {
    const name = `${job.id ?? ''}.${Math.floor(random() * 2 ** 48).toString(36)}`;
    const parcel = await putParcel(link, run, name, text);
    try {
      await held(job.moveToCompleted(parcel, token, false));
      return true;
    } catch (error) {
      if (!isOthers(error)) throw error;
      await dropParcel(link, parcel);
      return false;
    }
  }

  return {
    async *cases(signal) {
      while (!signal.aborted) {
        const job = await held(worker.getNextJob(token));
        if (job === undefined) {
          if (!(await isFollowed())) return undefined;
          continue;
        }
        const read = laneCaseSchema.safeParse(job.data);
        if (signal.aborted) await held(job.moveToWait(token));
        else if (!read.success) await held(job.moveToFailed(new Error('it names no case'), token));
        else {
          const controller = new AbortController();
          const id = job.id ?? '';
          ours.set(id, controller);
          const deliver = (text: string): Promise<boolean> =>
            complete(job, text).finally(() => ours.delete(id));
          yield { case: read.data, signal: controller.signal, deliver };
        }
      }
      return undefined;
    },
    async close() {
      isClosed = true;
      cancelRenewal();
      await worker.close(true);
    },
  };
}

function renewMs(lockMs: number): number {
  return Math.min(RENEWED_EVERY_MS, lockMs / 3);
}

/** BullMQ's words for a job whose lock another has, or nobody, or that is gone: https://docs.bullmq.io/guide/workers/stalled-jobs */
function isOthers(error: unknown): boolean {
  return (
    error instanceof Error && /^(?:Missing (?:lock|key)|Lock mismatch|Job .* is not in)/.test(error.message)
  );
}
