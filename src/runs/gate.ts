import { USUAL_BASELINE } from '../config/defaults.ts';
import { DEFAULT_POLICY_NAME } from '../contract/default-policy.ts';
import type { Decision, SideEvidence } from '../contract/decision.ts';
import type { Stage } from '../contract/migration.ts';
import { InputError, problem } from '../contract/problem.ts';
import { decide } from '../gates/decide.ts';
import { choosePolicy, criteriaOf } from './choose-policy.ts';
import { chooseSides, sideNamed, type ChosenSide, type SideOptions, type Sides } from './choose-sides.ts';
import { gatherSides } from './gather-sides.ts';
import { loadProject, type Project } from './load-project.ts';
import type { RunWorld } from './run-world.ts';

export interface GateOptions extends SideOptions {
  readonly config: string;
  readonly stage: Stage;
  /** Null is the migration's, and the default one where two sides are named. */
  readonly policy: string | null;
  readonly allowSynthetic: boolean;
}

/**
 * What a stage's exit criteria come to over two recorded sides. Calls nothing. Throws InputError when the sides are not
 * determined or were not asked the same, and when the policy has no such stage.
 */
export async function gate(
  options: GateOptions,
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
  signal: AbortSignal,
): Promise<Decision> {
  const { config, stage, allowSynthetic } = options;
  const project = await loadProject({ config, suites: null, baseline: USUAL_BASELINE });
  const sides = await chooseSides(options, project.catalog);
  const { baseline, candidate, migration } = sides;
  const policy = choosePolicy(project.catalog, options.policy ?? migration?.policy ?? DEFAULT_POLICY_NAME);
  const criteria = criteriaOf(policy, stage);
  const judged = await withGoldens(project, config, sides);
  const { prompts, sources } = await gatherSides(judged, sides, world, signal);
  const evidence = {
    baseline: evidenceOf(baseline, world),
    candidate: evidenceOf(candidate, world),
  };
  const ageHours = Math.max(evidence.baseline.ageHours, evidence.candidate.ageHours);
  return {
    stage,
    ...decide(criteria, { prompts, sources, ageHours }, { allowSynthetic }),
    migration: migration?.id ?? null,
    policy: policy.name,
    baseline: sideNamed(baseline),
    candidate: sideNamed(candidate),
    evidence,
  };
}

/** The project with the goldens that both runs were compared with. Throws InputError when there are no such. */
async function withGoldens(
  project: Project,
  config: string,
  { baseline, candidate }: Sides,
): Promise<Project> {
  const [ours, theirs] = [baseline.run.manifest, candidate.run.manifest];
  if (ours.baseline !== theirs.baseline) {
    const message = `run ${ours.run} was compared with the goldens of ${ours.baseline}, run ${theirs.run} with those of ${theirs.baseline}`;
    throw new InputError([problem(message, 'ask both sides anew, or judge one anew by verify --rejudge')]);
  }
  const judged =
    ours.baseline === project.baseline
      ? project
      : await loadProject({ config, suites: null, baseline: ours.baseline });
  const shared = ours.plan.suites.filter((suite) => theirs.plan.suites.includes(suite));
  const changed = [ours, theirs].flatMap(({ run, hashes }) =>
    shared
      .filter((suite) => (hashes.goldens[suite] ?? null) !== (judged.goldenHashes[suite] ?? null))
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

const MS_PER_HOUR = 3_600_000;

function evidenceOf(side: ChosenSide, { clock }: Pick<RunWorld, 'clock'>): SideEvidence {
  const { manifest, evidenceRoot } = side.run;
  const { config, suites, goldens } = manifest.hashes;
  const ageHours = (clock.wallMs() - Date.parse(manifest.startedAt)) / MS_PER_HOUR;
  return {
    ...sideNamed(side),
    evidenceRoot,
    ageHours: Math.max(Math.round(ageHours * 10) / 10, 0),
    hashes: { config, ...prefixed('suite', suites), ...prefixed('goldens', goldens) },
  };
}

function prefixed(kind: string, hashes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [`${kind} ${name}`, hash]));
}
