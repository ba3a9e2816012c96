import type { GateVerdict } from '../contract/decision.ts';
import { EXIT_CODES } from '../contract/exit-code.ts';
import { STAGES } from '../contract/migration.ts';
import { InputError, problem } from '../contract/problem.ts';
import { renderDecision, renderDecisionJson } from '../reports/render-decision.ts';
import { renderGatePlan, renderGatePlanJson } from '../reports/render-gate-plan.ts';
import { gate } from '../runs/gate.ts';
import { planGate } from '../runs/plan-gate.ts';
import { nodeWorld } from './node-world.ts';
import { stopSignals } from './stop-signals.ts';
import type { GateFlags } from './gate-verb.ts';

const { pass: open, fail: closed, inconclusive } = EXIT_CODES;
const EXIT_OF: Readonly<Record<GateVerdict, number>> = { open, closed, inconclusive };

/** The gate itself, or for `plan` what a run could decide of it: 0 where it could open it, else 3. */
export async function runGate(what: 'plan' | null, flags: GateFlags): Promise<void> {
  const { config, out, stage, migration = null, baseline = null, candidate = null, policy = null } = flags;
  if (stage === undefined) {
    throw new InputError([problem('no stage is named', `name one by --stage: ${STAGES.join(', ')}`)]);
  }
  if (what === 'plan') {
    const plan = await planGate({ config, stage, migration, baseline, candidate, policy });
    const code = EXIT_OF[plan.canOpen ? 'open' : 'inconclusive'];
    process.stdout.write(flags.json === true ? renderGatePlanJson(plan, code) : renderGatePlan(plan));
    process.exitCode = code;
    return;
  }
  const allowSynthetic = flags.allowSynthetic === true;
  const options = { config, out, stage, migration, baseline, candidate, policy, allowSynthetic };
  const decision = await gate(options, nodeWorld(), stopSignals().signal);
  const exitCode = EXIT_OF[decision.verdict];
  process.stdout.write(
    flags.json === true ? renderDecisionJson(decision, exitCode) : renderDecision(decision),
  );
  process.exitCode = exitCode;
}
