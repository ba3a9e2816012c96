import { InputError, problem } from '../contract/problem.ts';
import type { Clock } from '../contract/world.ts';
import type { Bullmq, Redis } from './load-bullmq.ts';
import type { RedisUrl } from './redis-url.ts';

/** A connection that comes back by itself, until it was gone for too long. */
export interface RedisLink {
  readonly client: Redis;
  readonly shown: string;
  readonly clock: Clock;
  /** What a promise comes to; throws InputError where Redis refuses, or is gone for too long. */
  readonly held: <T>(asked: Promise<T>) => Promise<T>;
  readonly close: () => void;
}

const CONNECT_MS = 5_000;
/** So long a Redis may be gone: to be started anew, or to hand over to its replica. */
const GONE_MS = 60_000;
const RETRY_MS = 500;

/** BullMQ's own recommendation: below it commands are missing that it needs. https://docs.bullmq.io/guide/connections */
const LEAST_VERSION = [6, 2] as const;

/** Throws InputError that says what is wrong with a Redis, and how to mend it. `name` is how it lists this connection. */
export async function openRedis(
  { Redis }: Bullmq,
  { url, shown }: RedisUrl,
  name: string,
  clock: Clock,
): Promise<RedisLink> {
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => {});
  let state: 'opening' | 'open' | 'closed' = 'opening';
  let last = 'it closed the connection';
  let cancelTimer: (() => void) | null = null;
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    connectionName: name,
    // BullMQ wants none: what is asked while it is gone waits until it is back.
    maxRetriesPerRequest: null,
    retryStrategy: () => (state === 'open' ? RETRY_MS : null),
  });
  client.on('error', (error: Error) => {
    last = error.message;
  });
  client.on('ready', () => {
    cancelTimer?.();
    cancelTimer = null;
  });
  client.on('close', () => {
    if (state !== 'open') return;
    cancelTimer ??= clock.timer(GONE_MS, () => {
      gone.reject(wrong(shown, `is gone for ${GONE_MS / 1000} s: ${last}`, 'start it again'));
    });
  });
  const close = (): void => {
    state = 'closed';
    cancelTimer?.();
    client.disconnect();
  };
  try {
    await client.connect();
    await refuse(client, shown);
    await client.select(Number(new URL(url).pathname.slice(1)));
  } catch (error) {
    close();
    throw error instanceof InputError ? error : whyShut(shown, isClosed(error) ? last : wordsOf(error));
  }
  state = 'open';
  return {
    client,
    shown,
    clock,
    async held(asked) {
      try {
        return await Promise.race([asked, gone.promise]);
      } catch (error) {
        throw refusal(shown, error) ?? error;
      }
    },
    close,
  };
}

/** What of a Redis would lose a run, or not know what is asked of it. */
async function refuse(client: Redis, shown: string): Promise<void> {
  const facts = new Map(
    (await client.info()).split(/\r?\n/).map((line) => {
      const cut = line.indexOf(':');
      return [line.slice(0, cut), line.slice(cut + 1)];
    }),
  );
  // Valkey says of itself which Redis it is like.
  const version = facts.get('redis_version') ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const policy = facts.get('maxmemory_policy');
  const problems = [
    ...(major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1])
      ? [problem(`Redis at ${shown} is of version ${version}`, OLD)]
      : []),
    ...(policy === undefined || policy === 'noeviction'
      ? []
      : [
          problem(
            `Redis at ${shown} may throw jobs and answers away: its maxmemory-policy is ${policy}`,
            'redis-cli CONFIG SET maxmemory-policy noeviction, or the same in its settings',
          ),
        ]),
    ...(facts.get('cluster_enabled') === '1'
      ? [problem(`Redis at ${shown} is a cluster`, 'use one that is none: a run is too small to be split')]
      : []),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

const OLD = `use Redis ${LEAST_VERSION.join('.')} or newer, or Valkey`;

function whyShut(shown: string, words: string): InputError {
  if (/unknown command/i.test(words)) return wrong(shown, `is too old: ${words}`, OLD);
  if (/^(?:WRONGPASS|NOAUTH|ERR.*AUTH)/.test(words)) {
    const mend = 'redis://:PASSWORD@HOST:PORT, kept in an environment variable that you name in its place';
    return wrong(shown, 'does not let us in: the password or user of its URL is wrong or missing', mend);
  }
  if (words.startsWith('NOPERM'))
    return wrong(shown, `lets its user do too little: ${words}`, 'give that user more rights');
  if (/DB index/.test(words))
    return wrong(shown, 'has no such database', 'use a smaller number after the host');
  return wrong(shown, `cannot be reached: ${words}`, 'check that it runs there, and that its URL is right');
}

/** What Redis refused in the middle of a run. */
function refusal(shown: string, error: unknown): InputError | null {
  const words = wordsOf(error);
  if (error instanceof InputError) return null;
  if (words.startsWith('OOM')) {
    const mend = 'raise its maxmemory, or remove what else it holds';
    return wrong(shown, 'has no memory left', mend);
  }
  if (/^(?:NOPERM|WRONGPASS|NOAUTH|READONLY|MISCONF)/.test(words)) {
    return wrong(shown, `refuses what is asked: ${words}`, 'mend that there');
  }
  return null;
}

function wrong(shown: string, why: string, mend: string): InputError {
  return new InputError([problem(`Redis at ${shown} ${why}`, mend)]);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isClosed(error: unknown): boolean {
  return wordsOf(error) === 'Connection is closed.';
}
