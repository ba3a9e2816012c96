import type { Decision } from '../../contract/gates/decision.ts';
import { GATE_EXIT_CODES } from '../../contract/exit-code.ts';
import type { GatePlan } from '../../contract/gates/gate-plan.ts';
import { renderDecision, renderDecisionJson } from '../../reports/verbs/render-decision.ts';
import { renderGatePlan, renderGatePlanJson } from '../../reports/verbs/render-gate-plan.ts';

/** Prints what a gate says, and sets its exit code. */
export function printDecision(decision: Decision, asJson: boolean): void {
  const exitCode = GATE_EXIT_CODES[decision.verdict];
  process.stdout.write(asJson ? renderDecisionJson(decision, exitCode) : renderDecision(decision));
  process.exitCode = exitCode;
}

/** Prints what a run could decide of a gate, and sets the exit code: 0 where it could open it, else 3. */
export function printGatePlan(plan: GatePlan, asJson: boolean): void {
  const exitCode = GATE_EXIT_CODES[plan.canOpen ? 'open' : 'inconclusive'];
  process.stdout.write(asJson ? renderGatePlanJson(plan, exitCode) : renderGatePlan(plan));
  process.exitCode = exitCode;
}
