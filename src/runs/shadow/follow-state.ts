import type { TrafficState } from '../../contract/traffic/traffic.ts';
import type { Clock } from '../../contract/world.ts';
import { trafficState, unreadableState } from '../../rollout/traffic-state.ts';
import { followLedger } from '../../store/ledger/follow-ledger.ts';
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
  const stop = followLedger(place, clock, (seen) => {
    // One that was there and is gone says nothing any more.
    const isGone = 'error' in seen || (seen.ledger === null && current.head !== null);
    current = isGone ? unreadableState(current) : readState(seen.ledger, current);
  });
  return { state: () => current, stop };
}

function readState(ledger: Parameters<typeof trafficState>[0], before: TrafficState): TrafficState {
  try {
    return trafficState(ledger);
  } catch {
    return unreadableState(before);
  }
}
