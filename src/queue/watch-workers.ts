import { PREFIX } from './board.ts';
import type { RedisLink } from './open-redis.ts';

/** How Redis lists the connection of a worker. */
export function workerConnection(worker: string): string {
  return `${PREFIX}:worker:${worker}`;
}

const LISTED = new RegExp(` name=${workerConnection('(\\S+)')} `, 'g');

/** A connection that was cut and comes back is back within this time. */
const GONE_AFTER_MS = 3_000;

export interface Seen {
  /** How many workers are connected; null where this Redis does not list them. */
  readonly workers: number | null;
  /** Whether a worker is known to be there no more. */
  readonly isGone: (worker: string) => boolean;
}

/**
 * Tells a worker that is gone from one that is slow: the system closes the connection of a process that is killed, at once,
 * and leaves that of one that is stopped, or busy. One that is not seen any more may still be cut off: then it is
 * the lock of each case that lets no answer of it in.
 */
export function watchWorkers({ client, clock, held }: RedisLink): () => Promise<Seen> {
  const missingSinceMs = new Map<string, number>();
  return async () => {
    const list = await listed();
    if (list === null) return { workers: null, isGone: () => false };
    for (const name of list) missingSinceMs.delete(name);
    return {
      workers: list.size,
      isGone(worker) {
        if (list.has(worker)) return false;
        const nowMs = clock.nowMs();
        const sinceMs = missingSinceMs.get(worker) ?? nowMs;
        missingSinceMs.set(worker, sinceMs);
        return nowMs - sinceMs >= GONE_AFTER_MS;
      },
    };
  };

  /** Some hosts of Redis let nobody list. */
  async function listed(): Promise<ReadonlySet<string> | null> {
    const text = await held(client.client('LIST')).catch((error: unknown) => {
      if (client.status === 'ready') return null;
      throw error;
    });
    if (typeof text !== 'string') return null;
    return new Set([...text.matchAll(LISTED)].map(([, name = '']) => name));
  }
}
