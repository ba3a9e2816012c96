import { PREFIX } from './board.ts';
import { jobIdOf, laneCaseSchema, laneName, readParcelName, type LaneCase } from './lane-job.ts';
import type { Bullmq, Job } from './load-bullmq.ts';
import type { RedisLink } from './open-redis.ts';
import { dropParcel, getParcel, type Parcel } from './parcels.ts';

/** What a worker made of a case. */
export interface AnsweredCase {
  readonly case: LaneCase;
  /** Null where it is not there any more, or not what the worker laid down. */
  readonly text: string | null;
  /** It stands elsewhere now. */
  readonly done: () => Promise<void>;
}

export interface FailedCase {
  readonly case: LaneCase;
  readonly reason: string;
}

/** The place at which cases of one lane of a run are laid out, and their answers fetched. */
export interface SubmitLane {
  /** One that is there already is left as it is. */
  add(cases: readonly LaneCase[]): Promise<void>;
  answered(limit: number): Promise<readonly AnsweredCase[]>;
  /** What no worker could ask; it is let go. */
  failed(): Promise<readonly FailedCase[]>;
  /** How many cases are there, in whatever state. */
  count(): Promise<number>;
  /** Has others ask at once what a worker held that is gone. */
  takeOver(isGone: (worker: string) => boolean): Promise<void>;
  /** Takes back what no worker has yet. */
  takeBack(): Promise<void>;
  remove(): Promise<void>;
  close(): Promise<void>;
}

/** What happened to jobs is kept of the last few alone: nobody reads it. */
const EVENTS = 100;

const MOST_REMOVALS = 20;

/** BullMQ's words: https://docs.bullmq.io/guide/queues/removing-jobs#obliterate */
function isUnpaused(error: unknown): boolean {
  return error instanceof Error && /non-paused queue/.test(error.message);
}

export async function openSubmitLane(
  { Queue }: Bullmq,
  link: RedisLink,
  run: string,
  index: number,
): Promise<SubmitLane> {
  const { client, held } = link;
  const queue = new Queue(laneName(run, index), {
    connection: client,
    prefix: PREFIX,
    streams: { events: { maxLen: EVENTS } },
  });
  queue.on('error', () => {});
  await held(queue.waitUntilReady());

  async function answer(job: Job): Promise<readonly AnsweredCase[]> {
    const parcel: Parcel | null = readParcelName(job.returnvalue);
    const done = async (): Promise<void> => {
      await held(job.remove());
      if (parcel !== null) await dropParcel(link, parcel);
    };
    const read = laneCaseSchema.safeParse(job.data);
    if (!read.success) {
      await done();
      return [];
    }
    return [{ case: read.data, text: parcel === null ? null : await getParcel(link, parcel), done }];
  }

  /** Of two that remove it at once, the one ends the pause that the other needs for it. */
  async function removeWhole(tries: number): Promise<void> {
    try {
      await held(queue.obliterate({ force: true }));
    } catch (error) {
      if (tries <= 1 || !isUnpaused(error)) throw error;
      await removeWhole(tries - 1);
    }
  }

  return {
    async add(cases) {
      if (cases.length === 0) return;
      await held(
        queue.addBulk(cases.map((each) => ({ name: 'case', data: each, opts: { jobId: jobIdOf(each) } }))),
      );
    },
    async answered(limit) {
      const jobs = await held(queue.getCompleted(0, limit - 1));
      return (await Promise.all(jobs.map(answer))).flat();
    },
    async failed() {
      const jobs: readonly Job[] = await held(queue.getFailed(0, -1));
      await Promise.all(jobs.map((job) => held(job.remove())));
      return jobs.flatMap(({ data, failedReason }) => {
        const read = laneCaseSchema.safeParse(data);
        return read.success ? [{ case: read.data, reason: failedReason }] : [];
      });
    },
    count: () => held(queue.getJobCountByTypes('wait', 'active', 'completed', 'failed')),
    async takeOver(isGone) {
      const active: readonly Job[] = await held(queue.getActive(0, -1));
      for (const job of active) {
        const { processedBy } = job;
        // Whose lock another has in the meantime, or who has answered, keeps it.
        if (processedBy !== undefined && isGone(processedBy))
          await job.moveToWait(processedBy).catch(() => 0);
      }
    },
    takeBack: () => held(queue.drain()),
    remove: () => removeWhole(MOST_REMOVALS),
    close: () => queue.close(),
  };
}
