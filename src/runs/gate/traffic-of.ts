import { countedBy } from '../../contract/gates/gate-metrics.ts';
import type { Criterion, Migration, Policy } from '../../contract/gates/migration.ts';
import type { TrafficEvidence } from '../../contract/rollout/rollout.ts';
import type { Position } from '../../rollout/replay-ledger.ts';
import { trafficEvidence } from '../../rollout/traffic-evidence.ts';
import type { RunWorld } from '../run-world.ts';

const OF_RUNS: ReadonlySet<string> = new Set(['prompt', 'asking']);

/** What the ledger of a migration says of its traffic, where a criterion asks for it; null where none does, or there is none. */
export function trafficOf(
  criteria: readonly Criterion[],
  {
    position,
    migration,
    policy,
  }: {
    readonly position: Position | null;
    readonly migration: Migration | null;
    readonly policy: Policy;
  },
  { clock }: Pick<RunWorld, 'clock'>,
): TrafficEvidence | null {
  if (position === null || migration === null) return null;
  if (criteria.every(({ metric }) => OF_RUNS.has(countedBy(metric)))) return null;
  return trafficEvidence(position, policy.rollout, migration.routing, clock.wallMs());
}
