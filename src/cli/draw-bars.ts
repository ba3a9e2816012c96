import { MultiBar, type SingleBar } from 'cli-progress';
import { formatTargetProgress, type TargetProgress } from '../reports/progress.ts';
import type { Drawing, ProgressRow } from './progress.ts';

/** A bar a target on a terminal. */
export function drawBars(
  rows: readonly ProgressRow[],
  progressOf: (row: ProgressRow) => TargetProgress,
): Drawing {
  const idWidth = Math.max(...rows.map(({ id }) => id.length));
  const byBar = new Map<SingleBar, ProgressRow>();
  const multi = new MultiBar({
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
    format: (_options, _params, payload: { row: ProgressRow }) =>
      formatTargetProgress(progressOf(payload.row), idWidth),
  });
  for (const row of rows) byBar.set(multi.create(row.planned, row.done, { row }), row);
  return {
    draw() {
      for (const [bar, row] of byBar) bar.update(row.done);
    },
    end: () => multi.stop(),
  };
}
