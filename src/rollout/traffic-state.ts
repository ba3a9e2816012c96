import type { Ledger } from '../contract/ledger.ts';
import type { TrafficState } from '../contract/traffic.ts';
import { replayLedger } from './replay-ledger.ts';
import { FIRST } from './steps.ts';

/** Where traffic stands by its ledger, whatever time it is; null is no ledger. Throws InputError as `replayLedger`. */
export function trafficState(ledger: Ledger | null): TrafficState {
  if (ledger === null) return { step: FIRST, isRolledBack: false, head: null };
  const { step, rolledBack } = replayLedger(ledger);
  return { step, isRolledBack: rolledBack !== null, head: ledger.head };
}
