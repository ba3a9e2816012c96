import { estimate } from '../../cost/estimate.ts';
import { priceOf } from '../../cost/price-of.ts';
import { count, plural } from '../../reports/text/format.ts';
import { textTable } from '../../reports/text/text-table.ts';
import { missingVariables } from '../../runs/project/missing-variables.ts';
import { planBench, type BenchOptions } from '../../runs/bench/plan-bench.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from './print-problems.ts';

/** What `bench --dry-run` prints: what would be asked, and what it would spend. Nothing is called. */
export async function printBenchPlan(options: BenchOptions, asJson: boolean): Promise<void> {
  const { project, source, targets, stages, estimates, warnings, workload } = await planBench(options);
  const { catalog } = project;
  const { clock, env } = nodeWorld();
  const nowMs = clock.wallMs();
  const missing = source === 'live' ? await missingVariables(catalog, targets, env) : [];
  printProblems([...warnings, ...missing]);
  const priced = estimates.map(({ target, ...spending }) => ({
    target: target.id,
    ...spending,
    cost: estimate([{ ...spending, price: priceOf(catalog.prices, target, nowMs) }]),
  }));
  const total = estimate(
    estimates.map(({ target, ...spending }) => ({
      ...spending,
      price: priceOf(catalog.prices, target, nowMs),
    })),
  );
  const requests = priced.reduce((sum, each) => sum + each.requests, 0);
  const { findCapacity } = options;
  if (asJson) {
    const plan = { dryRun: true, findCapacity, source, stages, targets: priced, requests, cost: total };
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...plan })}\n`);
    return;
  }
  const spell = (cost: typeof total): string =>
    cost === null ? 'unknown' : `${cost.amount} ${cost.currency}`;
  const rows = priced.map((each) => [
    each.target,
    count(each.requests),
    count(each.inputTokens),
    count(each.outputTokens),
    spell(each.cost),
  ]);
  const many = `${count(requests)} ${plural(requests, 'request')}`;
  const what = findCapacity
    ? `A search asks ${many} at most, and ends sooner where it is decided.`
    : workload.clients === undefined
      ? `${many} in ${count(stages.length)} ${plural(stages.length, 'stage')}, before retries.`
      : 'How many requests waiting clients send hangs on how fast they are answered: --max-requests bounds it.';
  process.stdout.write(
    `${textTable([['target', 'requests', 'input tokens', 'output tokens at most', 'price'], ...rows])}${what} Price: ${spell(total)}. Tokens are estimates. Nothing was called.\n`,
  );
}
