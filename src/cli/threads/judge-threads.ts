import { Worker } from 'node:worker_threads';
import type { JudgeApart, SchemaResult, SlowValue } from '../../checks/slow-value.ts';

interface Job {
  readonly values: readonly SlowValue[];
  readonly limitMs: number;
  readonly signal: AbortSignal;
  readonly end: (results: readonly SchemaResult[]) => void;
  readonly fail: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Resolves when it has loaded: that is no part of anybody's time limit. */
  readonly ready: Promise<void>;
}

/** A schema can make an answer have errors without end. */
const MOST_MEMORY_MB = 512;
/** A thread that nobody needs any more. */
const IDLE_MS = 1_000;

const SOURCE = new URL(
  import.meta.url.endsWith('.ts') ? './judge-thread.ts' : './judge-thread.js',
  import.meta.url,
);

/**
 * Judges in threads, `most` at once, each started when it is first needed and gone a second after it was last. One that
 * takes longer than its limit, or more memory than a judgement can need, is ended, and another takes its place.
 */
export function createJudgeThreads(most: number): JudgeApart {
  const waiting: Job[] = [];
  const idle: Thread[] = [];
  let running = 0;

  async function work(job: Job): Promise<void> {
    running += 1;
    const thread = idle.pop() ?? startThread();
    try {
      const { results, isOver } = await judgeOn(thread, job);
      job.end(results);
      if (isOver) keep(thread);
      else await thread.worker.terminate();
    } catch (error) {
      job.fail(error);
    } finally {
      running -= 1;
      next();
    }
  }

  function keep(thread: Thread): void {
    idle.push(thread);
    thread.worker.unref();
    setTimeout(() => {
      const at = idle.indexOf(thread);
      if (at !== -1) void idle.splice(at, 1)[0]?.worker.terminate();
    }, IDLE_MS).unref();
  }

  function next(): void {
    while (running < most) {
      const job = waiting.shift();
      if (job === undefined) return;
      if (job.signal.aborted) job.end([]);
      else void work(job);
    }
  }

  return async (values, limitMs, signal) => {
    const { promise, resolve: end, reject: fail } = Promise.withResolvers<readonly SchemaResult[]>();
    waiting.push({ values, limitMs, signal, end, fail });
    next();
    const results = await promise;
    return values.map((_, at) => results[at] ?? 'too-slow');
  };
}

function startThread(): Thread {
  const limits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
  const worker = new Worker(SOURCE, { env: {}, execArgv: [], resourceLimits: limits });
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  // Whoever waits for it is told; nobody may wait yet.
  ready.catch(() => {});
  return { worker, ready };
}

interface Ended {
  readonly results: readonly SchemaResult[];
  /** Whether the thread has come to its end and can take another job. */
  readonly isOver: boolean;
}

async function judgeOn({ worker, ready }: Thread, { values, limitMs, signal }: Job): Promise<Ended> {
  worker.ref();
  await ready;
  const results: SchemaResult[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const onMessage = (result: SchemaResult): void => {
    results.push(result);
    if (results.length === values.length) resolve(true);
  };
  const onError = (error: Error): void => {
    if (isOutOfMemory(error)) resolve(false);
    else reject(error);
  };
  const onAbort = (): void => resolve(false);
  worker.on('message', onMessage).on('error', onError);
  signal.addEventListener('abort', onAbort);
  const timer = setTimeout(() => resolve(false), limitMs);
  try {
    if (signal.aborted) resolve(false);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    else worker.postMessage(values);
    return { isOver: await promise, results };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    worker.off('message', onMessage).off('error', onError);
  }
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
