import {
  INDICATOR_MEANS,
  INDICATORS,
  type Alarm,
  type IndicatorState,
  type MonitoredTarget,
  type MonitorState,
  type MonitorWindow,
} from '../contract/monitors/monitor.ts';
import { CLOCKS_DIFFER_MS } from '../contract/world.ts';
import { findDrift, WEEK_MS } from './find-drift.ts';
import { BURN_ROWS, measureBurns, tallySince } from './measure-burn.ts';

const MS_PER_MINUTE = 60_000;
const DAY_MINUTES = 1_440;
/** A probe may be late by as much as lies between two. */
const LATE = 2;

/** What a monitor is held to. */
export interface MonitorRules {
  /** Share of requests that are to be good by each indicator, below 1. */
  readonly objective: number;
  readonly everyMinutes: number;
}

/**
 * What windows say at a moment of the targets that are named, of all for null: the budget of errors of each indicator, its
 * drift, and whether there is news at all. Tokens of a day are those of every target, for their cap is. A function of what
 * it is given: the same windows at the same moment raise the same alarms.
 */
export function judgeMonitor(
  all: readonly MonitorWindow[],
  rules: MonitorRules,
  nowMs: number,
  named: readonly string[] | null = null,
): MonitorState {
  const windows = all.filter(({ target }) => named?.includes(target) !== false);
  const byTarget = Map.groupBy(windows, ({ target }) => target);
  const targets = [...byTarget.values()].flatMap((of) => monitoredTarget(of, rules, nowMs) ?? []);
  const alarms = targets.flatMap((target) => alarmsOf(target, rules, nowMs));
  const verdict =
    targets.length === 0 || (alarms.length > 0 && alarms.every(({ kind }) => kind === 'absent'))
      ? 'absent'
      : alarms.length > 0
        ? 'alarm'
        : 'quiet';
  return {
    verdict,
    objective: rules.objective,
    everyMinutes: rules.everyMinutes,
    isSynthetic: windows.some(({ source }) => source !== 'live'),
    targets,
    alarms,
    tokensToday: tokensOfDay(all, nowMs),
  };
}

/**
 * The windows of one target in the order of time, and those that asked the same as the newest. Null where there are none.
 * One that a clock which was set puts after now is none while there are others: it would be the newest until then.
 */
function orderWindows(unordered: readonly MonitorWindow[], nowMs: number) {
  const ordered = unordered.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const passed = ordered.filter(({ to }) => Date.parse(to) <= nowMs + CLOCKS_DIFFER_MS);
  const windows = passed.length > 0 ? passed : ordered;
  const newest = windows.at(-1);
  if (newest === undefined) return null;
  const like = windows.filter(({ asked, source }) => asked === newest.asked && source === newest.source);
  return { windows, newest, like, fromMs: Date.parse((like[0] ?? newest).from) };
}

function monitoredTarget(
  unordered: readonly MonitorWindow[],
  { objective }: MonitorRules,
  nowMs: number,
): MonitoredTarget | null {
  const seen = orderWindows(unordered, nowMs);
  if (seen === null) return null;
  const { windows, newest, like, fromMs } = seen;
  return {
    target: newest.target,
    newest,
    windows: windows.length,
    reference: { from: new Date(fromMs).toISOString(), to: new Date(fromMs + WEEK_MS).toISOString() },
    indicators: INDICATORS.map((indicator) => ({
      indicator,
      newest: newest.indicators[indicator],
      day: tallySince(windows, indicator, nowMs - DAY_MINUTES * MS_PER_MINUTE),
      burns: measureBurns(windows, indicator, { objective, nowMs }),
      drift: findDrift({ windows: like, fromMs }, indicator, nowMs),
    })),
  };
}

function alarmsOf(of: MonitoredTarget, rules: MonitorRules, nowMs: number): readonly Alarm[] {
  const { target } = of;
  return [
    ...absence(of, rules, nowMs),
    ...of.indicators.flatMap((state) => [...burning(target, state), ...drifting(target, state)]),
  ];
}

