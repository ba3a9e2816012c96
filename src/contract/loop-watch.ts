/** How late the event loop came to its timers, in milliseconds. */
interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Watches the event loop from now on, as an argument; what it gives ends the watch. Null where nobody can see. */
export type WatchLoop = () => () => LoopDelay | null;
