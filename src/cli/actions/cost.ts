import { nodeWorld } from '../machine/node-world.ts';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import { isWholeCost } from '../../contract/cost/run-cost.ts';
import { renderCost, renderCostJson } from '../../reports/verbs/render-cost.ts';
import { costOfRun } from '../../runs/cost/cost-of-run.ts';
import type { CostFlags } from '../verbs/cost-verb.ts';
import { keptDecisions } from './kept-decisions.ts';

/** What is not known of it is told by the exit code too. */
export async function runCost(run: string | undefined, flags: CostFlags): Promise<void> {
  const { config, out, policy = null, ttl, trim, json } = flags;
  const costed = await costOfRun({
    config,
    out,
    nowMs: nodeWorld().clock.wallMs(),
    run: run ?? null,
    policy,
    decisions: await keptDecisions(out),
    ttlsMinutes: ttl,
    trimTo: trim,
  });
  const exitCode = isWholeCost(costed) ? EXIT_CODES.pass : EXIT_CODES.inconclusive;
  process.stdout.write(json === true ? renderCostJson(costed, exitCode) : renderCost(costed));
  process.exitCode = exitCode;
}
