import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Calibration, WorldYears } from '../../contract/gates/calibration.ts';
import { DEFAULT_POLICY_NAME } from '../../contract/routing/default-policy.ts';
import { STAGES, type Migration, type Stage } from '../../contract/gates/migration.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Random } from '../../contract/world.ts';
import {
  buildWorld,
  expectedEvidence,
  liveEvidence,
  type Manner,
  type PromptOutcomes,
} from '../../gates/calibration/build-world.ts';
import { countYears, truthOf } from '../../gates/calibration/count-years.ts';
import { liveYear, type JudgedCriterion, type OnceAsked } from '../../gates/calibration/live-year.ts';
import { planCriterion } from '../../gates/plan-criterion.ts';
import type { Policy } from '../../contract/gates/migration.ts';
import { seededRandom } from '../../stats/seeded-random.ts';
import { ASSUMED } from './plan-gate.ts';
import { BREAKS, RARE, type PlantedBreak } from './calibration-worlds.ts';
import { choosePolicy } from '../project/choose-policy.ts';
import { namesOf, type NamedSides } from '../project/choose-sides.ts';
import { loadProject } from '../project/load-project.ts';
import { askInMemory, askedInRun, type AskedTarget } from './ask-manners.ts';
import type { RunWorld } from '../run-world.ts';

export interface CalibrateOptions {
  readonly config: string;
  readonly out: string;
  readonly migration: string | null;
  /** `[RUN/]TARGET`; null is the migration's baseline. With a run years are resampled from it too. */
  readonly baseline: string | null;
  readonly policy: string | null;
  /** Null is every stage that runs can say something of. */
  readonly stage: Stage | null;
  /** Null is the migration's, or else all. */
  readonly suites: readonly string[] | null;
  readonly seed: number;
  /** Of sides that do not differ; of each break there are a fifth as many. */
  readonly years: number;
}

const LOOKS = 365;
const YEARS_OF_A_BREAK = 5;
/** Nights that are judged each alone are shown, and nothing is promised of them. */
const YEARS_ALONE = 10;

/**
 * What a stage's gates do over years of nights, judged by the functions that judge two runs: on sides that do not differ,
 * and on candidates with a planted break. Calls nobody: the answers come of the simulator in memory, or of a run.
 */
export async function calibrateGate(
  options: CalibrateOptions,
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
  signal: AbortSignal,
  onWorld: (id: string) => void,
): Promise<Calibration> {
  const { config, seed, years } = options;
  const { catalog } = await loadProject({ config, suites: null, baseline: USUAL_BASELINE });
  const named = sideOf(options, catalog.migrations);
  const { target, run } = cutSide(named.baseline);
  const policy = choosePolicy(catalog, options.policy ?? named.migration?.policy ?? DEFAULT_POLICY_NAME);
  const suites = options.suites ?? named.migration?.suites ?? null;
  const asking = { config, suites, target, seed, consumers: named.migration?.consumers ?? [], signal };
  const asked = await askInMemory(asking, world);
  const recorded = run === null ? null : await askedInRun({ ...asking, out: options.out, run }, world);
  const found: WorldYears[] = [];
  const live = (kind: LivedWorld): void => {
    onWorld(kind.about.id);
    signal.throwIfAborted();
    found.push(liveYears(kind, policy, options));
  };
  const rare = mannersOf(null);
  live({
    about: equal('equal', 'the simulator on both sides'),
    sides: { baseline: rare, candidate: rare },
    asked,
    slower: 1,
    years,
  });
  if (recorded !== null) {
    const drawn = recorded.outcomes.length === 0 ? [] : recorded.manners;
    const sides = { baseline: drawn, candidate: drawn };
    live({
      about: equal('recorded', `answers of ${run} on both sides`),
      sides,
      asked: recorded,
      slower: 1,
      years,
    });
  }
  live({
    about: { ...equal('alone', 'the same, each night judged alone'), nights: 'alone' },
    sides: { baseline: rare, candidate: rare },
    asked,
    slower: 1,
    years: Math.ceil(years / YEARS_ALONE),
  });
  for (const broken of BREAKS) {
    live({
      about: { id: broken.id, means: broken.means, equal: false, nights: 'together' },
      sides: { baseline: rare, candidate: mannersOf(broken) },
      asked,
      slower: broken.slower,
      years: Math.ceil(years / YEARS_OF_A_BREAK),
    });
  }
  const stages = [...new Set(found.flatMap(({ criteria }) => criteria.map(({ stage }) => stage)))];
  return {
    policy: policy.name,
    stages,
    target,
    run,
    prompts: asked.outcomes.length,
    looks: LOOKS,
    seed,
    worlds: found,
  };
}

const equal = (id: string, means: string) => ({ id, means, equal: true, nights: 'together' as const });

