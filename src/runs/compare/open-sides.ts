import { InputError, problem } from '../../contract/problem.ts';
import { askedBy } from '../../store/run/asked-by.ts';
import { askedIn } from '../../store/run/asked-in.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import { checkConfig } from '../project/check-config.ts';
import { NO_GOLDENS } from '../verify/describe-run.ts';
import { chooseSides, type SideOptions, type Sides } from '../project/choose-sides.ts';
import { asAsked } from '../project/live-suite.ts';
import { loadProject, type Project } from '../project/load-project.ts';

/** Two sides, and the project with the goldens that they were compared with. */
export interface OpenedSides {
  readonly project: Project;
  readonly sides: Sides;
}

/**
 * Throws InputError when the sides are not determined, were not asked the same, or were not compared with the goldens that
 * stand today.
 */
export async function openSides(
  options: SideOptions & { readonly config: string },
  nowMs: number,
): Promise<OpenedSides> {
  const { config } = options;
  const { catalog } = await checkConfig(config);
  const sides = await chooseSides(options, catalog, nowMs);
  refuseOthers(sides);
  return asAsked(config, sides, () => withGoldens(config, sides));
}

/** Throws InputError where two runs hold the same answers, were not asked by one configuration, or were judged by two versions. */
function refuseOthers({ baseline, candidate }: Sides): void {
  const [ours, theirs] = [baseline.run.manifest, candidate.run.manifest];
  const problems = [
    ...(baseline.target === candidate.target && askedIn(ours) === askedIn(theirs)
      ? [
          problem(
            `both sides are the same answers, judged anew: ${baseline.target} of run ${askedIn(ours)}`,
            'name two targets, or two runs that asked; compare shows what another version makes of the same answers',
          ),
        ]
      : []),
    ...(askedBy(ours) === askedBy(theirs)
      ? []
      : [
          problem(
            `run ${ours.run} was asked by configuration ${short(ours)}, run ${theirs.run} by ${short(theirs)}`,
            'ask both sides anew by one: verify --stage, or compare --triples',
          ),
        ]),
    ...(versionOf(ours) === versionOf(theirs)
      ? []
      : [
          problem(
            `run ${ours.run} was judged by llama-contract ${versionOf(ours)}, run ${theirs.run} by ${versionOf(theirs)}`,
            'judge them anew by one: verify --rejudge',
          ),
        ]),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

function versionOf({ versions }: RunManifest): string {
  return versions['llama-contract'] ?? 'unknown';
}

/** The first digits of the hash, as they are shown elsewhere. */
function short(manifest: RunManifest): string {
  return askedBy(manifest).slice(0, 12);
}

/** The project with the goldens that both runs were compared with. Throws InputError when there are no such. */
async function withGoldens(config: string, { baseline, candidate }: Sides): Promise<Project> {
  const [ours, theirs] = [baseline.run.manifest, candidate.run.manifest];
  if (ours.baseline !== theirs.baseline) {
    const message = `run ${ours.run} was compared with the goldens of ${ours.baseline}, run ${theirs.run} with those of ${theirs.baseline}`;
    throw new InputError([problem(message, 'ask both sides anew, or judge one anew by verify --rejudge')]);
  }
  const judged = await loadProject({ config, suites: null, baseline: ours.baseline });
  const shared = ours.plan.suites.filter((suite) => theirs.plan.suites.includes(suite));
  const runs = ours.run === theirs.run ? [ours] : [ours, theirs];
  const changed = runs.flatMap(({ run, hashes }) =>
    shared
      .filter((suite) => (hashes.goldens[suite] ?? NO_GOLDENS) !== (judged.goldenHashes[suite] ?? NO_GOLDENS))
      .map((suite) => ({ run, suite })),
  );
  if (changed.length === 0) return judged;
  throw new InputError(
    changed.map(({ run, suite }) =>
      problem(
        `the goldens of suite ${suite} were changed since run ${run}`,
        `judge it anew: verify --rejudge ${run}`,
      ),
    ),
  );
}
