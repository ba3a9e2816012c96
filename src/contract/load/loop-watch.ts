/** A stretch, by the monotonic clock, in which the event loop had work without a pause. */
export interface BusyStretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How late the event loop came to its timers, in milliseconds, and when it was busy, in order of time. */
interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly busy: readonly BusyStretch[];
}

/** Watches the event loop from now on, as an argument; what it gives ends the watch. Null where nobody can see. */
export type WatchLoop = () => () => LoopDelay | null;
