import type { KnownRun, Trend } from '../../contract/runs/history.ts';
import {
  HISTORY_METRICS,
  isHistoryMetric,
  type HistoryMetric,
  type RunKind,
} from '../../contract/runs/history-metrics.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';
import { trendOf } from '../../metrics/trend-of.ts';

/** A run of the history by its id or an unambiguous beginning of it. Throws InputError with the choices. */
export function findKnown(runs: readonly KnownRun[], wanted: string | null): KnownRun {
  const matches =
    wanted === null ? runs.slice(-1) : runs.filter(({ run }) => wanted !== '' && run.startsWith(wanted));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  if (runs.length === 0)
    throw new InputError([problem('no run is known', 'run `npx llama-contract verify` first')]);
  const choices = (matches.length > 0 ? matches : runs.slice(-5)).map(({ run }) => run);
  const reason = matches.length > 0 ? 'more than one run begins with' : 'no run is called';
  throw new InputError([problem(`${reason} ${wanted ?? ''}`, `choose one of ${choices.join(', ')}`)]);
}

/** The runs that were asked as one was, up to it and no more than `last`, the oldest first. */
export function likeRuns(runs: readonly KnownRun[], of: KnownRun, last: number): readonly KnownRun[] {
  const upTo = runs.slice(0, runs.findIndex(({ run }) => run === of.run) + 1);
  return upTo.filter(({ alike }) => alike === of.alike).slice(-last);
}

const MADE_BY: Readonly<Record<RunKind, string>> = {
  run: '`npx llama-contract verify` makes one',
  load: '`npx llama-contract bench --find-capacity` makes one',
  probe: '`npx llama-contract probe` makes one',
};

/** A metric of targets over the newest run that asked them and those that were asked alike. Throws InputError for an unknown target. */
export function trendsOf(
  runs: readonly KnownRun[],
  target: string | null,
  metric: HistoryMetric,
  last: number,
): readonly Trend[] {
  const { of, title } = HISTORY_METRICS[metric];
  // A load may look for no capacity, and a probe for a part alone.
  const fitting = runs.filter(
    ({ kind, targets }) =>
      kind === of && (of === 'run' || targets.some(({ figures }) => figures[metric] !== undefined)),
  );
  if (fitting.length === 0 && runs.length > 0) {
    throw new InputError([problem(`no run that is known has a ${title}`, MADE_BY[of])]);
  }
  const asked = fitting.filter(({ targets }) => target === null || targets.some(({ id }) => id === target));
  if (target !== null && asked.length === 0 && fitting.length > 0) {
    const ids = [...new Set(fitting.flatMap(({ targets }) => targets.map(({ id }) => id)))].toSorted();
    throw new InputError([problem(`no run asked a target "${target}"`, suggest(target, ids))]);
  }
  const newest = findKnown(asked, null);
  const alike = likeRuns(runs, newest, last);
  const targets = target === null ? newest.targets.map(({ id }) => id) : [target];
  return targets.map((id) => trendOf(alike, id, metric));
}

/** Every metric of a run's targets over it and the runs before it that were asked alike; none of a run that is not known. */
export function trendsUpTo(runs: readonly KnownRun[], id: string, last: number): readonly Trend[] {
  const run = runs.find((each) => each.run === id);
  if (run === undefined) return [];
  const alike = likeRuns(runs, run, last);
  const metrics = Object.keys(HISTORY_METRICS).filter(isHistoryMetric);
  return run.targets.flatMap((target) => metrics.map((metric) => trendOf(alike, target.id, metric)));
}
