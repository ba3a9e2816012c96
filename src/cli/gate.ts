import type { GateVerdict } from '../contract/decision.ts';
import { STAGES } from '../contract/migration.ts';
import { InputError, problem } from '../contract/problem.ts';
import { renderDecision, renderDecisionJson } from '../reports/render-decision.ts';
import { gate } from '../runs/gate.ts';
import { nodeWorld } from './node-world.ts';
import { stopSignals } from './stop-signals.ts';
import type { GateFlags } from './verbs.ts';

const EXIT_CODES: Readonly<Record<GateVerdict, number>> = { open: 0, closed: 1, inconclusive: 3 };

export async function runGate(flags: GateFlags): Promise<void> {
  const { config, out, stage, migration = null, baseline = null, candidate = null, policy = null } = flags;
  if (stage === undefined) {
    throw new InputError([problem('no stage is named', `name one by --stage: ${STAGES.join(', ')}`)]);
  }
  const allowSynthetic = flags.allowSynthetic === true;
  const options = { config, out, stage, migration, baseline, candidate, policy, allowSynthetic };
  const decision = await gate(options, nodeWorld(), stopSignals().signal);
  const exitCode = EXIT_CODES[decision.verdict];
  process.stdout.write(
    flags.json === true ? renderDecisionJson(decision, exitCode) : renderDecision(decision),
  );
  process.exitCode = exitCode;
}
