import { endpointOf, otherEndpoint } from '../../config/endpoint-of.ts';
import type { Decision, RunEvidence } from '../../contract/gates/decision.ts';
import type { Fingerprint } from '../../contract/wires/fingerprint.ts';
import { changesSince, spellChange } from '../../gates/fingerprint.ts';
import { ENOUGH } from '../../gates/confirm-again.ts';
import type { GateEvidence } from '../../gates/gate-evidence.ts';
import { newServerErrors } from '../../gates/new-server-errors.ts';
import { readPastErrors, type LookingBack } from './read-past-errors.ts';
import { sideNamed, targetOf, type ChosenSide } from '../project/choose-sides.ts';
import { seenAfter } from '../verify/endpoint-changes.ts';
import { findAgain } from '../compare/find-again.ts';
import type { SealedRun } from '../project/gather-answers.ts';
import { gatherPromptsAgain } from '../compare/gather-prompts-again.ts';
import { gatherSides } from './gather-sides.ts';
import { askedAt } from '../../store/run/asked-at.ts';
import { askedIn } from '../../store/run/asked-in.ts';
import type { OpenedSides } from '../compare/open-sides.ts';
import { lostRequests } from '../verify/lost-requests.ts';
import { namedHashes } from './named-hashes.ts';
import type { Project } from '../project/load-project.ts';
import type { RunWorld } from '../run-world.ts';

interface GatheredGate {
  readonly gathered: GateEvidence;
  readonly evidence: Decision['evidence'];
  /** How each side's endpoint answered, in the runs of the sides themselves. */
  readonly fingerprints: Readonly<Record<'baseline' | 'candidate', Fingerprint>>;
}

/** All that a gate rests on: what two sides hold, what asking prompts of them again came to, and of which runs it is. */
export async function gatherGate(
  { project, sides }: OpenedSides,
  looking: LookingBack,
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
  signal: AbortSignal,
): Promise<GatheredGate> {
  const { baseline, candidate } = sides;
  const runs = await findAgain(looking.out, sides);
  const evidence = {
    baseline: { ...sideNamed(baseline), ...evidenceOf(baseline.run, world) },
    candidate: { ...sideNamed(candidate), ...evidenceOf(candidate.run, world) },
    again: runs.sealed.map((run) => evidenceOf(run, world)),
    earlier: null,
    past: null,
  };
  const { prompts, leftOut, modesLeftOut, sources, fingerprints } = await gatherSides(
    project,
    sides,
    world,
    signal,
  );
  const again = await gatherPromptsAgain(project, sides, runs.sealed, world, signal);
  const asked = prompts.map((each) => ({ ...each, again: again.get(each.prompt) ?? null }));
  const isNew = newServerErrors({ prompts: asked, past: null }, ENOUGH).length > 0;
  const judged = [baseline.run, candidate.run, ...runs.sealed].map(({ manifest }) => askedIn(manifest));
  // Whatever is known of the baseline already needs no look at its other runs.
  const past = isNew
    ? await readPastErrors(sides, judged, fingerprints.baseline, looking, world.clock.wallMs())
    : null;
  return {
    gathered: {
      prompts: asked,
      sources,
      // Of these runs alone: who asks for more reads the ledger.
      traffic: null,
      earlier: null,
      candidate: null,
      past: past?.errors ?? null,
      ageHours: oldestOf([evidence.baseline, evidence.candidate, ...evidence.again]),
      changes: [
        ...movedSince(project, baseline),
        ...movedSince(project, candidate),
        ...(await changesOf(looking.out, baseline, fingerprints.baseline)),
        ...(await changesOf(looking.out, candidate, fingerprints.candidate)),
      ],
      unfinished: runs.unfinished,
      lost: await lostRequests(sides),
      leftOut,
      modesLeftOut,
    },
    evidence: { ...evidence, past: past?.shown ?? null },
    fingerprints,
  };
}

/** How the configuration has another endpoint for a side by now. Its other settings decide nothing of what was answered. */
function movedSince(project: Project, { run: { manifest }, target }: ChosenSide): readonly string[] {
  const asked = manifest.endpoints.find((each) => each.target === target);
  const other = asked === undefined ? null : otherEndpoint(endpointOf(targetOf(project, target)), asked);
  return other === null ? [] : [`${target} is another endpoint than in run ${manifest.run}, for ${other}`];
}

/** How the endpoint of a side changed after it was asked, as every later run shows it: those that ask again, and others. */
async function changesOf(
  out: string,
  { run: { manifest }, target }: ChosenSide,
  fingerprint: Fingerprint,
): Promise<readonly string[]> {
  const later = await seenAfter(out, manifest, askedAt(manifest), target);
  return changesSince(fingerprint, later).map((change) => spellChange(target, change, change.run));
}

const MS_PER_HOUR = 3_600_000;

function evidenceOf({ manifest, evidenceRoot }: SealedRun, { clock }: Pick<RunWorld, 'clock'>): RunEvidence {
  return {
    run: manifest.run,
    evidenceRoot,
    askedAt: askedAt(manifest),
    ageHours: hoursSince(askedAt(manifest), clock.wallMs()),
    hashes: { config: manifest.hashes.config, ...namedHashes(manifest) },
    planted: manifest.planted?.faults ?? 0,
  };
}

/** A clock may be set; what was asked a while from now, by ours, is of an age that nobody knows. */
const MOST_AHEAD_HOURS = 1;

function hoursSince(asked: string | null, nowMs: number): number | null {
  if (asked === null) return null;
  const hours = (nowMs - Date.parse(asked)) / MS_PER_HOUR;
  return hours >= -MOST_AHEAD_HOURS ? Math.max(Math.round(hours * 10) / 10, 0) : null;
}

function oldestOf(runs: readonly RunEvidence[]): number | null {
  return runs.reduce<number | null>(
    (oldest, { ageHours }) => (oldest === null || ageHours === null ? null : Math.max(oldest, ageHours)),
    0,
  );
}
