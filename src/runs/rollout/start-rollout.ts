import { InputError, problem } from '../../contract/problem.ts';
import { STAGES } from '../../contract/gates/migration.ts';
import type { RolloutState } from '../../contract/rollout/rollout.ts';
import { changeLedger } from '../../store/ledger/change-ledger.ts';
import {
  ledgerWorld,
  openRollout,
  rolloutCommand,
  startedLedger,
  startOf,
  stateNow,
} from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';

/**
 * Begins the ledger of a migration: no traffic moves. Throws InputError where it was begun before, and where its policy
 * has no gate for a stage, for that one could never be left.
 */
export async function startRollout(options: RolloutOptions, world: RolloutWorld): Promise<RolloutState> {
  const open = await openRollout(options);
  const { root, migration, policy } = open;
  const without = STAGES.filter((stage) => policy.stages[stage] === undefined);
  if (without.length > 0) {
    throw new InputError(
      without.map((stage) =>
        problem(
          `policy ${policy.name} has no stage ${stage}, so traffic could never leave it`,
          `write its criteria into the policy, or give migration ${migration.id} another one`,
        ),
      ),
    );
  }
  const { id, baseline, candidate } = migration;
  const place = { root, migration: id, by: options.by };
  const { ledger } = await changeLedger(place, ledgerWorld(world), (before) => {
    if (before !== null) {
      const message = `the rollout of ${id} was started on ${startOf(before).at}: ${before.file}`;
      const mend = `see where it stands: ${rolloutCommand(['status'], id, options)}`;
      throw new InputError([problem(message, mend)]);
    }
    const add = [{ kind: 'start', migration: id, baseline, candidate, policy: policy.name }] as const;
    return { add, result: null };
  });
  return stateNow(open, startedLedger(ledger, open, options), world);
}
