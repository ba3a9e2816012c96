import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Of one look at the loop. To look more often takes more of the processor than it tells. */
const LOOK_MS = 10;
const WINDOW_MS = 500;

/**
 * Tells twice a second by how many milliseconds on average the loop of this thread came late to a timer: for its own work,
 * or because it got no core. Keeps no process alive. What it gives ends it.
 */
export function watchLateness(onWindow: (lateMs: number) => void): () => void {
  const delays = monitorEventLoopDelay({ resolution: LOOK_MS });
  delays.enable();
  const timer = setInterval(() => {
    // Node counts what is between two looks. Of a window without any the next one tells.
    if (delays.count === 0) return;
    onWindow(Math.max(0, delays.mean / 1e6 - LOOK_MS));
    delays.reset();
  }, WINDOW_MS).unref();
  return () => {
    clearInterval(timer);
    delays.disable();
  };
}
