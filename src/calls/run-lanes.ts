/** Jobs that share one bound on how many run at once: a target's. Jobs are pulled only when one can start. */
export interface Lane<Job> {
  readonly concurrency: number;
  readonly jobs: Iterable<Job> | AsyncIterable<Job>;
}

/** Where so many results wait to be read, no job is begun: one that was asked of a long document holds a megabyte. */
const MOST_WAITING = 8;

/**
 * Runs all lanes side by side and yields results as they come, in no order. At most the sum of all
 * concurrencies is in flight, and little more waits to be read, however long the lanes are. After an abort no
 * job is pulled; those in flight still yield. What `run` or `jobs` throws ends everything and is thrown here.
 * (p-queue would hold a promise for every job that is planned.)
 */
export async function* runLanes<Job, Result>(
  lanes: readonly Lane<Job>[],
  run: (job: Job) => Promise<Result>,
  signal: AbortSignal,
): AsyncGenerator<Result, undefined> {
  const results: { readonly value: Result }[] = [];
  let came = Promise.withResolvers<void>();
  let taken = Promise.withResolvers<void>();

  const state: { stopped: boolean; over: boolean; failure: { readonly error: unknown } | null } = {
    stopped: false,
    over: false,
    failure: null,
  };

  const work = async (jobs: Iterator<Job> | AsyncIterator<Job>): Promise<void> => {
    while (!state.stopped && !signal.aborted) {
      const next = await jobs.next();
      if (next.done === true) return;
      results.push({ value: await run(next.value) });
      came.resolve();
      while (!state.stopped && results.length >= MOST_WAITING) await taken.promise;
    }
  };

  const workers = lanes.flatMap((lane) => {
    const jobs = iteratorOf(lane.jobs);
    return Array.from({ length: lane.concurrency }, () => work(jobs));
  });
  void Promise.all(workers)
    .catch((error: unknown) => {
      state.failure = { error };
    })
    .finally(() => {
      state.over = true;
      came.resolve();
    });

  try {
    for (;;) {
      for (let next = takeNext(); next !== undefined; next = takeNext()) yield next.value;
      if (state.failure !== null) throw state.failure.error;
      if (state.over && results.length === 0) return undefined;
      await came.promise;
      came = Promise.withResolvers();
    }
  } finally {
    state.stopped = true;
    taken.resolve();
  }

  function takeNext(): { readonly value: Result } | undefined {
    const next = results.shift();
    if (results.length < MOST_WAITING) {
      taken.resolve();
      taken = Promise.withResolvers();
    }
    return next;
  }
}

function iteratorOf<Job>(jobs: Lane<Job>['jobs']): Iterator<Job> | AsyncIterator<Job> {
  return Symbol.asyncIterator in jobs ? jobs[Symbol.asyncIterator]() : jobs[Symbol.iterator]();
}