/** No news is not good news. */
function absence(
  { target, newest }: MonitoredTarget,
  { everyMinutes }: MonitorRules,
  nowMs: number,
): readonly Alarm[] {
  const absent = (message: string): Alarm => ({
    target,
    kind: 'absent',
    indicator: null,
    severity: 'page',
    message,
  });
  const minutes = Math.floor((nowMs - Date.parse(newest.to)) / MS_PER_MINUTE);
  if (minutes >= LATE * everyMinutes) {
    return [absent(`nothing was asked for ${minutes} minutes, and the schedule is every ${everyMinutes}`)];
  }
  // It would hide for so long that nothing came since.
  if (Date.parse(newest.to) > nowMs + CLOCKS_DIFFER_MS) {
    return [absent(`the newest probe ended at ${newest.to}, which is later than now: a clock was set`)];
  }
  if (newest.seen === 0) return [absent('the newest probe asked nothing')];
  return [];
}

function times(rate: number | null): string {
  return (rate ?? 0).toFixed(1);
}

/** The fastest row alone: those after it burn as well. */
function burning(target: string, { indicator, burns }: IndicatorState): readonly Alarm[] {
  const at = burns.findIndex(({ isBurning }) => isBurning);
  const [burn, row] = [burns[at], BURN_ROWS[at]];
  if (burn === undefined || row === undefined) return [];
  const { tally, long, short, longMinutes, shortMinutes, limit } = burn;
  const seen = `${tally.bad} of ${tally.n} requests of the last ${spanOf(longMinutes)} ${INDICATOR_MEANS[indicator]}`;
  const rate = `the budget burns ${times(long)} times too fast, over ${spanOf(shortMinutes)} ${times(short)} times`;
  const message = `${seen}: ${rate} (limit ${limit})`;
  return [{ target, kind: 'burn', indicator, severity: row.severity, message }];
}

function drifting(target: string, { indicator, drift }: IndicatorState): readonly Alarm[] {
  if (drift === null || drift.evidence < drift.limit) return [];
  const { week, reference } = drift;
  const message = `this week ${week.bad} of ${week.n} requests ${INDICATOR_MEANS[indicator]}, in the reference week ${reference.bad} of ${reference.n}`;
  return [{ target, kind: 'drift', indicator, severity: 'ticket', message }];
}

export function spanOf(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return minutes < DAY_MINUTES ? `${minutes / 60} h` : `${minutes / DAY_MINUTES} d`;
}

/** Since midnight in UTC. Null where some provider did not count. */
export function tokensOfDay(windows: readonly MonitorWindow[], nowMs: number): number | null {
  const day = new Date(nowMs).toISOString().slice(0, 10);
  return windows
    .filter(({ to }) => to.slice(0, 10) === day)
    .reduce<number | null>((sum, { tokens }) => (sum === null || tokens === null ? null : sum + tokens), 0);
}

/**
 * What the next probe may cost: as much as the greatest of the newest ones; null where none of them was counted. One that was not
 * ends its day: nothing would follow it that could show that the provider counts again.
 */
export function tokensOfNext(windows: readonly MonitorWindow[], asked: readonly string[]): number | null {
  let total = 0;
  for (const target of asked) {
    const like = windows.filter((window) => window.target === target);
    const known = like.slice(-3).flatMap(({ tokens }) => tokens ?? []);
    if (like.length > 0 && known.length === 0) return null;
    total += Math.max(0, ...known);
  }
  return total;
}

/**
 * Windows that nothing is judged by any more are left out: the reference, and what rows look back on, stay. One that a clock
 * which was set puts after now is left out where its target has more others: once its time came it would be news. Where most
 * are after now it is this clock that is behind.
 */
export function keepWindows(windows: readonly MonitorWindow[], nowMs: number): readonly MonitorWindow[] {
  const sinceMs = nowMs - 2 * WEEK_MS;
  const kept = [...Map.groupBy(windows, ({ target }) => target).values()].flatMap((of) => {
    const seen = orderWindows(of, nowMs);
    if (seen === null) return [];
    const { like, newest, fromMs } = seen;
    const reference =
      Date.parse(newest.to) <= sinceMs ? [] : like.filter(({ from }) => Date.parse(from) < fromMs + WEEK_MS);
    const believed = 2 * seen.windows.length < of.length ? of : seen.windows;
    return [...reference, ...believed.filter(({ to }) => Date.parse(to) > sinceMs)];
  });
  const needed = new Set(kept);
  return windows.filter((window) => needed.has(window));
}
