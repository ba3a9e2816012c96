import { dirname } from 'node:path';
import type { MonitorState, MonitorWindow } from '../../contract/monitors/monitor.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { hashCanonical } from '../../json/hash-canonical.ts';
import {
  judgeMonitor,
  keepWindows,
  tokensOfDay,
  tokensOfNext,
  type MonitorRules,
} from '../../monitors/judge-monitor.ts';
import { openWindow } from '../../monitors/read-window.ts';
import { holdPatiently } from '../../store/run/hold-patiently.ts';
import type { HeldRun } from '../../store/run/hold-run.ts';
import { orProblem } from '../../store/disk/input-output-problem.ts';
import { makeFolder } from '../../store/disk/make-folder.ts';
import { changeMonitorFile, readMonitorFile } from '../../store/monitor/monitor-file.ts';
import { readPlanned } from '../../store/run/read-planned.ts';
import { findSealedRun } from '../project/gather-answers.ts';
import type { RunWorld } from '../run-world.ts';

const MS_PER_MINUTE = 60_000;

export interface MonitorOptions {
  readonly out: string;
  /** The file that holds what was seen so far. */
  readonly state: string;
  readonly rules: MonitorRules;
  /** Of all targets together, of a day in UTC; null is no limit. */
  readonly maxTokensPerDay: number | null;
  /** Null is all of which something was seen. */
  readonly targets: readonly string[] | null;
}

/** How a monitor stands, and how it stood after the probe before. */
export interface Monitored {
  readonly state: MonitorState;
  /** Null where it saw nothing before. */
  readonly before: MonitorState | null;
}

/** What its file says now. Asks nothing. */
export async function readMonitor(options: MonitorOptions, world: RunWorld): Promise<Monitored> {
  const windows = await readMonitorFile(options.state);
  return monitored(windows, windows, options, world.clock.wallMs());
}

/**
 * Why the next probe may not be sent: it could spend more than a day may. Null where it may. A cap that nobody can hold,
 * for a provider does not count, lets nothing through. Throws InputError where its file is not what it wrote.
 */
export async function whyNotProbe(options: MonitorOptions, world: RunWorld): Promise<string | null> {
  const { maxTokensPerDay: most, state, targets } = options;
  const windows = await readMonitorFile(state);
  if (most === null) return null;
  const spent = tokensOfDay(windows, world.clock.wallMs());
  const known = targets ?? [...new Set(windows.map(({ target }) => target))];
  const next = tokensOfNext(windows, known);
  if (spent === null || next === null) {
    return 'a provider does not count its tokens, so that the cap of a day cannot be held';
  }
  if (spent + next <= most) return null;
  return `${spent} tokens are spent today and the next probe may take ${next}, of ${most} a day`;
}

/**
 * The turn of this monitor to ask under a cap of tokens, waited for as long as until the next probe: what another one asks
 * meanwhile would be counted by neither. Throws InputError that names who does not end.
 */
export async function takeTurn(
  { state, rules }: MonitorOptions,
  world: RunWorld,
  signal: AbortSignal,
): Promise<HeldRun> {
  await orProblem(dirname(state), 'cannot be made', makeFolder(dirname(state)));
  const patienceMs = rules.everyMinutes * MS_PER_MINUTE;
  return holdPatiently(state, `${state}.turn`, world, { patienceMs, signal });
}

/** Adds what a sealed run saw of each of its targets, and says how the monitor stands. Reads the run back whole. */
export async function addProbe(
  { folder, endedAt }: { readonly folder: string; readonly endedAt: string },
  options: MonitorOptions,
  world: RunWorld,
): Promise<Monitored> {
  const run = await findSealedRun(options.out, folder);
  const { manifest, evidenceRoot: root, records } = run;
  const { plan, hashes } = manifest;
  const open = new Map(plan.targets.map((target) => [target, openWindow()]));
  for await (const { record } of records) open.get(record.case.target)?.add(record);
  const { pairs } = await readPlanned(folder, manifest);
  const added = [...open].map(([target, window]) => {
    const prompts = pairs.filter((pair) => pair.target === target).map(({ prompt }) => prompt);
    const { modes, repeat } = plan;
    return window.close({
      target,
      source: manifest.source,
      run: manifest.run,
      root,
      from: manifest.startedAt,
      to: endedAt,
      asked: hashCanonical({
        prompts: prompts.toSorted(),
        suites: hashes.suites,
        goldens: hashes.goldens,
        modes,
        repeat,
      }),
      planned: prompts.length * modes.length * repeat,
    });
  });
  let before: readonly MonitorWindow[] = [];
  const nowMs = world.clock.wallMs();
  const after = await changeMonitorFile(options.state, world, (windows) => {
    const known = windows.find(({ run: name, target }) => name === manifest.run && open.has(target));
    if (known !== undefined) {
      throw new InputError([problem(`${options.state} knows run ${manifest.run} already`, 'probe anew')]);
    }
    before = windows;
    return keepWindows([...windows, ...added], nowMs);
  });
  return monitored(before, after, options, nowMs);
}

function monitored(
  before: readonly MonitorWindow[],
  after: readonly MonitorWindow[],
  { targets, rules }: MonitorOptions,
  nowMs: number,
): Monitored {
  const then = before.filter(({ target }) => targets?.includes(target) !== false);
  const thenMs = Math.min(nowMs, Math.max(...then.map(({ to }) => Date.parse(to))));
  return {
    state: judgeMonitor(after, rules, nowMs, targets),
    before: then.length === 0 ? null : judgeMonitor(before, rules, thenMs, targets),
  };
}
