import { dirname } from 'node:path';
import type { Ledger } from '../contract/ledger.ts';
import { changeLedger } from '../store/ledger/change-ledger.ts';
import { ledgerWorld, openRollout, startedLedger } from './open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from './open-rollout.ts';

/**
 * Brings all traffic back to the baseline, wherever it stood: no gate, no hold and no clock is asked, and no configuration
 * where the migration is named. Gives the ledger with that as its last entry.
 */
export async function rollBack(
  options: RolloutOptions & { readonly reason: string },
  world: RolloutWorld,
): Promise<Ledger> {
  const { config, by, reason } = options;
  const migration = options.migration ?? (await openRollout(options)).migration.id;
  const place = { root: dirname(config), migration, by };
  const { ledger } = await changeLedger(place, ledgerWorld(world), async (before) => {
    if (before === null) startedLedger(null, await openRollout(options), options);
    return { add: [{ kind: 'rollback', reason, because: null }], result: null };
  });
  if (ledger === null) throw new Error('what was added to is a ledger');
  return ledger;
}
