import {
  formatProgress,
  formatTargetProgress,
  formatWaiting,
  formatWorkers,
  isProgressDue,
  type TargetProgress,
} from '../../reports/formats/progress.ts';
import type { RunEvent } from '../../runs/verify/run-events.ts';
import { printNote } from './print-problems.ts';
import { isInteractive } from './terminal.ts';

/** Live progress on stderr: a bar a target on a terminal, a line now and then in a log. */
export interface Progress {
  on(event: RunEvent): void;
  readonly end: () => void;
}

/** One target's. */
interface ProgressRow {
  readonly id: string;
  readonly planned: number;
  readonly doneBefore: number;
  done: number;
  failed: number;
  errored: number;
  unproven: number;
}

export async function createProgress(): Promise<Progress> {
  const startDrawing = isInteractive(process.stderr) ? await loadBars() : drawLines;
  const rows = new Map<string, ProgressRow>();
  const startedMs = performance.now();
  let started: Extract<RunEvent, { type: 'started' }> | null = null;
  let drawing: Drawing | null = null;
  const waits = new Map<string, { readonly why: string; readonly atMs: number }>();

  const progressOf = (row: ProgressRow): TargetProgress => {
    const seconds = (performance.now() - startedMs) / 1000;
    const made = row.done - row.doneBefore;
    return {
      target: row.id,
      done: row.done,
      planned: row.planned,
      ratePerSecond: made === 0 || seconds === 0 ? null : made / seconds,
      failed: row.failed,
      errored: row.errored,
      unproven: row.unproven,
      waitingForQuota: started?.waitingForQuota(row.id) ?? 0,
      pausedMs: started?.pausedMs(row.id) ?? 0,
    };
  };

  let shown: number | null = null;
  const tellWorkers = (workers: number | null): void => {
    if (workers === null || workers === shown) return;
    shown = workers;
    printNote(formatWorkers(workers));
  };

  return {
    on(event) {
      if (event.type === 'waiting') {
        const last = waits.get(event.target);
        if (last?.why === event.why && !isProgressDue(last.atMs, performance.now())) return;
        waits.set(event.target, { why: event.why, atMs: performance.now() });
        printNote(formatWaiting(event));
      } else if (event.type === 'started') {
        printNote(`run ${event.run} -> ${event.folder}`);
        started = event;
        for (const { id, planned, done } of event.targets) {
          rows.set(id, { id, planned, doneBefore: done, done, failed: 0, errored: 0, unproven: 0 });
        }
        drawing = startDrawing([...rows.values()], progressOf);
      } else if (event.type === 'workers') {
        tellWorkers(event.workers);
      } else if (event.type === 'recorded') {
        const row = rows.get(event.record.case.target);
        if (row === undefined) return;
        row.done += 1;
        const { state } = event.record;
        if (state === 'failed' || state === 'errored' || state === 'unproven') row[state] += 1;
        drawing?.draw();
      }
    },
    end() {
      drawing?.end();
    },
  };
}

interface Drawing {
  draw(): void;
  readonly end: () => void;
}

type StartDrawing = (
  rows: readonly ProgressRow[],
  progressOf: (row: ProgressRow) => TargetProgress,
) => Drawing;

/** A bar a target on a terminal; a log needs no such library. */
async function loadBars(): Promise<StartDrawing> {
  const { MultiBar } = await import('cli-progress');
  return (rows, progressOf) => {
    const idWidth = Math.max(...rows.map(({ id }) => id.length));
    const multi = new MultiBar({
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
      format: (_options, _params, payload: { row: ProgressRow }) =>
        formatTargetProgress(progressOf(payload.row), idWidth),
    });
    const bars = rows.map((row) => ({ row, bar: multi.create(row.planned, row.done, { row }) }));
    return {
      draw() {
        for (const { row, bar } of bars) bar.update(row.done);
      },
      end: () => multi.stop(),
    };
  };
}

const TICK_MS = 1000;

function drawLines(rows: readonly ProgressRow[], progressOf: (row: ProgressRow) => TargetProgress): Drawing {
  let lastMs: number | null = performance.now();
  let drawn: number | null = null;
  const done = (): number => rows.reduce((sum, row) => sum + row.done, 0);
  const drawNow = (): void => {
    drawn = done();
    console.error(formatProgress(rows.map(progressOf)));
  };
  const draw = (): void => {
    const nowMs = performance.now();
    if (!isProgressDue(lastMs, nowMs)) return;
    lastMs = nowMs;
    drawNow();
  };
  // A run that waits for a provider records nothing, and must not look like one that hangs.
  const ticking = setInterval(draw, TICK_MS).unref();
  return {
    draw,
    end() {
      clearInterval(ticking);
      // Who has seen lines of how far it is sees the last of them too: a run that ended at 249 of 300 looks cut short.
      if (drawn !== null && drawn !== done()) drawNow();
    },
  };
}
