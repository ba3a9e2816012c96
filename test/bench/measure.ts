export interface Measured {
  /** User and system time of this process, a request. */
  readonly cpuMsPerExchange: number;
  readonly wallMs: number;
  readonly peakMb: number;
}

/** Runs `work` for `n` requests and prints what this process spent. */
export async function measure(n: number, work: () => Promise<void>): Promise<void> {
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const measured: Measured = {
    cpuMsPerExchange: (user + system) / 1000 / n,
    wallMs: performance.now() - startedMs,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  process.send?.(measured);
}

/** `n` times `once`, `concurrency` at a time. */
export async function inParallel(n: number, concurrency: number, once: () => Promise<void>): Promise<void> {
  let left = n;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await once();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
