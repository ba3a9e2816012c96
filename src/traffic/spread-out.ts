import type { Clock } from '../contract/world.ts';

/**
 * Lets through what waits for its turn, so many a second at most and evenly: what begins together is answered together, and
 * those who are served meanwhile wait for all of it. Gives up a turn whose signal was aborted.
 */
export function spreadOut(clock: Clock, perSecond: number): (signal: AbortSignal) => Promise<void> {
  const apartMs = 1000 / perSecond;
  let nextMs = -Infinity;
  return async (signal) => {
    const nowMs = clock.nowMs();
    const atMs = Math.max(nowMs, nextMs);
    nextMs = atMs + apartMs;
    if (atMs > nowMs) await clock.sleep(atMs - nowMs, signal).catch(() => undefined);
  };
}
