import type { Source } from '../../contract/exchanges/exchange.ts';
import Table from 'cli-table3';
import { whyNoQuestion } from '../../opinions/judge-prompt.ts';
import { count, plural } from '../../reports/text/format.ts';
import { estimatePlan, type PlanEstimate } from '../../suites/estimate-plan.ts';
import type { Project } from '../../runs/project/load-project.ts';
import { missingVariables } from '../../runs/project/missing-variables.ts';
import { trustJudge } from '../../runs/opinions/trust-judge.ts';
import { promptsOf, type Plan } from '../../runs/project/plan-run.ts';
import { planVerify, type VerifyOptions } from '../../runs/verify/plan-verify.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from './print-problems.ts';

/** What `--dry-run` prints: what would be asked of whom, and an estimate of its size. Nothing is called. */
export async function printPlan(options: VerifyOptions, asJson: boolean): Promise<void> {
  const world = nodeWorld();
  const { plan, project } = await planVerify(options, world);
  const { catalog } = project;
  const isLive = (options.source ?? catalog.source) === 'live';
  const missing = isLive ? await missingVariables(catalog, plan.targets, world.env) : [];
  printProblems([...project.warnings, ...missing]);
  const judge = options.judge ? await estimateJudge(plan, project, options.source ?? catalog.source) : null;
  const estimate = estimatePlan({ ...plan, promptsOf: (target) => promptsOf(plan, target) });
  process.stdout.write(
    asJson
      ? `${JSON.stringify({ schemaVersion: 1, dryRun: true, ...estimate, judge })}\n`
      : `${formatEstimate(estimate)}${judge === null ? '' : formatJudge(judge)}`,
  );
}

interface JudgeEstimate {
  readonly target: string;
  /** At most: of an answer that does not come nothing is asked. */
  readonly questions: number;
}

/** Throws InputError where the judge could not be asked. */
async function estimateJudge(plan: Plan, project: Project, source: Source): Promise<JudgeEstimate> {
  const { target } = await trustJudge(project, source);
  const prompts = plan.targets.flatMap(({ id }) => promptsOf(plan, id));
  const texts = prompts.filter(({ prompt }) => whyNoQuestion(prompt) === null).length;
  return { target: target.id, questions: texts * plan.modes.length * plan.repeat };
}

function formatJudge({ target, questions }: JudgeEstimate): string {
  return `Besides, ${target} would judge ${count(questions)} ${plural(questions, 'answer')} at most, a call each.\n`;
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
