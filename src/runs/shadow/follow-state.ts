import type { Ledger } from '../../contract/rollout/ledger.ts';
import type { TrafficState } from '../../contract/traffic/traffic.ts';
import type { Clock } from '../../contract/world.ts';
import { refuseLost } from '../../rollout/refuse-lost.ts';
import { trafficState, unreadableState } from '../../rollout/traffic-state.ts';
import { followLedger } from '../../store/ledger/follow-ledger.ts';
import { ledgerFile } from '../../store/ledger/ledger-file.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';

/** Where traffic stands by its ledger, as that is now. */
export interface FollowedState {
  state(): TrafficState;
  stop(): void;
}

/** Throws InputError where the ledger cannot be read now; one that cannot be read later moves nothing, and says so. */
export async function followState(
  place: { readonly root: string; readonly migration: string },
  clock: Pick<Clock, 'timer'>,
): Promise<FollowedState> {
  let current = trafficState(await readLedger(place.root, place.migration));
  const file = ledgerFile(place.migration);
  const stop = followLedger(place, clock, (seen) => {
    current = 'error' in seen ? unreadableState(current) : readState(seen.ledger, current, file);
    return current.isReadable;
  });
  return { state: () => current, stop };
}

function readState(ledger: Ledger | null, before: TrafficState, file: string): TrafficState {
  try {
    refuseLost(ledger, before, file);
    return trafficState(ledger);
  } catch {
    return unreadableState(before);
  }
}
