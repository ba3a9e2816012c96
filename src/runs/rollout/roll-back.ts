import { dirname } from 'node:path';
import type { BodyOf, Ledger, LedgerBody } from '../../contract/rollout/ledger.ts';
import { trafficState } from '../../rollout/traffic-state.ts';
import { changeLedger, type LedgerWorld } from '../../store/ledger/change-ledger.ts';
import { ledgerWorld, openRollout, startedLedger } from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';

interface LedgerPlace {
  readonly root: string;
  readonly migration: string;
  readonly by: string;
}

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
  const ledger = await addRollback(place, ledgerWorld(world), async (before) => {
    if (before === null) startedLedger(null, await openRollout(options), options);
    return [{ kind: 'rollback', reason, because: null }];
  });
  if (ledger === null) throw new Error('what was added to is a ledger');
  return ledger;
}

/**
 * The same by what live traffic shows, with nobody asked. Adds nothing where traffic moved since that was seen, or went
 * back already. Gives the ledger as it is then.
 */
export async function rollBackByItself(
  place: LedgerPlace,
  { live, reason, moves }: { readonly live: BodyOf<'live'>; readonly reason: string; readonly moves: number },
  world: LedgerWorld,
): Promise<Ledger | null> {
  return addRollback(place, world, (before) => {
    const state = trafficState(before);
    if (before === null || state.step.share === 0 || state.moves !== moves) return [];
    return [live, { kind: 'rollback', reason, because: before.entries.length + 1 }];
  });
}

async function addRollback(
  place: LedgerPlace,
  world: LedgerWorld,
  bodies: (before: Ledger | null) => readonly LedgerBody[] | Promise<readonly LedgerBody[]>,
): Promise<Ledger | null> {
  const { ledger } = await changeLedger(place, world, async (before) => ({
    add: await bodies(before),
    result: null,
  }));
  return ledger;
}
