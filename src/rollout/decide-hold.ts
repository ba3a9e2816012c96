import type { Ledger, LedgerBody } from '../contract/rollout/ledger.ts';
import { InputError, problem } from '../contract/problem.ts';
import { replayLedger } from './replay-ledger.ts';

/** Holds traffic where it stands, or lets it go. Throws InputError where that is so already. */
export function decideHold(ledger: Ledger, release: boolean, reason: string): LedgerBody {
  const { held } = replayLedger(ledger);
  if (release && held === null) {
    throw new InputError([problem('nobody holds it: there is nothing to release', 'leave --release out')]);
  }
  if (!release && held !== null) {
    const { at, by } = held.entry;
    const mend = 'release it first, to give another reason';
    throw new InputError([problem(`it is held since ${at} by ${by}: ${held.body.reason}`, mend)]);
  }
  return { kind: release ? 'release' : 'hold', reason };
}
