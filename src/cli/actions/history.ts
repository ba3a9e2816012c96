import type { KnownRun } from '../../contract/runs/history.ts';
import { HISTORY_METRICS, isHistoryMetric } from '../../contract/runs/history-metrics.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import {
  renderHistory,
  renderKnownRun,
  renderRebuilt,
  renderTrend,
  renderTrends,
} from '../../reports/verbs/render-history.ts';
import { renderDecisionsWhole, renderKeptDecisions } from '../../reports/verbs/render-kept-decisions.ts';
import { findKnown, likeRuns, trendsOf } from '../../runs/history/history-trends.ts';
import { readHistory, rebuildHistory } from '../../runs/history/read-history.ts';
import type {
  ListHistoryFlags,
  RebuildHistoryFlags,
  ShowHistoryFlags,
  TrendHistoryFlags,
} from '../verbs/history-verbs.ts';
import { keptDecisions } from './kept-decisions.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from '../output/print-problems.ts';

export async function runListHistory({ out, last, json }: ListHistoryFlags): Promise<void> {
  const known = (await read(out)).toReversed();
  const runs = known.slice(0, last ?? known.length);
  const judged = (await keptDecisions(out)).toReversed();
  const decisions = judged.slice(0, last ?? judged.length);
  print(json, { runs, decisions }, () =>
    runs.length === 0 ? `${out} holds no run\n` : `${renderHistory(runs)}${renderKeptDecisions(decisions)}`,
  );
}

export async function runShowHistory(
  wanted: string | undefined,
  { out, json }: ShowHistoryFlags,
): Promise<void> {
  const runs = await read(out);
  const run = findKnown(runs, wanted ?? null);
  const before = likeRuns(runs, run, 2).find((each) => each.run !== run.run);
  const decisions = (await keptDecisions(out)).filter((each) => each.runs.includes(run.run));
  print(
    json,
    { run, before: before ?? null, decisions },
    () => `${renderKnownRun(run, before ?? null)}${renderDecisionsWhole(decisions)}`,
  );
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
  const shown = new Set(trends.flatMap(({ points }) => points.map(({ run }) => run)));
  const decisions = (await keptDecisions(out)).filter(({ runs }) => runs.some((run) => shown.has(run)));
  print(json, { trends, decisions }, () =>
    target !== undefined && only !== undefined
      ? `${renderTrend(only)}${renderKeptDecisions(decisions)}`
      : `${renderTrends(trends)}${renderKeptDecisions(decisions)}`,
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
