import type { Clock } from '../contract/world.ts';

/** A clock that stands still until somebody waits: then the next timer goes off at once. */
export interface FuzzClock extends Clock {
  /** Lets time pass in silence until the signal aborts. False when nobody waits for anything: it would last for ever. */
  passUntilAborted(signal: AbortSignal): boolean;
  /** Back to the start, every timer forgotten: no case knows of the ones before it. */
  rewind(): void;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

export function createFuzzClock(wallStartMs: number): FuzzClock {
  let nowMs = 0;
  const timers = new Set<Timer>();

  const next = (): Timer | null => {
    let first: Timer | null = null;
    for (const timer of timers) if (first === null || timer.atMs < first.atMs) first = timer;
    return first;
  };

  return {
    nowMs: () => nowMs,
    wallMs: () => wallStartMs + nowMs,
    timer(ms, run) {
      const set = { atMs: nowMs + Math.max(0, ms), run };
      timers.add(set);
      return () => {
        timers.delete(set);
      };
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      nowMs += ms;
    },
    rewind() {
      nowMs = 0;
      timers.clear();
    },
    passUntilAborted(signal) {
      while (!signal.aborted) {
        const timer = next();
        if (timer === null) return false;
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.run();
      }
      return true;
    },
  };
}
