import type { KeptDecision } from '../../contract/runs/history.ts';
import type { RunCost } from '../../contract/cost/run-cost.ts';
import { findRunOrNewest } from '../../store/run/find-run.ts';
import { readReport } from '../../store/run/read-report.ts';
import { readRun } from '../../store/run/read-run.ts';
import { checkConfig } from '../project/check-config.ts';
import { declaredOf } from './gather-route-evidence.ts';
import { openCosting, type SavingsAsked } from './open-costing.ts';
import { openRouteWorth } from './open-route-worth.ts';
import { readRoutePolicy, refuseStrangers } from './read-route-file.ts';

export interface CostOptions extends SavingsAsked {
  readonly config: string;
  readonly out: string;
  readonly nowMs: number;
  /** Null is the newest. */
  readonly run: string | null;
  /** A file; null is the built-in policy. */
  readonly policy: string | null;
  /** What gates said of the runs under `out`, the oldest first. */
  readonly decisions: readonly KeptDecision[];
}

/**
 * What a sealed run cost, by the prices of the configuration as it is now, and what would have been saved on its requests.
 * Calls nothing. Throws InputError where the run has not ended, or was changed, and where a policy names what no target is.
 */
export async function costOfRun(options: CostOptions): Promise<RunCost> {
  const { catalog } = await checkConfig(options.config);
  const policy = await readRoutePolicy(options.policy);
  if (options.policy !== null) refuseStrangers(policy, catalog.targets.map(declaredOf));
  const folder = await findRunOrNewest(options.out, options.run, options.nowMs);
  const report = await readReport(folder);
  const { manifest, facts: all } = await readRun(folder);
  const costing = openCosting(folder, manifest, catalog, options);
  const worth = openRouteWorth();
  for await (const { facts } of all) {
    costing.add(facts);
    worth.add(facts);
  }
  return {
    run: report.identity.run,
    synthetic: report.summary.synthetic,
    routes: await worth.routes({ folder, report, catalog, policy, decisions: options.decisions }),
    targets: await costing.targets(report),
  };
}
