import type { Decision, SideEvidence } from '../contract/gates/decision.ts';
import type { BodyOf, Ledger, Moment } from '../contract/rollout/ledger.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import { replayLedger, type Position } from './replay-ledger.ts';
import { nextStep } from './steps.ts';

type Judged = Pick<Decision, 'stage' | 'verdict' | 'synthetic' | 'migration' | 'policy' | 'evidence'>;

/**
 * What a gate that was judged does to traffic that waits for nothing else: the step further, or null where it is not open.
 * Throws InputError where it is the gate of something else, and where its evidence is of other targets, older than the
 * step or of a time to come, or moved traffic before.
 */
export function decideAdvance(
  ledger: Ledger,
  decision: Judged,
  { at: now }: Pick<Moment, 'at'>,
): BodyOf<'advance'> | null {
  const position = { ...replayLedger(ledger), now };
  const { step, start } = position;
  const to = nextStep(step);
  const { stage, policy, synthetic, evidence } = decision;
  if (to === null || stage !== step.stage || decision.migration !== start.migration) {
    const message = `the gate of ${stage} of ${decision.migration ?? 'no migration'} says nothing of ${step.stage} of ${start.migration}`;
    throw new InputError([problem(message, `judge that of ${step.stage}`)]);
  }
  const { baseline, candidate } = evidence;
  const strange = [
    ...strangeness(baseline, start.baseline, position),
    ...strangeness(candidate, start.candidate, position),
  ];
  // Both sides may be of one run, and then it is strange once.
  const each = [...new Map(strange.map((found) => [found.message, found])).values()];
  if (each.length > 0) throw new InputError(each);
  if (decision.verdict !== 'open') return null;
  const gate = { stage, policy, synthetic, baseline: sideOf(baseline), candidate: sideOf(candidate) };
  return { kind: 'advance', from: step, to, gate };
}

/** What keeps a side's run from being evidence of this step, whatever it says. */
function strangeness(
  { run, target, askedAt, evidenceRoot }: SideEvidence,
  wanted: string,
  { sinceAt, spent, now }: Position & { readonly now: string },
): readonly Problem[] {
  if (target !== wanted) {
    const message = `${target} is not ${wanted}, with which the rollout was started: its evidence says nothing of it`;
    return [problem(message, `name a run of it: RUN/${wanted}`)];
  }
  if (askedAt === null) {
    return [problem(`nobody knows when the answers of run ${run} were asked for`, 'ask both sides anew')];
  }
  if (!(Date.parse(askedAt) >= Date.parse(sinceAt))) {
    const message = `run ${run} was asked at ${askedAt}, before traffic came to this step at ${sinceAt}: it says nothing of it`;
    return [problem(message, 'ask both sides anew')];
  }
  if (Date.parse(askedAt) > Date.parse(now)) {
    const message = `run ${run} was asked at ${askedAt}, which is later than now: a clock was set`;
    return [problem(message, 'set the clock of this machine, and ask both sides anew')];
  }
  if (!spent.has(evidenceRoot)) return [];
  return [problem(`run ${run} moved traffic before, and evidence does so once`, 'ask both sides anew')];
}

function sideOf({ target, run, evidenceRoot }: SideEvidence): BodyOf<'advance'>['gate']['baseline'] {
  return { target, run, root: evidenceRoot };
}
