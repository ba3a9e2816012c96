/** What waits, first in, first out, bounded by its number and by its size. */
export interface BoundedQueue<Item> {
  /** By which bound so much more has no room; null where it has. */
  whyFull(bytes: number): 'queue-full' | 'bytes-full' | null;
  /** Null where it was taken, else by which bound it was not. */
  offer(item: Item, bytes: number): 'queue-full' | 'bytes-full' | null;
  take(): Item | null;
}

/** Its memory is that of its bounds, however many come. */
export function boundedQueue<Item>(bounds: {
  readonly requests: number;
  readonly bytes: number;
}): BoundedQueue<Item> {
  let waiting: { readonly item: Item; readonly bytes: number }[] = [];
  let first = 0;
  let held = 0;
  const whyFull: BoundedQueue<Item>['whyFull'] = (bytes) => {
    if (waiting.length - first >= bounds.requests) return 'queue-full';
    return held + bytes > bounds.bytes ? 'bytes-full' : null;
  };
  return {
    whyFull,
    offer(item, bytes) {
      const why = whyFull(bytes);
      if (why !== null) return why;
      waiting.push({ item, bytes });
      held += bytes;
      return null;
    },
    take() {
      const next = waiting[first];
      if (next === undefined) return null;
      first += 1;
      held -= next.bytes;
      // What was taken is let go, at a cost that grows with what was taken alone.
      if (first > 32 && first * 2 > waiting.length) {
        waiting = waiting.slice(first);
        first = 0;
      }
      return next.item;
    },
  };
}
