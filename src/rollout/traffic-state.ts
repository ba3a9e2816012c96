import type { Ledger } from '../contract/rollout/ledger.ts';
import type { TrafficState } from '../contract/traffic/traffic.ts';
import { hashCanonical } from '../json/hash-canonical.ts';
import { replayLedger } from './replay-ledger.ts';
import { FIRST } from './steps.ts';

const NO_LEDGER: TrafficState = {
  step: FIRST,
  isRolledBack: false,
  moves: 0,
  since: null,
  isReadable: true,
  head: null,
};

/** Where traffic stands by its ledger, whatever time it is; null is no ledger. Throws InputError as `replayLedger`. */
export function trafficState(ledger: Ledger | null): TrafficState {
  if (ledger === null) return NO_LEDGER;
  const { step, rolledBack, moves, since } = replayLedger(ledger);
  return {
    step,
    isRolledBack: rolledBack !== null,
    moves,
    since: hashCanonical(since),
    isReadable: true,
    head: ledger.head,
  };
}

/** Where traffic stands while nobody can tell what its ledger says: back, as long as there is a baseline to go back to. */
export function unreadableState(state: TrafficState): TrafficState {
  return { ...state, step: state.step.stage === 'retired' ? state.step : FIRST, isReadable: false };
}
