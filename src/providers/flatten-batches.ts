/**
 * The items of each batch in order, one at a time. Written out, not a generator: a stream has a part an event, and
 * passing each through an async generator costs more than reading it.
 */
export function flattenBatches<T>(batches: AsyncGenerator<readonly T[]>): AsyncIterable<T> {
  let batch: readonly T[] = [];
  let at = 0;
  const refill = async (): Promise<IteratorResult<T>> => {
    for (;;) {
      const next = await batches.next();
      if (next.done === true) return { done: true, value: undefined };
      batch = next.value;
      at = 0;
      const [first] = batch;
      if (first === undefined) continue;
      at = 1;
      return { done: false, value: first };
    }
  };
  return {
    [Symbol.asyncIterator]: () => ({
      next() {
        const value = at < batch.length ? batch[at] : undefined;
        if (value === undefined) return refill();
        at += 1;
        return Promise.resolve({ done: false, value });
      },
      async return() {
        await batches.return(undefined);
        return { done: true, value: undefined };
      },
    }),
  };
}
