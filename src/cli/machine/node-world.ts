import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../contract/world.ts';
import type { RunWorld } from '../../runs/run-world.ts';
import { createJudgeThreads } from '../threads/judge-threads.ts';
import { nodeProcesses } from './node-processes.ts';
import { ownVersion, packageVersion } from '../own-version.ts';
import { runOrigin } from './run-origin.ts';

/** What a timer can wait, 25 days: a longer one would ring at once. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_MS = 2 ** 31 - 1;

const realClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await sleep(Math.min(ms, LONGEST_MS), undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
  timer(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_MS));
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
    processes: nodeProcesses,
    env: process.env,
    versions: { 'llama-contract': ownVersion(), node: process.versions.node },
    packageVersion,
    argv: [],
    origin: (folder) => runOrigin(folder, process.env),
    judgeApart: createJudgeThreads(Math.max(1, Math.min(4, availableParallelism() - 1))),
  };
}
