import { spawnSync } from 'node:child_process';
import type { PlannedWork } from '../../runs/project/plan-run.ts';

/**
 * One half of the space for new objects, in MiB; and how much garbage the old objects may have, in percent of what is
 * alive of them, before it is collected. Where documents and pictures are asked of, a hundred MiB more are alive, and a
 * larger share of them would be too much; where they are not, to collect as soon costs a sixth of the processor's time.
 */
export const HEAP_OPTIONS: Readonly<Record<HeapUse, readonly string[]>> = {
  short: ['--max-semi-space-size=16', '--heap-growing-percent=100'],
  any: ['--max-semi-space-size=16', '--heap-growing-percent=25'],
  // Two threads have such a space each, and half of it costs a request nothing that can be measured. What was read of large
  // answers may be collected at once.
  live: ['--max-semi-space-size=8', '--heap-growing-percent=100', '--expose-gc'],
};

type HeapUse = PlannedWork['requests'] | 'live';

/**
 * glibc gives each thread a heap of its own, and V8 has some threads: 10 MiB that stay empty. Other libraries ignore it.
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
export const HEAP_ENV = { MALLOC_ARENA_MAX: '2' };

/**
 * Large pieces are mapped by themselves and what is free at the end is given back, however large the pieces were that came
 * before: else glibc keeps up to 64 MiB of what a compilation or a large answer took for a moment. The same source.
 */
const LIVE_ENV = { ...HEAP_ENV, MALLOC_MMAP_THRESHOLD_: '262144', MALLOC_TRIM_THRESHOLD_: '131072' };

/** So many exchanges take longer than to begin anew, and fewer do not fill what the limit takes away. */
const MANY_EXCHANGES = 5_000;

/**
 * On a machine with much memory V8 lets the spaces for new and for old objects grow until a long run takes 150 MB more,
 * and is no faster for it. Node takes the limits on its own command line alone, which a program that is started by its
 * name does not choose (`env -S` in the first line would: BusyBox has none). So a process that has planned a long run and
 * begun nothing of it takes its own place, with the limits; its number, its terminal and who waits for it stay. Where
 * this cannot be (Windows, a channel to a parent that would be cut, a process that may start none, a Node whose V8 does
 * not know them), a run takes that memory.
 * https://nodejs.org/api/cli.html#useful-v8-options, https://nodejs.org/api/process.html#processexecvefile-args-env
 */
export function limitHeapFor(exchanges: number, use: HeapUse = 'any'): void {
  if (exchanges < MANY_EXCHANGES) return;
  const { argv, env, execArgv, execPath } = process;
  const isChosen = [...execArgv, env['NODE_OPTIONS'] ?? ''].some((text) => text.includes('semi-space-size'));
  if (isChosen || process.execve === undefined || process.platform === 'win32') return;
  const mayStart = process.permission?.has('child') ?? true;
  if (process.channel !== undefined || !mayStart) return;
  // An option that it does not know would end it.
  const options = HEAP_OPTIONS[use];
  if (spawnSync(execPath, [...options, '--version'], { stdio: 'ignore' }).status !== 0) return;
  const memory = use === 'live' ? LIVE_ENV : HEAP_ENV;
  process.execve(execPath, [execPath, ...execArgv, ...options, ...argv.slice(1)], { ...memory, ...env });
}
