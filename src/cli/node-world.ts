import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../contract/world.ts';
import type { RunWorld } from '../runs/run-world.ts';
import { createJudgeThreads } from './judge-threads.ts';
import { ownVersion } from './own-version.ts';

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

/**
 * The real clock, chance, environment, versions and threads: made here, handed on as arguments. `argv` is empty: only the
 * command line has arguments that are its own.
 */
export function nodeWorld(): RunWorld {
  return {
    clock: realClock,
    random: Math.random,
    env: process.env,
    versions: { 'llama-contract': ownVersion(), node: process.versions.node },
    argv: [],
    judgeApart: createJudgeThreads(Math.max(1, Math.min(4, availableParallelism() - 1))),
  };
}
