import type { Fault } from '../contract/wires/fault.ts';

type Queue = NonNullable<Fault['queue']>;

/** Queues of targets, each with as many servers as its fault says. */
export interface Queues {
  /** Lets a request in, and says after how many milliseconds it is served; 0 where its target has no queue. */
  enter(seat: string, sinceMs: number): number;
}

/** `sinceMs` counts from when the simulator began, and never falls. */
export function createQueues(faults: readonly Fault[]): Queues {
  const freeMs = new Map<string, number[]>();
  return {
    enter(seat, sinceMs) {
      const meets = ({ queue, match }: Fault): boolean =>
        queue !== undefined && (match.target ?? seat) === seat;
      const queue = faults.find(meets)?.queue;
      if (queue === undefined) return 0;
      const servers = freeMs.get(seat) ?? Array.from({ length: queue.servers }, () => 0);
      freeMs.set(seat, servers);
      const first = servers.indexOf(Math.min(...servers));
      const endMs = endOf(queue, Math.max(sinceMs, servers[first] ?? 0));
      servers[first] = endMs;
      return endMs - sinceMs;
    },
  };
}

/** When a request that begins to be served is over: the rest of a freeze that it meets comes on top. */
function endOf({ serviceMs, freeze }: Queue, startMs: number): number {
  const endMs = startMs + serviceMs;
  if (freeze === undefined) return endMs;
  const thawMs = freeze.atMs + freeze.forMs;
  if (startMs >= thawMs || endMs <= freeze.atMs) return endMs;
  return endMs + thawMs - Math.max(startMs, freeze.atMs);
}
