import { DEFAULT_POLICY_NAME } from '../../contract/routing/default-policy.ts';
import type { Decision } from '../../contract/gates/decision.ts';
import type { Stage } from '../../contract/gates/migration.ts';
import { decide } from '../../gates/decide.ts';
import { planAgain } from '../../gates/plan-again.ts';
import { replayLedger } from '../../rollout/replay-ledger.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { askAgainCommand } from '../project/ask-again-command.ts';
import { checkPins } from './check-pins.ts';
import { choosePolicy, rulesOf } from '../project/choose-policy.ts';
import { isOf, plannedOf, sideNamed, type SideOptions } from '../project/choose-sides.ts';
import { findCandidate } from './find-candidate.ts';
import { gatherGate } from './gather-gate.ts';
import { carriedBy, judgedRuns, type ToKeep } from './keep-evidence.ts';
import { isOfLive } from '../project/live-suite.ts';
import { openSides } from '../compare/open-sides.ts';
import type { RunWorld } from '../run-world.ts';
import { trafficOf } from './traffic-of.ts';

export interface GateOptions extends SideOptions {
  readonly config: string;
  readonly stage: Stage;
  /** Null is the migration's, and the default one where no migration is of the two sides. */
  readonly policy: string | null;
  readonly allowSynthetic: boolean;
  /** Those of the runs that may be judged, in hex; empty is any. */
  readonly evidenceRoots: readonly string[];
}

/** A decision, and what of it a ledger may keep; null for nothing. */
export interface JudgedStage {
  readonly decision: Decision;
  readonly toKeep: ToKeep | null;
}

/** What a stage's gate says, as `judgeStage`. */
export async function gate(...stage: Parameters<typeof judgeStage>): Promise<Decision> {
  return (await judgeStage(...stage)).decision;
}

/**
 * What a stage's exit criteria come to over two recorded sides, what asking prompts of them again came to, and what the
 * ledger of the migration keeps of runs before. Calls nothing, and writes nothing. Throws InputError when the sides are not
 * determined, were not asked the same or are not those that were pinned, when the policy has no such stage, and when the
 * ledger is not what it was. `onPlanned` is told, before any of them is read, how many exchanges there are to be.
 */
export async function judgeStage(
  options: GateOptions,
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
  signal: AbortSignal,
  onPlanned: (exchanges: number) => void = () => {},
): Promise<JudgedStage> {
  const { stage, allowSynthetic, evidenceRoots } = options;
  const opened = await openSides(options, world.clock.wallMs());
  const { project, sides } = opened;
  const { baseline, candidate, migration } = sides;
  const policy = choosePolicy(project.catalog, options.policy ?? migration?.policy ?? DEFAULT_POLICY_NAME);
  const { criteria, maxAgeHours } = rulesOf(policy, stage);
  onPlanned(plannedOf(sides));
  const {
    gathered: ofRuns,
    evidence,
    fingerprints,
  } = await gatherGate(opened, { out: options.out, maxAgeHours, pinned: evidenceRoots }, world, signal);
  const { root } = project;
  // A ledger tells of its migration's targets, and of no others.
  const targets = { baseline: baseline.target, candidate: candidate.target };
  const isMoved = migration !== null && isOf(migration, targets);
  const ledger = isMoved ? await readLedger(root, migration.id) : null;
  const position = ledger === null ? null : replayLedger(ledger);
  const traffic = trafficOf(criteria, { position, migration, policy }, world);
  const prompts = new Set(ofRuns.prompts.map(({ prompt }) => prompt));
  const looking = { out: options.out, maxAgeHours, fingerprint: fingerprints.candidate, prompts };
  const found = await findCandidate(criteria, project, candidate, {
    ...looking,
    nowMs: world.clock.wallMs(),
  });
  const sources = [
    ...new Set([...ofRuns.sources, ...(traffic?.sources ?? []), ...(found?.sources ?? [])]),
  ].toSorted();
  const judged = judgedRuns(sides, ofRuns, fingerprints, policy);
  const taking = { nowMs: world.clock.wallMs(), maxAgeHours, pinned: evidenceRoots };
  const carried = ledger === null || judged === null ? null : carriedBy(ledger, { judged, taking });
  const restsOn = { ...evidence, earlier: carried?.shown ?? null };
  checkPins(restsOn, evidenceRoots);
  const gathered = {
    ...ofRuns,
    traffic,
    sources,
    earlier: carried?.earlier ?? null,
    candidate: found?.evidence ?? null,
  };
  const decided = decide(criteria, gathered, { allowSynthetic, maxAgeHours });
  // What is closed stays closed, whatever would be said again; and what a client asked, a run of suites cannot ask again.
  const isSettled = decided.verdict === 'closed' || isOfLive(baseline.run.manifest);
  const plan = isSettled ? null : planAgain(criteria, gathered);
  const isTaken = judged !== null && (judged.source === 'live' || allowSynthetic);
  return {
    decision: {
      stage,
      ...decided,
      migration: migration?.id ?? null,
      policy: policy.name,
      baseline: sideNamed(baseline),
      candidate: sideNamed(candidate),
      askAgain: plan === null ? null : { ...plan, command: askAgainCommand(sides, options) },
      evidence: restsOn,
    },
    toKeep: isTaken && isMoved ? { root, migration: migration.id, stage, judged, taking } : null,
  };
}
