import type { RolloutState } from '../../contract/rollout/rollout.ts';
import { decideHold } from '../../rollout/decide-hold.ts';
import { changeLedger } from '../../store/ledger/change-ledger.ts';
import { ledgerWorld, openRollout, startedLedger, stateNow } from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';

/** Keeps traffic from moving on until it is released, or releases it. A rollback goes all the same. */
export async function holdRollout(
  options: RolloutOptions & { readonly release: boolean; readonly reason: string },
  world: RolloutWorld,
): Promise<RolloutState> {
  const { release, reason, by } = options;
  const open = await openRollout(options);
  const place = { root: open.root, migration: open.migration.id, by };
  const { ledger } = await changeLedger(place, ledgerWorld(world), (before) => {
    const started = startedLedger(before, open, options);
    return { add: [decideHold(started, release, reason)], result: null };
  });
  return stateNow(open, startedLedger(ledger, open, options), world);
}
