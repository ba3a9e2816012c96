import { join } from 'node:path';
import type { HistoryRun } from '../../contract/runs/history.ts';
import { asWarning, problem, type Problem } from '../../contract/problem.ts';
import type { Report } from '../../contract/runs/report.ts';
import { withHistory, type HistoryWorld } from '../../store/history/with-history.ts';
import { HISTORY_FILE } from '../../store/run/layout.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { historyRunOf } from './history-run.ts';

/** Puts a run that has ended into the history. Gives what went wrong, which is no matter of the run; null where nothing did. */
export async function keepInHistory(
  dir: string,
  manifest: RunManifest,
  report: Report,
  world: HistoryWorld,
): Promise<Problem | null> {
  return putInHistory(dir, historyRunOf(manifest, report), world);
}

/** The same of a run of any kind, as history keeps it. */
export async function putInHistory(
  dir: string,
  run: HistoryRun,
  world: HistoryWorld,
): Promise<Problem | null> {
  try {
    const { madeAnew } = await withHistory(dir, world, (history) => history.put([run]));
    return madeAnew ? madeAnewProblem(dir) : null;
  } catch (error) {
    return unusable(dir, error, 'history list reads it from the runs');
  }
}

export function unusable(dir: string, error: unknown, mend: string): Problem {
  const why = error instanceof Error ? error.message : String(error);
  return asWarning(problem(`${join(dir, HISTORY_FILE)} cannot be used: ${why}`, mend));
}

export function madeAnewProblem(dir: string): Problem {
  const message = `${join(dir, HISTORY_FILE)} was damaged, and is made anew`;
  return asWarning(problem(message, 'nothing: what it says of runs is read from them'));
}
