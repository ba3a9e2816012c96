import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../contract/world.ts';
import type { RunWorld } from '../runs/run-world.ts';

const realClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await sleep(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
  timer(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The real clock, chance and environment: made here, handed on as arguments. */
export function realWorld(version: string): RunWorld {
  return {
    clock: realClock,
    random: Math.random,
    env: process.env,
    versions: { 'llama-contract': version, node: process.versions.node },
    argv: process.argv.slice(2),
  };
}
