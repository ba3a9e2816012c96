import type { Job, Queue as QueueOf, Worker as WorkerOf } from 'bullmq';
import type { Redis as RedisOf } from 'ioredis';
import { InputError, problem } from '../contract/problem.ts';

export type { Job, RedisOf as Redis };

/** What makes a queue of Redis. */
export interface Bullmq {
  readonly Queue: typeof QueueOf;
  readonly Worker: typeof WorkerOf;
  readonly Redis: typeof RedisOf;
}

/** BullMQ and the client that it speaks to Redis by: peers that need not be there. Throws InputError then. */
export async function loadBullmq(): Promise<Bullmq> {
  try {
    const [{ Queue, Worker }, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { Queue, Worker, Redis };
  } catch {
    const message = 'workers share a run by BullMQ and ioredis, which are not both installed';
    throw new InputError([problem(message, 'npm install bullmq@6 ioredis@6')]);
  }
}
