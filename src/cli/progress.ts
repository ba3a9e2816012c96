import {
  formatProgress,
  formatTargetProgress,
  isProgressDue,
  type TargetProgress,
} from '../reports/progress.ts';
import type { RunEvent } from '../runs/run-events.ts';
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
  let waiting: ((target: string) => number) | null = null;
  let drawing: Drawing | null = null;

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
      waitingForQuota: waiting?.(row.id) ?? 0,
    };
  };

  return {
    on(event) {
      if (event.type === 'started') {
        console.error(`run ${event.run} -> ${event.folder}`);
        waiting = event.waitingForQuota;
        for (const { id, planned, done } of event.targets) {
          rows.set(id, { id, planned, doneBefore: done, done, failed: 0, errored: 0, unproven: 0 });
        }
        drawing = startDrawing([...rows.values()], progressOf);
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

function drawLines(rows: readonly ProgressRow[], progressOf: (row: ProgressRow) => TargetProgress): Drawing {
  let lastMs: number | null = performance.now();
  return {
    draw() {
      const nowMs = performance.now();
      if (!isProgressDue(lastMs, nowMs)) return;
      lastMs = nowMs;
      console.error(formatProgress(rows.map(progressOf)));
    },
    end() {},
  };
}
