import { hostname } from 'node:os';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import type { Random } from '../../contract/world.ts';
import { readRedisUrl } from '../../queue/redis-url.ts';
import { workerConnection } from '../../queue/watch-workers.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { count, plural } from '../../reports/text/format.ts';
import { formatWaiting } from '../../reports/formats/progress.ts';
import { nextRun } from '../../runs/workers/next-run.ts';
import { openQueue, type OpenQueue } from '../../runs/workers/open-queue.ts';
import type { RunEvent } from '../../runs/verify/run-events.ts';
import { WorkCutShort } from '../../runs/workers/work-cut-short.ts';
import { workForRun, type Worked, type WorkerOptions } from '../../runs/workers/work-for-run.ts';
import { whyUnready } from '../asking/ask-run.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printNote, printProblems, printProblemsJson } from '../output/print-problems.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import type { WorkerFlags } from '../verbs/worker-verb.ts';

export async function runWorker(redis: string, flags: WorkerFlags): Promise<void> {
  const { config, concurrency = null, waitReady } = flags;
  const world = nodeWorld();
  const stop = stopSignals();
  const url = readRedisUrl(redis, world.env);
  const worker = nameWorker(world.random);
  const queue = await openQueue(url, workerConnection(worker), world.clock);
  const waitReadyMs = waitReady === undefined ? null : waitReady * 1000;
  const worked: Worked[] = [];
  try {
    printNote(`worker ${worker} at ${url.shown}`);
    await work({ config, concurrency, worker, waitReadyMs }, flags, queue, stop.signal, worked);
  } catch (error) {
    if (!(error instanceof WorkCutShort)) throw error;
    printProblems(error.problems);
    if (flags.json === true) printProblemsJson(error.problems, EXIT_CODES.inconclusive);
    // After the first call a Redis that is gone is never 2.
    process.exitCode = EXIT_CODES.inconclusive;
    return;
  } finally {
    queue.link.close();
  }
  const isIdle = worked.length === 0 || worked.some(({ unready }) => unready.length > 0);
  const exitCode = stop.exitCode() ?? (isIdle ? EXIT_CODES.inconclusive : EXIT_CODES.pass);
  process.exitCode = exitCode;
  if (flags.json !== true) return;
  const runs = worked.map(({ run, answered, late }) => ({ run, answered, late }));
  process.stdout.write(`${escapeJson(JSON.stringify({ schemaVersion: 1, exitCode, worker, runs }))}\n`);
}

/** Works for one run after the other, until it is told to stop, or no more come. */
async function work(
  options: WorkerOptions,
  { once, wait }: WorkerFlags,
  queue: OpenQueue,
  signal: AbortSignal,
  worked: Worked[],
): Promise<void> {
  const world = nodeWorld();
  for (;;) {
    const posted = await nextRun(queue, wait === undefined ? null : wait * 1000, world.clock, signal);
    if (posted === null) {
      if (!signal.aborted) console.error(`no run came within ${wait ?? 0} s`);
      return;
    }
    printNote(`run ${posted.run}`);
    const result = await workForRun(posted, options, queue, world, signal, tell);
    worked.push(result);
    const why = whyUnready(result.unready);
    const late = result.late === 0 ? '' : `; ${count(result.late)} came too late, and others answered them`;
    const many = `${count(result.answered)} ${plural(result.answered, 'case')} answered`;
    printNote(`run ${result.run}: ${why ?? `${many}${late}`}`);
    if (once === true || why !== null || signal.aborted) return;
  }
}

function tell(event: RunEvent): void {
  if (event.type === 'warnings') printProblems(event.problems);
  else if (event.type === 'waiting') printNote(formatWaiting(event));
}

/** Which machine it is on, and nobody else's: a name of a connection has no spaces. */
function nameWorker(random: Random): string {
  const host = hostname().replaceAll(/[^\w.-]/g, '-');
  return `${host}-${process.pid}-${Math.floor(random() * 0x1000000).toString(16)}`;
}
