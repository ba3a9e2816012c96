import Table from 'cli-table3';
import { count, plural } from '../reports/format.ts';
import type { PlanEstimate } from '../suites/estimate-plan.ts';

/** What a dry run prints. */
export function printEstimate(estimate: PlanEstimate, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, dryRun: true, ...estimate })}\n`);
    return;
  }
  const table = new Table({
    head: ['target', 'prompts', 'calls', 'tokens (estimate)', 'skipped'],
    style: { head: [], border: [] },
  });
  for (const { id, prompts, calls, tokens, skipped } of estimate.targets) {
    const left = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
    table.push([id, prompts, count(calls), count(tokens), left.join(', ')]);
  }
  const modes = estimate.modes.join(' and ');
  process.stdout.write(
    `${table.toString()}\n${count(estimate.calls)} ${plural(estimate.calls, 'call')} (${modes}, each prompt ${count(estimate.repeat)}x), ` +
      `about ${count(estimate.tokens)} tokens before retries. Nothing was called.\n`,
  );
}
