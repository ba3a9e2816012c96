import { STAGES } from '../../contract/gates/migration.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { judgeStage } from '../../runs/gate/gate.ts';
import { planGate } from '../../runs/gate/plan-gate.ts';
import type { GateFlags } from '../verbs/gate-verb.ts';
import { keepJudged } from './keep-judged.ts';
import { limitHeapFor } from '../machine/limit-heap.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printDecision, printGatePlan } from '../output/print-decision.ts';
import { refuseIdleGate } from './refuse-idle-gate.ts';
import { stopSignals } from '../machine/stop-signals.ts';

/**
 * The gate itself, for `plan` what a run could decide of it, for `serve` the gates over HTTP, or for `calibrate` how they
 * do over years of nights.
 */
export async function runGate(what: 'plan' | 'serve' | 'calibrate' | null, flags: GateFlags): Promise<void> {
  refuseIdleGate(what, flags);
  if (what === 'calibrate') {
    const { runCalibrate } = await import('./gate-calibrate.ts');
    return runCalibrate(flags);
  }
  const { config, out, stage, migration = null, baseline = null, candidate = null, policy = null } = flags;
  const sides = { config, migration, baseline, candidate, policy };
  const taking = { out, allowSynthetic: flags.allowSynthetic === true, evidenceRoots: flags.evidenceRoot };
  if (what === 'serve') {
    const { runServeGate } = await import('./serve-gate.ts');
    return runServeGate({ ...sides, ...taking }, flags);
  }
  if (stage === undefined) {
    throw new InputError([problem('no stage is named', `name one by --stage: ${STAGES.join(', ')}`)]);
  }
  const asJson = flags.json === true;
  if (what === 'plan') {
    printGatePlan(
      await planGate({ ...sides, stage, suites: null, tags: null, source: null }, nodeWorld()),
      asJson,
    );
    return;
  }
  const judged = await judgeStage(
    { ...sides, ...taking, stage },
    nodeWorld(),
    stopSignals().signal,
    limitHeapFor,
  );
  printDecision(judged.decision, asJson);
  if (flags.reporter !== undefined) {
    const { tellActionsOfGate } = await import('../output/tell-actions.ts');
    await tellActionsOfGate(judged.decision, config);
  }
  await keepJudged(judged, out);
}
