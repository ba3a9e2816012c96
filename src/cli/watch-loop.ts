import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { WatchLoop } from '../contract/loop-watch.ts';

/** Its timer rings so often, and what it measures has this in it. */
const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;

/** https://nodejs.org/api/perf_hooks.html#perf_hooksmonitoreventloopdelayoptions */
export const watchLoop: WatchLoop = () => {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  return () => {
    delays.disable();
    if (delays.count === 0) return null;
    return { p99Ms: late(delays.percentile(99)), maxMs: late(delays.max) };
  };
};

function late(ns: number): number {
  return Math.max(0, ns / NS_PER_MS - RESOLUTION_MS);
}
