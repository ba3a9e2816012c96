import { openBoard, type Board } from '../../queue/board.ts';
import { loadBullmq, type Bullmq } from '../../queue/load-bullmq.ts';
import { openRedis, type RedisLink } from '../../queue/open-redis.ts';
import type { RedisUrl } from '../../queue/redis-url.ts';
import type { Clock } from '../../contract/world.ts';

/** The Redis by which workers share runs. */
export interface OpenQueue {
  readonly bullmq: Bullmq;
  readonly link: RedisLink;
  readonly board: Board;
}

/** `name` is how Redis lists us. Throws InputError where a package is missing, or the Redis is not one to share runs by. */
export async function openQueue(redis: RedisUrl, name: string, clock: Clock): Promise<OpenQueue> {
  const bullmq = await loadBullmq();
  const link = await openRedis(bullmq, redis, name, clock);
  return { bullmq, link, board: openBoard(link) };
}
