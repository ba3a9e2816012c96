import type { KnownRun, Trend } from '../../contract/runs/history.ts';
import { HISTORY_METRICS, isHistoryMetric, type HistoryMetric } from '../../contract/runs/history-metrics.ts';
import { describeOrigin } from '../words/describe-origin.ts';
import { describeChanges } from '../words/describe-trend.ts';
import { escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, minuteOf, percent, plural } from '../text/format.ts';
import { sparkLine } from '../text/spark-line.ts';
import { spellFigure, spellValue } from '../words/spell-figure.ts';
import { textTable } from '../text/text-table.ts';

/** A line a run. */
export function renderHistory(runs: readonly KnownRun[]): string {
  const head = ['run', 'kind', 'started (UTC)', 'source', 'verdict', 'targets', 'schema match', 'notes'];
  return textTable([head, ...runs.map(rowOf)]);
}

function rowOf(run: KnownRun): readonly string[] {
  const { kind, startedAt, source, targets, kept, changes, origin } = run;
  const notes = [
    ...FOUND.flatMap((metric) => {
      const range = rangeOf(run, metric);
      return range === '-' ? [] : [`${HISTORY_METRICS[metric].title} ${range}`];
    }),
    ...(kept ? [] : ['its folder is gone']),
    ...(changes.length > 0 ? [`${count(changes.length)} ${plural(changes.length, 'endpoint change')}`] : []),
    ...(kind === 'run' ? describeOrigin(origin) : []),
  ];
  return [
    run.run,
    kind,
    minuteOf(startedAt),
    source,
    spellVerdict(run),
    count(targets.length),
    rangeOf(run, 'schema-match'),
    notes.join(', '),
  ];
}

/** What a load and a probe are made for, as far as they found it. */
const FOUND = ['capacity', 'usable-context'] as const satisfies readonly HistoryMetric[];

/** Who measures passes nothing. */
function spellVerdict({ kind, verdict }: KnownRun): string {
  if (kind === 'run' || verdict !== 'pass') return verdict.toUpperCase();
  return kind === 'load' ? 'MEASURED' : 'PROBED';
}

/** From the least target to the greatest. */
function rangeOf({ targets }: KnownRun, metric: HistoryMetric): string {
  const figures = targets
    .flatMap(({ figures: all }) => all[metric] ?? [])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const [least, most] = [figures[0], figures.at(-1)];
  if (least === undefined || most === undefined) return '-';
  const [from, to] = [spellValue(metric, least), spellValue(metric, most)];
  return from === to ? from : `${from} to ${to}`;
}

/** All that is known of a run, each figure beside that of the run before. */
export function renderKnownRun(run: KnownRun, before: KnownRun | null): string {
  const { kind, source, version, evidenceRoot, changes, kept } = run;
  const facts = [
    ['run', kept ? run.run : `${run.run} (its folder is gone: this is all that is known of it)`],
    ['started', `${minuteOf(run.startedAt)} UTC`],
    ['kind', kind],
    ['verdict', spellVerdict(run)],
    ['source', source],
    ...(kind === 'run' ? askedFacts(run) : []),
    ['version', version ?? '-'],
    ...(kind === 'run' ? [['goldens', strengthOf(run)]] : []),
    ['evidence', evidenceRoot ?? '-'],
    ['compared', before === null ? 'no run before was asked alike' : `with run ${before.run}`],
  ];
  const blocks = run.targets.map((target) => {
    const then = before?.targets.find(({ id }) => id === target.id)?.figures;
    const rows = Object.entries(target.figures).flatMap(([metric, figure]) => {
      if (!isHistoryMetric(metric) || figure === undefined) return [];
      const old = then?.[metric];
      const beside = old === undefined ? [] : [`before: ${spellFigure(metric, old)}`];
      return [[`  ${HISTORY_METRICS[metric].title}`, spellFigure(metric, figure), ...beside]];
    });
    return `\n${escapeTerminalLine(target.id)}\n${textTable(rows)}`;
  });
  const changed = changes.map((change) => `${escapeTerminalLine(change)}\n`);
  return [textTable(facts), ...(changed.length === 0 ? [] : ['\n', ...changed]), ...blocks].join('');
}

