import type { Decision, RunEvidence } from '../contract/decision.ts';
import type { GateEvidence } from '../gates/gate-evidence.ts';
import { sideNamed } from './choose-sides.ts';
import { findAgain } from './find-again.ts';
import type { SealedRun } from './gather-answers.ts';
import { gatherPromptsAgain } from './gather-prompts-again.ts';
import { gatherSides } from './gather-sides.ts';
import type { OpenedSides } from './open-sides.ts';
import type { RunWorld } from './run-world.ts';

/** All that a gate rests on: what two sides hold, what asking prompts of them again came to, and of which runs it is. */
export async function gatherGate(
  { project, sides }: OpenedSides,
  { out }: { readonly out: string },
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
  signal: AbortSignal,
): Promise<{ readonly gathered: GateEvidence; readonly evidence: Decision['evidence'] }> {
  const { baseline, candidate } = sides;
  const runs = await findAgain(out, sides);
  const evidence = {
    baseline: { ...sideNamed(baseline), ...evidenceOf(baseline.run, world) },
    candidate: { ...sideNamed(candidate), ...evidenceOf(candidate.run, world) },
    again: runs.sealed.map((run) => evidenceOf(run, world)),
  };
  const ages = [evidence.baseline, evidence.candidate, ...evidence.again].map(({ ageHours }) => ageHours);
  const { prompts, sources } = await gatherSides(project, sides, world, signal);
  const again = await gatherPromptsAgain(project, sides, runs.sealed, world, signal);
  return {
    gathered: {
      prompts: prompts.map((each) => ({ ...each, again: again.get(each.prompt) ?? null })),
      sources,
      ageHours: Math.max(...ages),
      unfinished: runs.unfinished,
    },
    evidence,
  };
}

const MS_PER_HOUR = 3_600_000;

function evidenceOf({ manifest, evidenceRoot }: SealedRun, { clock }: Pick<RunWorld, 'clock'>): RunEvidence {
  const { config, suites, goldens } = manifest.hashes;
  const ageHours = (clock.wallMs() - Date.parse(manifest.startedAt)) / MS_PER_HOUR;
  return {
    run: manifest.run,
    evidenceRoot,
    ageHours: Math.max(Math.round(ageHours * 10) / 10, 0),
    hashes: { config, ...prefixed('suite', suites), ...prefixed('goldens', goldens) },
  };
}

function prefixed(kind: string, hashes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [`${kind} ${name}`, hash]));
}
