import type { Clock } from '../contract/world.ts';

/** How often is looked whether anything may begin again. Milliseconds. */
const LOOK_MS = 100;

/**
 * Lets through what waits for its turn, so many a second at most and evenly: what begins together is answered together, and
 * those who are served meanwhile wait for all of it. `share` says how many of these may begin now; at 0 none does. Gives up
 * a turn whose signal was aborted.
 */
export function spreadOut(
  clock: Clock,
  perSecond: number,
  share: () => number = ALL,
): (signal: AbortSignal) => Promise<void> {
  const apartMs = 1000 / perSecond;
  let nextMs = -Infinity;
  return async (signal) => {
    while (share() === 0 && !signal.aborted) await clock.sleep(LOOK_MS, signal).catch(() => undefined);
    if (signal.aborted) return;
    const nowMs = clock.nowMs();
    const atMs = Math.max(nowMs, nextMs);
    nextMs = atMs + apartMs / share();
    if (atMs > nowMs) await clock.sleep(atMs - nowMs, signal).catch(() => undefined);
  };
}

const ALL = (): number => 1;
