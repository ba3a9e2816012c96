// Loaded before a command (--import): from the first SIGUSR2 on keeps the longest time for which its event loop was held, for
// whoever sends another. By the wall that is the machine's doing too, which lets others run meanwhile; so the CPU of the
// thread between two looks, a millisecond apart or a turn of the loop, stands beside it.
import { openSync, readSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env['BENCH_LOOP'];
if (isMainThread && file !== undefined) {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const cpuMs = openCpuClock();
  let last = 0;
  let most = 0;
  const look = (): void => {
    const now = cpuMs();
    most = Math.max(most, now - last);
    last = now;
  };
  let isWatching = false;
  process.on('SIGUSR2', () => {
    if (!isWatching) setInterval(look, 1).unref();
    isWatching = true;
    delays.enable();
    const held = { p99Ms: delays.percentile(99) / 1e6, maxMs: delays.max / 1e6, cpuMs: most };
    writeFileSync(file, JSON.stringify(held));
    delays.reset();
    last = cpuMs();
    most = 0;
  });
}

/** Of this thread, to a microsecond: getrusage counts it in ticks of 4 ms. https://docs.kernel.org/scheduler/sched-stats.html */
function openCpuClock(): () => number {
  const stats = openSync('/proc/thread-self/schedstat', 'r');
  const bytes = Buffer.alloc(64);
  return () => Number(bytes.toString('latin1', 0, readSync(stats, bytes, 0, 64, 0)).split(' ')[0]) / 1e6;
}
