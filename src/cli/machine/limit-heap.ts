import { spawnSync } from 'node:child_process';
import type { PlannedWork } from '../../runs/project/plan-run.ts';

/**
 * One half of the space for new objects, in MiB; and how much garbage the old objects may have, in percent of what is
 * alive of them, before it is collected. Where documents and pictures are asked of, a hundred MiB more are alive, and a
 * larger share of them would be too much; where they are not, to collect as soon costs a sixth of the processor's time.
 */
export const HEAP_OPTIONS: Readonly<Record<PlannedWork['requests'], readonly string[]>> = {
  short: ['--max-semi-space-size=16', '--heap-growing-percent=100'],
  any: ['--max-semi-space-size=16', '--heap-growing-percent=25'],
};

/**
 * glibc gives each thread a heap of its own, and V8 has some threads: 10 MiB that stay empty. Other libraries ignore it.
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
export const HEAP_ENV = { MALLOC_ARENA_MAX: '2' };

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
export function limitHeapFor(exchanges: number, requests: PlannedWork['requests'] = 'any'): void {
  if (exchanges < MANY_EXCHANGES) return;
  const { argv, env, execArgv, execPath } = process;
  const isChosen = [...execArgv, env['NODE_OPTIONS'] ?? ''].some((text) => text.includes('semi-space-size'));
  if (isChosen || process.execve === undefined || process.platform === 'win32') return;
  const mayStart = process.permission?.has('child') ?? true;
  if (process.channel !== undefined || !mayStart) return;
  // An option that it does not know would end it.
  const options = HEAP_OPTIONS[requests];
  if (spawnSync(execPath, [...options, '--version'], { stdio: 'ignore' }).status !== 0) return;
  process.execve(execPath, [execPath, ...execArgv, ...options, ...argv.slice(1)], { ...HEAP_ENV, ...env });
}
