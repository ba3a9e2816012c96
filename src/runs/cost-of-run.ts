import type { RunCost } from '../contract/run-cost.ts';
import { findNewestRun, findRun } from '../store/find-run.ts';
import { readReport } from '../store/read-report.ts';
import { readRun } from '../store/read-run.ts';
import { checkConfig } from './check-config.ts';
import { openCosting, type SavingsAsked } from './open-costing.ts';

export interface CostOptions extends SavingsAsked {
  readonly config: string;
  readonly out: string;
  /** Null is the newest. */
  readonly run: string | null;
}

/**
 * What a sealed run cost, by the prices of the configuration as it is now, and what would have been saved on its requests.
 * Calls nothing. Throws InputError where the run has not ended, or was changed.
 */
export async function costOfRun(options: CostOptions): Promise<RunCost> {
  const { catalog } = await checkConfig(options.config);
  const folder =
    options.run === null ? await findNewestRun(options.out) : await findRun(options.out, options.run);
  const report = await readReport(folder);
  const { manifest, records } = await readRun(folder);
  const costing = openCosting(folder, manifest, catalog, options);
  for await (const { record } of records) costing.add(record);
  return {
    run: report.identity.run,
    synthetic: report.summary.synthetic,
    targets: await costing.targets(report),
  };
}
