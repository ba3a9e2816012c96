import type { Ledger } from '../contract/rollout/ledger.ts';
import type { MonitorWindow } from '../contract/monitors/monitor.ts';
import { replayLedger } from './replay-ledger.ts';

/** What a monitor saw of one side, as a ledger looks at it. */
export interface ProbesOfStep {
  /** Of this step, and not in the ledger; by their time. */
  readonly fresh: readonly MonitorWindow[];
  /** How many were asked before traffic came to this step: they say nothing of it. */
  readonly earlier: number;
  /** How many of this step the ledger has already. */
  readonly known: number;
}

/** Sorts out what the ledger is to be told of the probes of a target. */
export function probesOfStep(
  windows: readonly MonitorWindow[],
  target: string,
  ledger: Ledger,
): ProbesOfStep {
  const position = replayLedger(ledger);
  const seen = windows.filter((window) => window.target === target);
  const sinceMs = Date.parse(position.sinceAt);
  const ofStep = seen.filter(({ from }) => Date.parse(from) >= sinceMs);
  const fresh = ofStep.filter(({ run, root }) =>
    position.windows.every((window) => window.run !== run && window.root !== root),
  );
  return {
    fresh: fresh.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from)),
    earlier: seen.length - ofStep.length,
    known: ofStep.length - fresh.length,
  };
}
