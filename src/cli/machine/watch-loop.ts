import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { BusyStretch, WatchLoop } from '../../contract/load/loop-watch.ts';

/** Its timer rings so often, and what it measures has this in it. */
const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;

/** https://nodejs.org/api/perf_hooks.html#perf_hooksmonitoreventloopdelayoptions */
export const watchLoop: WatchLoop = () => {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  const endStretches = watchStretches();
  return () => {
    const busy = endStretches();
    delays.disable();
    if (delays.count === 0) return null;
    return { p99Ms: late(delays.percentile(99)), maxMs: late(delays.max), busy };
  };
};

function late(ns: number): number {
  return Math.max(0, ns / NS_PER_MS - RESOLUTION_MS);
}

const TICK_MS = 1;
/** A loop that waited less than this between two ticks is taken not to have waited. */
const NO_PAUSE_MS = 0.1;
/** What is shorter makes nothing late that is measured in milliseconds. */
const SHORTEST_MS = 1;

/**
 * A delay's percentile is over time, and a burst of answers is short: what came in it waited all the same. So when the loop
 * was busy is kept too. What it did not wait for new events between two ticks is taken as one stretch at their end, for a
 * tick is late because of what came last.
 * https://nodejs.org/api/perf_hooks.html#performancenodetimingidletime
 */
function watchStretches(): () => readonly BusyStretch[] {
  const stretches: BusyStretch[] = [];
  let lastMs = performance.now();
  let lastIdleMs = performance.nodeTiming.idleTime;
  let fromMs = lastMs;
  const end = (): void => {
    if (lastMs - fromMs >= SHORTEST_MS) stretches.push({ fromMs, toMs: lastMs });
  };
  const look = (): void => {
    const [nowMs, idleMs] = [performance.now(), performance.nodeTiming.idleTime];
    const waitedMs = idleMs - lastIdleMs;
    if (waitedMs >= NO_PAUSE_MS) {
      end();
      fromMs = Math.min(nowMs, lastMs + waitedMs);
    }
    [lastMs, lastIdleMs] = [nowMs, idleMs];
  };
  const ticking = setInterval(look, TICK_MS).unref();
  return () => {
    clearInterval(ticking);
    look();
    end();
    return stretches;
  };
}