function askedFacts({ prompts, suites, origin }: KnownRun): readonly (readonly [string, string])[] {
  return [
    ['asked', `${count(prompts)} ${plural(prompts, 'prompt')} of ${suites.join(', ')}`],
    ['made', describeOrigin(origin).join(', ') || 'nobody kept by whom'],
    ['job', origin?.link ?? '-'],
  ];
}

function strengthOf({ strength }: KnownRun): string {
  return strength === null ? 'not tested' : `refuse ${percent(strength)} of altered answers`;
}

/** One target, run by run. */
export function renderTrend(trend: Trend): string {
  const { metric, points, target } = trend;
  const { title } = HISTORY_METRICS[metric];
  if (points.length === 0) return `${escapeTerminalLine(`no run has the ${title} of ${target}`)}\n`;
  const rows = points.map(({ run, startedAt, kept, figure, changed }) => [
    run,
    minuteOf(startedAt),
    spellFigure(metric, figure),
    [...(changed ? ['changed'] : []), ...(kept ? [] : ['its folder is gone'])].join(', '),
  ]);
  const line = sparkLine(points.map(({ figure }) => figure.value));
  return [
    `${escapeTerminalLine(`${title} of ${target}, in ${alikeOf(points.length)}`)}\n${line}\n\n`,
    textTable([['run', 'started (UTC)', title, ''], ...rows]),
    '\n',
    ...conclusions([trend]),
  ].join('');
}

/** A line a target. */
export function renderTrends(trends: readonly Trend[]): string {
  const [first] = trends;
  if (first === undefined) return 'no target was asked\n';
  const { title } = HISTORY_METRICS[first.metric];
  const rows = trends.map(({ target, metric, points }) => [
    target,
    sparkLine(points.map(({ figure }) => figure.value)),
    ...[points[0], points.at(-1)].map((point) =>
      point === undefined ? '-' : spellFigure(metric, point.figure),
    ),
  ]);
  const many = Math.max(...trends.map(({ points }) => points.length));
  return [
    `${title}, in ${alikeOf(many)}\n\n`,
    textTable([['target', 'runs', 'first', 'last'], ...rows]),
    '\n',
    ...conclusions(trends),
  ].join('');
}

function alikeOf(runs: number): string {
  return runs === 1 ? '1 run; no other was asked alike' : `${count(runs)} runs that were asked alike`;
}

/** What the points say, a line each. */
function conclusions(trends: readonly Trend[]): readonly string[] {
  const changes = trends.flatMap(describeChanges);
  const points = trends.flatMap((trend) => trend.points);
  const none =
    Math.max(...trends.map((trend) => trend.points.length)) < 2
      ? 'One run is no trend.'
      : points.some(({ figure }) => figure.low !== null)
        ? 'No run lies beyond the interval that the figure had.'
        : 'No interval of this figure is known, so nothing is said of changes.';
  return (changes.length > 0 ? changes : [none]).map((line) => `${escapeTerminalLine(line)}\n`);
}

/** Runs that were read anew, runs that history alone knows, and folders that are none. */
export function renderRebuilt(rebuilt: {
  readonly read: readonly string[];
  readonly gone: readonly string[];
  readonly left: readonly { readonly run: string; readonly why: string }[];
}): string {
  const { read, gone, left } = rebuilt;
  const lines = [
    `read ${count(read.length)} ${plural(read.length, 'run')}`,
    ...(gone.length === 0
      ? []
      : [`${count(gone.length)} more are known whose folders are gone: ${gone.join(', ')}`]),
    ...left.map(({ run, why }) => `left ${run}: ${why}`),
  ];
  return lines.map((line) => `${escapeTerminalLine(line)}\n`).join('');
}
