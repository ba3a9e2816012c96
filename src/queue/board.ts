import { z } from 'zod';
import { parseOrUndefined } from '../json/read.ts';
import type { RedisLink } from './open-redis.ts';

/** Everything that we keep in a Redis begins so. */
export const PREFIX = 'llama-contract';

/** Which runs want workers, by id, and when the process that follows each was last seen, by the clock of Redis. */
const RUNS = `${PREFIX}:runs`;
const FOLLOWED = `${PREFIX}:followed`;

/** Who follows a run says so more often than this, or is taken to be gone: its workers ask nothing more. */
const FOLLOWED_MS = 60_000;

/** What workers answered of a run that nobody goes on with is kept for so long. */
export const KEPT_MS = 7 * 24 * 3_600_000;

/** A run as it is posted. */
const postedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  run: z.string().regex(/^[\w.-]+$/),
  /** When the clock by which its requests count their times was 0: milliseconds since 1970, by the clock of Redis. */
  zeroMs: z.number(),
  lanes: z.int().positive(),
  /** What is to be asked, in words that are none of the queue's. */
  order: z.unknown(),
});
export type PostedRun = Readonly<z.infer<typeof postedSchema>>;

/** Where the runs stand that want workers. */
export interface Board {
  /** By the clock of Redis, which all machines share: milliseconds since 1970. */
  nowMs(): Promise<number>;
  post(posted: PostedRun): Promise<void>;
  /** Says that somebody still follows a run; one that Redis has forgotten is posted again. */
  follow(posted: PostedRun): Promise<void>;
  isFollowed(run: string): Promise<boolean>;
  /** Whether it is kept still, followed or not. */
  isPosted(run: string): Promise<boolean>;
  /** Nobody follows it any more; it can be gone on with. */
  leave(run: string): Promise<void>;
  remove(run: string): Promise<void>;
  /** Leaves a word of a worker of a run. */
  say(run: string, worker: string, word: string): Promise<void>;
  /** What its workers said. */
  words(run: string): Promise<readonly string[]>;
  /** Those that are followed now, the oldest first; what is no posting of this version is left out. */
  followed(): Promise<readonly PostedRun[]>;
  /** Those that nobody followed for as long as anything is kept. */
  forgotten(): Promise<readonly PostedRun[]>;
}

export function openBoard({ client, held }: RedisLink): Board {
  const nowMs = async (): Promise<number> => {
    const [seconds, micros] = await held(client.time());
    return Number(seconds) * 1_000 + Number(micros) / 1_000;
  };
  const isSeen = async (run: string): Promise<boolean> => {
    const seenMs = Number((await held(client.zscore(FOLLOWED, run))) ?? 0);
    return seenMs > (await nowMs()) - FOLLOWED_MS;
  };
  const read = async (runs: readonly string[]): Promise<readonly PostedRun[]> => {
    const posted = await Promise.all(runs.map(async (run) => readPosted(await held(client.hget(RUNS, run)))));
    return posted.flatMap((each) => each ?? []);
  };
  const post = async (posted: PostedRun): Promise<void> => {
    await held(client.hset(RUNS, posted.run, JSON.stringify(posted)));
    await held(client.zadd(FOLLOWED, await nowMs(), posted.run));
  };
  return {
    nowMs,
    post,
    async follow(posted) {
      if ((await held(client.hexists(RUNS, posted.run))) === 0) await post(posted);
      await held(client.zadd(FOLLOWED, await nowMs(), posted.run));
    },
    isFollowed: isSeen,
    isPosted: async (run) => (await held(client.hexists(RUNS, run))) === 1,
    async leave(run) {
      await held(client.zadd(FOLLOWED, (await nowMs()) - FOLLOWED_MS, run));
    },
    async say(run, worker, word) {
      await held(client.hset(saidBy(run), worker, word));
      await held(client.pexpire(saidBy(run), KEPT_MS));
    },
    words: (run) => held(client.hvals(saidBy(run))),
    async remove(run) {
      await held(client.unlink(saidBy(run)));
      await held(client.zrem(FOLLOWED, run));
      await held(client.hdel(RUNS, run));
    },
    async followed() {
      const sinceMs = (await nowMs()) - FOLLOWED_MS;
      return (await read(await held(client.zrangebyscore(FOLLOWED, `(${sinceMs}`, '+inf')))).toSorted(
        (a, b) => a.zeroMs - b.zeroMs,
      );
    },
    async forgotten() {
      const untilMs = (await nowMs()) - KEPT_MS;
      return read(await held(client.zrangebyscore(FOLLOWED, '-inf', untilMs)));
    },
  };
}

function saidBy(run: string): string {
  return `${PREFIX}:${run}:said`;
}

function readPosted(text: string | null): PostedRun | null {
  const read = postedSchema.safeParse(text === null ? null : parseOrUndefined(text));
  return read.success ? read.data : null;
}
