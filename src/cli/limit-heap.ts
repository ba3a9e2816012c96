/** One half of the space for new objects, in MiB. */
export const HEAP_OPTION = '--max-semi-space-size=16';

/** So many exchanges take longer than to begin anew, and fewer do not fill what the limit takes away. */
const MANY_EXCHANGES = 10_000;

/**
 * On a machine with much memory V8 lets the space for new objects grow until a long run takes 100 MB more, and is no
 * faster for it. Node takes the limit on its own command line alone, which a program that is started by its name does
 * not choose (`env -S` in the first line would: BusyBox has none). So a process that has planned a long run and begun
 * nothing of it takes its own place, with the limit; its number, its terminal and who waits for it stay. Where this
 * cannot be (Windows, a channel to a parent that would be cut, a process that may start none), a run takes that memory.
 * https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib, https://nodejs.org/api/process.html#processexecvefile-args-env
 */
export function limitHeapFor(exchanges: number): void {
  if (exchanges < MANY_EXCHANGES) return;
  const { argv, env, execArgv, execPath } = process;
  const isChosen = [...execArgv, env['NODE_OPTIONS'] ?? ''].some((text) => text.includes('semi-space-size'));
  if (isChosen || process.execve === undefined || process.platform === 'win32') return;
  const mayStart = process.permission?.has('child') ?? true;
  if (process.channel !== undefined || !mayStart) return;
  process.execve(execPath, [execPath, ...execArgv, HEAP_OPTION, ...argv.slice(1)], env);
}