/** A side that is named needs no migration; what reads it is the migration's that is named. */
function sideOf(
  { baseline, migration }: CalibrateOptions,
  migrations: readonly Migration[],
): Pick<NamedSides, 'baseline' | 'migration'> {
  if (baseline !== null && migration === null) return { baseline, migration: null };
  return namesOf({ baseline, migration, candidate: null }, migrations);
}

function cutSide(side: string): { readonly target: string; readonly run: string | null } {
  const cut = side.lastIndexOf('/');
  return { target: side.slice(cut + 1), run: cut === -1 ? null : side.slice(0, cut) };
}

/** The manners of a side in the order in which they are asked: none, the rare ones, those of the breaks. */
function mannersOf(broken: PlantedBreak | null): readonly Manner[] {
  const rare = RARE.map(({ chance }, at) => ({ manner: at + 1, chance }));
  const own = broken === null ? -1 : BREAKS.indexOf(broken);
  const planted =
    broken === null || broken.manner === null
      ? []
      : [{ manner: RARE.length + 1 + own, chance: broken.chance }];
  const all = [...rare, ...planted];
  return [{ manner: 0, chance: 1 - all.reduce((sum, { chance }) => sum + chance, 0) }, ...all];
}

interface LivedWorld {
  readonly about: Pick<WorldYears, 'id' | 'means' | 'equal' | 'nights'>;
  readonly sides: { readonly baseline: readonly Manner[]; readonly candidate: readonly Manner[] };
  readonly asked: AskedTarget;
  readonly slower: number;
  readonly years: number;
}

function liveYears(
  { about, sides, asked, slower, years }: LivedWorld,
  policy: Policy,
  { seed, stage }: CalibrateOptions,
): WorldYears {
  const bySuite = judgedBy(policy, stage).some(({ criterion }) => criterion.suites !== null);
  const world = buildWorld(asked.outcomes, sides, { bySuite });
  const same = about.equal
    ? world
    : buildWorld(asked.outcomes, { ...sides, candidate: sides.baseline }, { bySuite });
  const [expected, usual] = [expectedEvidence(world), expectedEvidence(same)];
  const all = judgedBy(policy, stage).flatMap((judged) => {
    const { criterion } = judged;
    const isTimed = criterion.metric === 'p95-latency-ratio';
    const truth = isTimed ? slower : truthOf(criterion, expected);
    const isMeasured = isTimed ? criterion.look === 'once' && asked.isTimed : !Number.isNaN(truth);
    return isMeasured ? [{ judged, truth: { truth, equal: isTimed ? 1 : truthOf(criterion, usual) } }] : [];
  });
  // What a break does not touch is as it is where the sides are equal, which is looked at already.
  const looked = about.equal ? all : all.filter(({ truth }) => Math.abs(truth.truth - truth.equal) > 1e-9);
  const judged = looked.map((each) => each.judged);
  if (judged.length === 0) throw new InputError([nothingToJudge(policy)]);
  const lived = Array.from({ length: years }, (_, year) => {
    const random = seededRandom('year', seed, about.id, year);
    const once = onceOf(judged, asked.outcomes, slower);
    return liveYear(world, judged, { looks: LOOKS, nights: about.nights, once }, random);
  });
  return countYears(
    about,
    judged,
    looked.map(({ truth }) => truth),
    lived,
  );
}

function nothingToJudge({ name }: Policy) {
  return problem(
    `policy ${name} asks nothing of these stages that runs could say`,
    'name another stage or policy',
  );
}

function judgedBy({ stages }: Policy, wanted: Stage | null): readonly JudgedCriterion[] {
  return STAGES.filter((stage) => wanted === null || wanted === stage).flatMap((stage) => {
    const required = (stages[stage]?.criteria ?? []).filter((criterion) => criterion.required);
    return required.map((criterion) => ({ stage, criterion, among: required.length }));
  });
}

/** Times are looked at once, when there are as many as the plan says. */
function onceOf(
  judged: readonly JudgedCriterion[],
  prompts: readonly PromptOutcomes[],
  slower: number,
): OnceAsked | null {
  const timed = judged.find(({ criterion }) => criterion.look === 'once');
  if (timed === undefined) return null;
  const needed = planCriterion(timed.criterion, [], 1, ASSUMED).needed ?? prompts.length;
  const night = Math.max(Math.ceil(needed / prompts.length), 2);
  return {
    night,
    evidence: (random) =>
      liveEvidence(
        prompts.map(({ rowOf, timesMs }, at) => {
          const row = rowOf(0, 0, 0);
          const draw = (factor: number): readonly number[] =>
            Array.from({ length: night }, () => factor * drawOf(timesMs, random));
          return {
            ...row,
            prompt: String(at),
            baseline: { ...row.baseline, latenciesMs: draw(1) },
            candidate: { ...row.candidate, latenciesMs: draw(slower) },
          };
        }),
      ),
  };
}

function drawOf(values: readonly number[], random: Random): number {
  return values[Math.floor(random() * values.length)] ?? 0;
}
