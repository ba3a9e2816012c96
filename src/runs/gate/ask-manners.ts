import { USUAL_BASELINE } from '../../config/defaults.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { Consumer } from '../../contract/gates/migration.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { suggest } from '../../files/suggest.ts';
import type { Manner, PromptOutcomes } from '../../gates/calibration/build-world.ts';
import { latencyMs } from '../../metrics/read-timing.ts';
import { planPrompts } from '../../suites/plan-prompts.ts';
import { BREAKS, RARE } from './calibration-worlds.ts';
import { findSealedRun } from '../project/gather-answers.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { measureManners } from './measure-manners.ts';
import { measureOutcomes, type Asking, type AskedPrompt } from './measure-outcomes.ts';
import { preparePrompts, type ReadyPrompt } from '../project/prepare-prompts.ts';
import type { RunWorld } from '../run-world.ts';

interface Asked {
  readonly config: string;
  readonly suites: readonly string[] | null;
  readonly target: string;
  readonly seed: number;
  readonly consumers: readonly Consumer[];
  readonly signal: AbortSignal;
}

/** What a target answers to each prompt in each of its manners. */
export interface AskedTarget {
  readonly outcomes: readonly PromptOutcomes[];
  /** Those of a side that is as it always is. */
  readonly manners: readonly Manner[];
  /** Whether what its answers took is known of several askings. */
  readonly isTimed: boolean;
}

/** Times spread as those of servers do, about a second. */
const TIMED: Fault = {
  match: {},
  at: 'headers',
  profile: { latency: { medianMs: 900, sigma: 0.6 }, failShare: 0 },
};
const TIMES = 8;
const NOTHING: Asking = [];

/** Asks the simulator, in memory: without a fault, with each rare one, with each planted break, and for its times. */
export async function askInMemory(
  options: Asked,
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
): Promise<AskedTarget> {
  const { project, prompts } = await promptsToAsk(options, world);
  const target = targetOf(project, options.target);
  const around = { target, prompts, seed: options.seed, signal: options.signal };
  const planted = [
    [],
    ...[...RARE, ...BREAKS.map(({ manner }) => manner)].map((manner) => manner?.faults ?? []),
  ];
  const asked = new Map<string, ReadonlyMap<string, Asking>>();
  for (const faults of planted) {
    const key = JSON.stringify(faults);
    if (!asked.has(key)) asked.set(key, await measureManners({ ...around, faults, repeat: 1 }, world));
  }
  const timed = await measureManners({ ...around, faults: [TIMED], repeat: TIMES }, world);
  const known = prompts.map((ready): AskedPrompt => {
    const { id } = ready.planned.prompt;
    return {
      ready,
      manners: planted.map((faults) => asked.get(JSON.stringify(faults))?.get(id) ?? NOTHING),
      timesMs: timesOf(timed.get(id) ?? []),
    };
  });
  const answering = known.filter(({ timesMs }) => timesMs.length > 0);
  if (answering.length === 0)
    throw new InputError([problem(`${target.id} answers no prompt`, 'choose other suites')]);
  const own = RARE.length + 1;
  const outcomes = await measureOutcomes(target, answering, own, options.consumers, {
    ...world,
    signal: options.signal,
  });
  return { outcomes, manners: [], isTimed: true };
}

/** The askings of a run that was brought to its end, each as likely. Throws InputError where the target was not asked. */
export async function askedInRun(
  options: Asked & { readonly out: string; readonly run: string },
  world: Pick<RunWorld, 'judgeApart'>,
): Promise<AskedTarget> {
  const run = await findSealedRun(options.out, options.run);
  const { plan } = run.manifest;
  if (!plan.targets.includes(options.target)) {
    throw new InputError([
      problem(`run ${run.manifest.run} did not ask ${options.target}`, suggest(options.target, plan.targets)),
    ]);
  }
  if (plan.repeat < 2) {
    const mend = 'record one with verify --repeat 3 or more';
    throw new InputError([
      problem(`run ${run.manifest.run} asked each prompt once, and shows no noise of its own`, mend),
    ]);
  }
  const asked = options.suites ?? plan.suites;
  const suites = asked.filter((suite) => plan.suites.includes(suite));
  const { project, prompts } = await promptsToAsk({ ...options, suites }, world);
  const records = Map.groupBy(await recordsOf(run.records, options.target), (record) => record.case.prompt);
  const known = prompts.flatMap((ready): AskedPrompt[] => {
    const own = records.get(ready.planned.prompt.id) ?? [];
    if (own.length === 0) return [];
    const manners = Array.from({ length: plan.repeat }, (_, at) =>
      own.filter((record) => record.case.repetition === at + 1),
    );
    return [{ ready, manners, timesMs: timesOf(own) }];
  });
  const around = { ...world, signal: options.signal };
  const outcomes = await measureOutcomes(
    targetOf(project, options.target),
    known,
    plan.repeat,
    options.consumers,
    around,
  );
  const manners = Array.from({ length: plan.repeat }, (_, manner) => ({ manner, chance: 1 / plan.repeat }));
  return { outcomes, manners, isTimed: known.every(({ timesMs }) => timesMs.length > 0) };
}

async function recordsOf(
  records: AsyncIterable<{ readonly record: ExchangeRecord }>,
  target: string,
): Promise<readonly ExchangeRecord[]> {
  const own: ExchangeRecord[] = [];
  for await (const { record } of records) if (record.case.target === target) own.push(record);
  return own;
}

/** One a repetition: its slowest answer, of those that gave one. */
function timesOf(records: Asking): readonly number[] {
  const byRepetition = Map.groupBy(records, (record) => record.case.repetition);
  return [...byRepetition.values()].flatMap((asking) => {
    const times = asking.flatMap(({ exchange }) => (exchange === null ? [] : (latencyMs(exchange) ?? [])));
    return times.length === 0 ? [] : [Math.max(...times)];
  });
}

async function promptsToAsk(
  { config, suites }: Asked,
  { judgeApart }: Pick<RunWorld, 'judgeApart'>,
): Promise<{ readonly project: Project; readonly prompts: readonly ReadyPrompt[] }> {
  const project = await loadProject({ config, suites, baseline: USUAL_BASELINE });
  const planned = planPrompts(
    project.suites.flatMap((suite) => suite.prompts),
    null,
    project.goldens,
  );
  const { prompts } = await preparePrompts(project, planned, judgeApart);
  return { project, prompts };
}

function targetOf({ catalog }: Project, id: string) {
  const target = catalog.targets.find((each) => each.id === id);
  if (target !== undefined) return target;
  throw new InputError([
    problem(
      `unknown target "${id}"`,
      suggest(
        id,
        catalog.targets.map((each) => each.id),
      ),
    ),
  ]);
}
