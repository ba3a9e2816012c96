import { countRules } from '../../checks/count-rules.ts';
import { whyNoSchema } from '../../checks/prepare-prompt.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { LeftOut } from '../../contract/gates/gate-plan.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { PromptEvidence } from '../../gates/gate-evidence.ts';
import type { Fingerprint } from '../../contract/wires/fingerprint.ts';
import { takeFingerprint } from '../../gates/fingerprint.ts';
import { gatherPrompt, type PlannedEvidence, type PromptGathering } from '../../gates/gather-evidence.ts';
import { leftOutOf, modesLeftOutOf } from '../../gates/left-out.ts';
import { latencyMs } from '../../metrics/read-timing.ts';
import { breaksOf } from '../../parity/breaks-of.ts';
import { createReadBy } from '../../parity/read-by.ts';
import { readPlanned } from '../../store/run/read-planned.ts';
import { promptsOf, repeatOf, type ChosenSide, type Sides } from '../project/choose-sides.ts';
import { comparedPairs } from '../compare/compared-pairs.ts';
import { equalRequests } from '../compare/equal-requests.ts';
import { sourcesOf } from '../compare/pair-records.ts';
import type { Project } from '../project/load-project.ts';
import type { RunWorld } from '../run-world.ts';

interface GatheredSides {
  readonly prompts: readonly Omit<PromptEvidence, 'again'>[];
  /** Prompts of the migration that were not asked of both sides. */
  readonly leftOut: readonly LeftOut[];
  /** Modes in which none of them was. */
  readonly modesLeftOut: readonly Mode[];
  readonly sources: readonly Source[];
  /** How each side's endpoint answered. */
  readonly fingerprints: Readonly<Record<'baseline' | 'candidate', Fingerprint>>;
}

/** All that a gate rests on of two sides' exchanges. A prompt that one side alone was asked is missing on the other. */
export async function gatherSides(
  project: Project,
  sides: Sides,
  world: Pick<RunWorld, 'judgeApart'>,
  signal: AbortSignal,
): Promise<GatheredSides> {
  const readBy = createReadBy(sides.migration?.consumers ?? []);
  const [ours, theirs] = [await askedOf(sides.baseline), await askedOf(sides.candidate)];
  const asked = new Set([...ours, ...theirs]);
  const prompts = [...promptsOf(project, sides).values()].filter(({ id }) => asked.has(id));
  const equal = equalRequests(project, prompts);
  const repeat = Math.min(repeatOf(sides.baseline), repeatOf(sides.candidate));
  const gatherings = new Map<string, PromptGathering>(
    planOf(project, sides, prompts, (id) => (equal.counts.get(id) ?? 0) * repeat).map((planned) => [
      planned.prompt,
      gatherPrompt(planned, latencyMs),
    ]),
  );
  // What was skipped has no source of its own, and was skipped of this one.
  const sources = new Set<Source>([sides.baseline, sides.candidate].map(({ run }) => run.manifest.source));
  const fingerprints = { baseline: takeFingerprint(), candidate: takeFingerprint() };
  for await (const { prompt, pair, compared } of comparedPairs(project, sides, world, signal)) {
    for (const source of sourcesOf(pair)) sources.add(source);
    const { baseline: ours, candidate: theirs, second } = pair;
    for (const exchange of [ours?.exchange ?? null, second]) fingerprints.baseline.add(exchange);
    fingerprints.candidate.add(theirs?.exchange ?? null);
    const breaks =
      compared.what === 'compared'
        ? {
            candidate: breaksOf(compared.differences, readBy),
            noise: compared.noise === null ? null : breaksOf(compared.noise, readBy),
          }
        : null;
    const baseline = equal.asOne(pair.baseline, repeat);
    const candidate = equal.asOne(pair.candidate, repeat);
    gatherings
      .get(equal.firstOf(prompt.id))
      ?.add({ baseline, candidate, breaks: compared.what === 'skipped' ? NO_BREAKS : breaks });
  }
  return {
    prompts: [...gatherings.values()].map((gathering) => gathering.gathered()),
    leftOut: leftOutOf(
      project.suites.flatMap((suite) => suite.prompts),
      sides.migration,
      (prompt) => ours.has(prompt) && theirs.has(prompt),
    ),
    // Live requests came in the modes in which clients ask.
    modesLeftOut:
      project.modes.size > 0
        ? []
        : modesLeftOutOf(
            [sides.baseline, sides.candidate].map(({ run }) => run.manifest.plan.modes),
            sides.migration,
          ),
    sources: [...sources].toSorted(),
    fingerprints: {
      baseline: fingerprints.baseline.fingerprint(),
      candidate: fingerprints.candidate.fingerprint(),
    },
  };
}

/** A side that cannot serve a prompt breaks nobody by it: the run says so as what it skipped. */
const NO_BREAKS = { candidate: [], noise: [] };

function planOf(
  project: Project,
  sides: Sides,
  prompts: readonly GoldenPrompt[],
  repeatOfPrompt: (id: string) => number,
): readonly PlannedEvidence[] {
  const [ours, theirs] = [sides.baseline.run.manifest.plan, sides.candidate.run.manifest.plan];
  const isAskedIn = (prompt: string, mode: Mode): boolean => (project.modes.get(prompt) ?? mode) === mode;
  return prompts
    .filter(({ id }) => repeatOfPrompt(id) > 0)
    .map((prompt) => {
      const golden = project.goldens.get(prompt.id) ?? null;
      return {
        suite: prompt.suite,
        prompt: prompt.id,
        modes: ours.modes.filter((mode) => theirs.modes.includes(mode) && isAskedIn(prompt.id, mode)),
        repeat: repeatOfPrompt(prompt.id),
        hasSchema: whyNoSchema(prompt, golden) === null,
        isScored: countRules(prompt, golden) !== null,
      };
    });
}

async function askedOf({ run, target }: ChosenSide): Promise<Set<string>> {
  const { pairs } = await readPlanned(run.folder, run.manifest);
  return new Set(pairs.filter((pair) => pair.target === target).map(({ prompt }) => prompt));
}
