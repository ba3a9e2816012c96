import { estimatePlan } from '../suites/estimate-plan.ts';
import { planVerify, type VerifyOptions } from '../runs/plan-verify.ts';
import { printEstimate } from './print-estimate.ts';
import { printProblems } from './print-problems.ts';

/** What `--dry-run` prints: what would be asked of whom, and an estimate of its size. Nothing is called. */
export async function printPlan(options: VerifyOptions, asJson: boolean): Promise<void> {
  const { plan, project } = await planVerify(options);
  printProblems(project.warnings);
  printEstimate(estimatePlan(plan), asJson);
}
