import type { Decision } from '../../contract/gates/decision.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { RolloutState, Wait } from '../../contract/rollout/rollout.ts';
import { decideAdvance } from '../../rollout/decide-advance.ts';
import { changeLedger } from '../../store/ledger/change-ledger.ts';
import { judgeStage } from '../gate/gate.ts';
import { evidenceLine } from '../gate/keep-evidence.ts';
import {
  ledgerWorld,
  momentOf,
  openRollout,
  rolloutCommand,
  startedLedger,
  stateNow,
} from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';

export interface AdvanceOptions extends RolloutOptions {
  /** `[RUN/]TARGET` of the migration's own targets; null is the newest run of each. */
  readonly baseline: string | null;
  readonly candidate: string | null;
  readonly allowSynthetic: boolean;
  /** Those of the runs that may be judged, in hex; empty is any. */
  readonly evidenceRoots: readonly string[];
}

/** What the gate of the step said, and where traffic stands since: a step further where it was open, else where it stood. */
export interface Advance {
  readonly decision: Decision;
  readonly state: RolloutState;
  readonly advanced: boolean;
}

/**
 * Moves traffic a step further where the gate of its step is open. Throws InputError where it is too early whatever the
 * gate says, and where the evidence is none of this step.
 */
export async function advanceRollout(
  options: AdvanceOptions,
  world: RolloutWorld,
  signal: AbortSignal,
): Promise<Advance> {
  const open = await openRollout(options);
  const { id } = open.migration;
  const { config, out, baseline, candidate, allowSynthetic, evidenceRoots } = options;
  const sides = { migration: id, baseline, candidate };
  const place = { root: open.root, migration: id, by: options.by };
  const { ledger, result: decision } = await changeLedger(place, ledgerWorld(world), async (before) => {
    const started = startedLedger(before, open, options);
    const { waits, step } = stateNow(open, started, world);
    if (waits.length > 0 || step.stage === 'retired') {
      throw new InputError(waits.map((wait) => problemOf(wait, id, options)));
    }
    const policy = open.policy.name;
    const { decision: judged, toKeep } = await judgeStage(
      { config, out, stage: step.stage, ...sides, policy, allowSynthetic, evidenceRoots },
      world,
      signal,
    );
    const advance = decideAdvance(started, judged, momentOf(world));
    const kept = toKeep === null ? null : evidenceLine(started, toKeep);
    return { add: [kept, advance].filter((body) => body !== null), result: judged };
  });
  const state = stateNow(open, startedLedger(ledger, open, options), world);
  return { decision, state, advanced: decision.verdict === 'open' };
}

function problemOf({ what, mend, rollout }: Wait, migration: string, options: RolloutOptions): Problem {
  const how = rollout === null ? mend : `${mend}: ${rolloutCommand(rollout, migration, options)}`;
  return problem(what, how);
}
