import type { Ledger, Moment } from '../contract/rollout/ledger.ts';
import type { RolloutRules } from '../contract/gates/migration.ts';
import type { Deed, RolloutState, Wait } from '../contract/rollout/rollout.ts';
import type { RunVerdict } from '../contract/runs/summary.ts';
import { elapsedMs, wallMs } from './elapsed.ts';
import { replayLedger, spell, type Position, type EntryWith, type Window } from './replay-ledger.ts';
import { nextStep } from './steps.ts';
import { doesProve, unbrokenWindows } from './unbroken-windows.ts';

const MS_PER_HOUR = 3_600_000;

/** Of all traffic, before the old target may be retired. */
const FULL_WINDOWS = 2;

/** Where a migration stands. Throws InputError where its ledger cannot be that of a rollout. */
export function rolloutState(rules: RolloutRules, ledger: Ledger, now: Moment): RolloutState {
  const position = replayLedger(ledger);
  const { start, step, since, held, rolledBack, drill } = position;
  const nowMs = Date.parse(now.at);
  const whole = wholeWindowsOfStep(position);
  const over = whole.filter((window) => window.toMs <= nowMs && doesProve(window));
  const stability = stabilityOf(rules, ledger, position, now);
  const waits = waitsOf(position, stability, over.length);
  return {
    migration: start.migration,
    baseline: start.baseline,
    candidate: start.candidate,
    step,
    since: since.at,
    by: since.by,
    next: nextStep(step),
    held: held === null ? null : deedOf(held),
    rolledBack:
      rolledBack === null ? null : { ...deedOf(rolledBack), isAutomatic: rolledBack.body.because !== null },
    stability: stability === null ? null : { remainingMs: stability.remainingMs, until: stability.until },
    windows: {
      full: over.length,
      incidents: windowsOfStep(position).reduce((sum, { incidents }) => sum + incidents.length, 0),
      unbrokenHours: unbrokenWindows(whole, nowMs).spanMs / MS_PER_HOUR,
    },
    drill:
      drill === null
        ? null
        : { at: drill.entry.at, run: drill.body.run, verdict: drillVerdict(drill.body.counts) },
    waits,
    synthetic: position.isSynthetic,
    ledger: { file: ledger.file, entries: ledger.entries.length, head: ledger.head },
  };
}

/** Those that were asked when traffic stood at this step already. */
export function windowsOfStep({ windows, sinceAt }: Position): readonly Window[] {
  return windows.filter(({ askedMs }) => askedMs >= Date.parse(sinceAt));
}

/** Those that stand for no time before it either. */
export function wholeWindowsOfStep({ windows, sinceAt }: Position): readonly Window[] {
  return windows.filter(({ fromMs }) => fromMs >= Date.parse(sinceAt));
}

/** A smoke run passes when it asked something, and everything that it asked passed. */
export function drillVerdict({
  passed,
  failed,
  errored,
  unproven,
  missing,
}: EntryWith<'drill'>['body']['counts']): RunVerdict {
  if (failed > 0 || errored > 0) return 'fail';
  return passed > 0 && unproven === 0 && missing === 0 ? 'pass' : 'inconclusive';
}

interface Stability {
  readonly remainingMs: number;
  readonly until: string;
  /** Whether the wall clock alone would have it over. */
  readonly isClockAhead: boolean;
}

/** Null where traffic may leave its step: nobody waits where no client is served by the candidate. */
function stabilityOf(
  rules: RolloutRules,
  { entries }: Ledger,
  { since, step }: Position,
  now: Moment,
): Stability | null {
  const holdMs = rules.holdHours * MS_PER_HOUR;
  const remainingMs = holdMs - elapsedMs([...entries.slice(since.seq - 1), now]);
  if (remainingMs <= 0 || step.share === 0) return null;
  const until = new Date(Date.parse(now.at) + remainingMs).toISOString();
  return { remainingMs, until, isClockAhead: wallMs(since, now) >= holdMs };
}

function waitsOf(position: Position, stability: Stability | null, fullWindows: number): readonly Wait[] {
  const { start, step, held } = position;
  if (nextStep(step) === null) {
    const what = `all traffic moved, and ${start.baseline} may be retired`;
    return [{ what, mend: 'there is nothing left to advance to', rollout: null }];
  }
  const waits: Wait[] = [];
  if (held !== null) {
    const { at, by, reason } = deedOf(held);
    const what = `it is held since ${at} by ${by}: ${reason}`;
    waits.push({ what, mend: 'let it go', rollout: ['hold', '--release'] });
  }
  if (stability !== null) {
    const clock = stability.isClockAhead
      ? '; the wall clock was set meanwhile, and the uptime of the machine counts'
      : '';
    const what = `${spell(step)} is to stay for ${hours(stability.remainingMs)} more, to show that it is stable${clock}`;
    waits.push({ what, mend: `wait until ${stability.until} at the earliest`, rollout: null });
  }
  if (step.stage === 'full' && fullWindows < FULL_WINDOWS) {
    const what = `${fullWindows} of ${FULL_WINDOWS} full monitoring windows are recorded since all traffic moved`;
    waits.push({ what, mend: 'record the runs of the monitor', rollout: ['record', '--run', 'RUN'] });
  }
  return waits;
}

function hours(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function deedOf({ entry, body }: EntryWith<'hold'> | EntryWith<'rollback'>): Deed {
  return { at: entry.at, by: entry.by, reason: body.reason };
}
