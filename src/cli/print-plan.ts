import Table from 'cli-table3';
import { count, plural } from '../reports/format.ts';
import { estimatePlan, type PlanEstimate } from '../suites/estimate-plan.ts';
import { missingVariables } from '../runs/missing-variables.ts';
import { promptsOf } from '../runs/plan-run.ts';
import { planVerify, type VerifyOptions } from '../runs/plan-verify.ts';
import { nodeWorld } from './node-world.ts';
import { printProblems } from './print-problems.ts';

/** What `--dry-run` prints: what would be asked of whom, and an estimate of its size. Nothing is called. */
export async function printPlan(options: VerifyOptions, asJson: boolean): Promise<void> {
  const world = nodeWorld();
  const { plan, project } = await planVerify(options, world);
  const { catalog } = project;
  const isLive = (options.source ?? catalog.source) === 'live';
  printProblems([...project.warnings, ...(isLive ? missingVariables(catalog, plan.targets, world.env) : [])]);
  const estimate = estimatePlan({ ...plan, promptsOf: (target) => promptsOf(plan, target) });
  process.stdout.write(
    asJson
      ? `${JSON.stringify({ schemaVersion: 1, dryRun: true, ...estimate })}\n`
      : formatEstimate(estimate),
  );
}

function formatEstimate(estimate: PlanEstimate): string {
  const table = new Table({
    head: ['target', 'prompts', 'calls', 'tokens (estimate)', 'skipped'],
    style: { head: [], border: [] },
  });
  for (const { id, prompts, calls, tokens, skipped } of estimate.targets) {
    const left = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
    table.push([id, prompts, count(calls), count(tokens), left.join(', ')]);
  }
  const modes = estimate.modes.join(' and ');
  return (
    `${table.toString()}\n${count(estimate.calls)} ${plural(estimate.calls, 'call')} (${modes}, each prompt ${count(estimate.repeat)}x), ` +
    `about ${count(estimate.tokens)} tokens before retries. Nothing was called.\n`
  );
}
