import { STAGES } from '../contract/migration.ts';
import { InputError, problem } from '../contract/problem.ts';
import { gate } from '../runs/gate.ts';
import { planGate } from '../runs/plan-gate.ts';
import type { GateFlags } from './gate-verb.ts';
import { nodeWorld } from './node-world.ts';
import { printDecision, printGatePlan } from './print-decision.ts';
import { stopSignals } from './stop-signals.ts';

/** The gate itself, or for `plan` what a run could decide of it. */
export async function runGate(what: 'plan' | null, flags: GateFlags): Promise<void> {
  const { config, out, stage, migration = null, baseline = null, candidate = null, policy = null } = flags;
  if (stage === undefined) {
    throw new InputError([problem('no stage is named', `name one by --stage: ${STAGES.join(', ')}`)]);
  }
  const asJson = flags.json === true;
  const about = { config, stage, migration, baseline, candidate, policy };
  if (what === 'plan') {
    printGatePlan(await planGate({ ...about, suites: null, tags: null }), asJson);
    return;
  }
  const options = {
    ...about,
    out,
    allowSynthetic: flags.allowSynthetic === true,
    evidenceRoots: flags.evidenceRoot,
  };
  printDecision(await gate(options, nodeWorld(), stopSignals().signal), asJson);
}
