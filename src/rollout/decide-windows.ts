import type { BodyOf, Ledger, LedgerBody } from '../contract/rollout/ledger.ts';
import { InputError, problem } from '../contract/problem.ts';
import { cutWindows, type MonitoredRun } from './cut-windows.ts';
import { refuseTwice } from './refuse-twice.ts';
import { sumEndedApart } from './ended-apart.ts';
import { findRegression, type Tolerance } from './find-regression.ts';
import { replayLedger, whyNoWindow, windowOf } from './replay-ledger.ts';

const OVERLAP = 'one run stands for a window: let the monitor run once in each';

/** What a run of the monitor adds to a ledger. */
export interface DecidedWindows {
  readonly windows: readonly BodyOf<'window'>[];
  /** Null where traffic stays where it is. */
  readonly rollback: BodyOf<'rollback'> | null;
}

/**
 * The windows of a run, and the rollback that they ask for. Throws InputError where the run is recorded already, holds
 * nothing of the candidate, or its windows overlap others.
 */
export function decideWindows(
  ledger: Ledger,
  run: MonitoredRun,
  how: { readonly windowMinutes: number; readonly tolerance: Tolerance },
): DecidedWindows {
  const position = replayLedger(ledger);
  const { windows: before } = position;
  refuseTwice(ledger, 'window', run);
  const known = {
    given: new Set(before.flatMap(({ baseline }) => baseline?.errors ?? [])),
    endedApart: sumEndedApart(
      before.filter(({ seq }) => seq > position.begun.seq).flatMap(({ endedApart }) => endedApart),
    ),
  };
  const windows = cutWindows(run, how.windowMinutes, known);
  if (windows.length === 0) {
    const mend = 'ask anew: a window without a request says nothing';
    throw new InputError([problem(`run ${run.run} holds no exchange of the candidate`, mend)]);
  }
  const misplaced = windows.flatMap((window) => {
    const why = whyNoWindow(window, before);
    return why === null ? [] : [problem(`run ${run.run}, ${window.from} to ${window.to}: ${why}`, OVERLAP)];
  });
  if (misplaced.length > 0) throw new InputError(misplaced);
  const added = windows.map((window, at) => windowOf({ seq: ledger.entries.length + at + 1 }, window));
  const all = [...before, ...added].toSorted((a, b) => a.fromMs - b.fromMs);
  const regression = findRegression({ ...position, windows: all }, added, how.tolerance);
  if (regression === null) return { windows, rollback: null };
  const { reason, window } = regression;
  return { windows, rollback: { kind: 'rollback', reason, because: window.seq } };
}

export function bodiesOf({ windows, rollback }: DecidedWindows): readonly LedgerBody[] {
  return [...windows, ...(rollback === null ? [] : [rollback])];
}
