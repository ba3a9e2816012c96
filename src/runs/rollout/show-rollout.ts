import type { RolloutState } from '../../contract/rollout/rollout.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { openRollout, startedLedger, stateNow } from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';

/** Where a migration stands. Writes nothing. Throws InputError where no rollout of it was started. */
export async function showRollout(options: RolloutOptions, world: RolloutWorld): Promise<RolloutState> {
  const open = await openRollout(options);
  const ledger = await readLedger(open.root, open.migration.id);
  return stateNow(open, startedLedger(ledger, open, options), world);
}
