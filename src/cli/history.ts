import type { KnownRun } from '../contract/history.ts';
import { HISTORY_METRICS, isHistoryMetric } from '../contract/history-metrics.ts';
import { InputError, problem } from '../contract/problem.ts';
import { suggest } from '../files/suggest.ts';
import { escapeJson } from '../reports/escape-terminal.ts';
import {
  renderHistory,
  renderKnownRun,
  renderRebuilt,
  renderTrend,
  renderTrends,
} from '../reports/render-history.ts';
import { findKnown, likeRuns, trendsOf } from '../runs/history-trends.ts';
import { readHistory, rebuildHistory } from '../runs/read-history.ts';
import type {
  ListHistoryFlags,
  RebuildHistoryFlags,
  ShowHistoryFlags,
  TrendHistoryFlags,
} from './history-verbs.ts';
import { nodeWorld } from './node-world.ts';
import { printProblems } from './print-problems.ts';

export async function runListHistory({ out, last, json }: ListHistoryFlags): Promise<void> {
  const known = (await read(out)).toReversed();
  const runs = known.slice(0, last ?? known.length);
  print(json, { runs }, () => (runs.length === 0 ? `${out} holds no run\n` : renderHistory(runs)));
}

export async function runShowHistory(
  wanted: string | undefined,
  { out, json }: ShowHistoryFlags,
): Promise<void> {
  const runs = await read(out);
  const run = findKnown(runs, wanted ?? null);
  const before = likeRuns(runs, run, 2).find((each) => each.run !== run.run);
  print(json, { run, before: before ?? null }, () => renderKnownRun(run, before ?? null));
}

export async function runTrendHistory(
  target: string | undefined,
  { out, metric, last, json }: TrendHistoryFlags,
): Promise<void> {
  if (!isHistoryMetric(metric)) {
    const mend = suggest(metric, Object.keys(HISTORY_METRICS));
    throw new InputError([problem(`unknown metric "${metric}"`, mend)]);
  }
  const trends = trendsOf(await read(out), target ?? null, metric, last);
  const [only] = trends;
  print(json, { trends }, () =>
    target !== undefined && only !== undefined ? renderTrend(only) : renderTrends(trends),
  );
}

export async function runRebuildHistory({ out, json }: RebuildHistoryFlags): Promise<void> {
  const { read: found, gone, left, warnings } = await rebuildHistory(out, nodeWorld());
  printProblems(warnings);
  print(json, { read: found, gone, left }, () => renderRebuilt({ read: found, gone, left }));
}

async function read(out: string): Promise<readonly KnownRun[]> {
  const { runs, warnings } = await readHistory(out, nodeWorld());
  printProblems(warnings);
  return runs;
}

function print(json: true | undefined, facts: object, render: () => string): void {
  process.stdout.write(
    json === true ? `${escapeJson(JSON.stringify({ schemaVersion: 1, ...facts }))}\n` : render(),
  );
}
