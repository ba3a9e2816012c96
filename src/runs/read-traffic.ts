import { countedBy } from '../contract/gate-metrics.ts';
import type { Criterion, Migration, Policy } from '../contract/migration.ts';
import type { TrafficEvidence } from '../contract/rollout.ts';
import { replayLedger } from '../rollout/replay-ledger.ts';
import { trafficEvidence } from '../rollout/traffic-evidence.ts';
import { readLedger } from '../store/ledger/read-ledger.ts';
import type { RunWorld } from './run-world.ts';

const OF_RUNS: ReadonlySet<string> = new Set(['prompt', 'asking']);

/**
 * What the ledger of a migration says of its traffic, where a criterion asks for it; null where none does, or no rollout
 * was started. Throws InputError where the ledger is not what it was.
 */
export async function readTraffic(
  criteria: readonly Criterion[],
  {
    root,
    migration,
    policy,
  }: { readonly root: string; readonly migration: Migration | null; readonly policy: Policy },
  { clock }: Pick<RunWorld, 'clock'>,
): Promise<TrafficEvidence | null> {
  if (migration === null || criteria.every(({ metric }) => OF_RUNS.has(countedBy(metric)))) return null;
  const ledger = await readLedger(root, migration.id);
  if (ledger === null) return null;
  return trafficEvidence(replayLedger(ledger), policy.rollout, migration.routing, clock.wallMs());
}
