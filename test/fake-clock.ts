import type { Clock } from '../src/contract/world.ts';

/** A clock that moves only when told to. */
export interface FakeClock extends Clock {
  /** Moves time on, running what falls due in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Advances to each next timer until `done` settles, or throws when nothing is left to wait for. */
  runUntil<T>(done: Promise<T>): Promise<T>;
  /** Timers that are set and have not gone off. */
  pending(): number;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

export function createFakeClock(wallStartMs = Date.UTC(2026, 0, 1)): FakeClock {
  let nowMs = 0;
  const timers = new Set<Timer>();

  const nextTimer = (): Timer | undefined =>
    [...timers].reduce<Timer | undefined>(
      (next, timer) => (next === undefined || timer.atMs < next.atMs ? timer : next),
      undefined,
    );

  const goOff = async (timer: Timer): Promise<void> => {
    timers.delete(timer);
    nowMs = Math.max(nowMs, timer.atMs);
    timer.run();
    await settle();
  };

  const timer: Clock['timer'] = (ms, run) => {
    const set = { atMs: nowMs + Math.max(0, ms), run };
    timers.add(set);
    return () => {
      timers.delete(set);
    };
  };

  return {
    nowMs: () => nowMs,
    wallMs: () => wallStartMs + nowMs,
    timer,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = (): void => {
          cancel();
          reject(signal?.reason);
        };
        const cancel = timer(ms, () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        });
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (let next = nextTimer(); next !== undefined && next.atMs <= untilMs; next = nextTimer()) {
        await goOff(next);
      }
      nowMs = untilMs;
      await settle();
    },
    async runUntil(done) {
      const state = { settled: false };
      const mark = (): void => {
        state.settled = true;
      };
      done.then(mark, mark);
      for (await settle(); !state.settled;) {
        const next = nextTimer();
        if (next === undefined) throw new Error('nothing is left to wait for');
        await goOff(next);
      }
      return done;
    },
    pending: () => timers.size,
  };
}

/** A turn of the event loop runs every promise that is ready, however long its chain. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
