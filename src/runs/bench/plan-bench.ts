import type { CatalogTarget } from '../../config/catalog.ts';
import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { Stage } from '../../contract/load/load.ts';
import { asWarning, InputError, problem, type Problem } from '../../contract/problem.ts';
import { MAX_CONCURRENCY } from '../../contract/wires/target.ts';
import { MOST_STAGE_REQUESTS } from '../../contract/load/load-bounds.ts';
import { workloadSchema, type Workload } from '../../contract/load/workload.ts';
import { readChecked } from '../../files/read-checked.ts';
import { drawSchedule } from '../../load/draw-schedule.ts';
import { planStages } from '../../load/plan-stages.ts';
import { LEAST_REQUESTS, MOST_STAGES } from '../../load/search-capacity.ts';
import { chooseMix, type Mix } from '../../suites/choose-mix.ts';
import { estimateInputTokens } from '../../suites/estimate-tokens.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { refuseFaults } from '../project/refuse-faults.ts';
import { targetsNamed } from '../project/targets-named.ts';

export interface BenchOptions {
  readonly config: string;
  /** Null is all. */
  readonly targets: readonly string[] | null;
  /** Null is the configuration's. */
  readonly source: Source | null;
  /** A file; null is the usual workload. */
  readonly workload: string | null;
  /** What is said in place of the workload's own. */
  readonly instead: Partial<
    Pick<Workload, 'ratesPerSecond' | 'clients' | 'outputCaps' | 'seconds' | 'warmUpSeconds' | 'seed'>
  >;
  readonly findCapacity: boolean;
  readonly maxRequests: number;
  /** Null is the configuration's budget, if it has one. */
  readonly maxTokens: number | null;
  readonly faults: readonly Fault[];
  readonly out: string;
}

/** What would be asked of one target, before retries; tokens are estimated, the whole output cap among them. */
interface BenchEstimate {
  readonly target: CatalogTarget;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface BenchPlan {
  readonly project: Project;
  readonly source: Exclude<Source, 'replay'>;
  readonly workload: Workload;
  readonly targets: readonly CatalogTarget[];
  /** Of a sweep; of a search the first rate of each output cap. */
  readonly stages: readonly Stage[];
  readonly mixOf: (outputCap: number | null) => Mix;
  /** Of a search at most. */
  readonly estimates: readonly BenchEstimate[];
  readonly maxTokens: number | null;
  readonly warnings: readonly Problem[];
}

/** What `bench` would do. Throws InputError when anything given is wrong, or is more than the budget; calls nothing. */
export async function planBench(options: BenchOptions): Promise<BenchPlan> {
  const workload = await readWorkload(options);
  const names = suitesOf(workload);
  const project = await loadProject({ config: options.config, suites: names, baseline: USUAL_BASELINE });
  const { catalog } = project;
  const source = sourceOf(options, options.source ?? catalog.source);
  const targets = targetsNamed(catalog, options.targets);
  const prompts = project.suites.flatMap((suite) => suite.prompts);
  const book = { prompts, goldens: project.goldens };
  const mixes = new Map(
    (workload.outputCaps ?? [null]).map((cap) => [cap, chooseMix(workload.mix, book, targets, cap)]),
  );
  const mixOf = (cap: number | null): Mix => mixes.get(cap) ?? { choices: [], leftOut: [] };
  const swept = planStages(workload);
  const stages = options.findCapacity
    ? swept.filter(({ outputCap }, at) => swept.findIndex((each) => each.outputCap === outputCap) === at)
    : swept;
  const perTarget = options.findCapacity
    ? searchEstimate(stages, mixOf, options.maxRequests / targets.length)
    : sweepEstimate(stages, mixOf, workload);
  const estimates = targets.map((target) => ({ target, ...perTarget }));
  const maxTokens = options.maxTokens ?? catalog.budgets.maxTotalTokens;
  if (options.findCapacity) refuseShortStages(stages);
  refuseBudget(estimates, { ...options, maxTokens });
  refuseQuotas(targets, workload, options.findCapacity);
  const left = [...mixes.values()][0]?.leftOut ?? [];
  const warnings = left.length === 0 ? [] : [leftOutWarning(left)];
  return {
    project,
    source,
    workload,
    // As many sockets as may be in flight: no request waits for one.
    targets: targets.map((target) => ({ ...target, concurrency: MAX_CONCURRENCY })),
    stages,
    mixOf,
    estimates,
    maxTokens,
    warnings: [...project.warnings, ...warnings],
  };
}

async function readWorkload({ workload: path, instead, findCapacity }: BenchOptions): Promise<Workload> {
  const read =
    path === null
      ? workloadSchema.parse({})
      : await readChecked(path, 'the workload', 'workload', workloadSchema);
  const { clients, ...open } = { ...read, ...instead };
  // A rate that is asked for by hand takes the place of the file's clients.
  const isOpen = instead.ratesPerSecond !== undefined && instead.clients === undefined;
  const workload: Workload = clients === undefined || isOpen ? open : { ...open, clients };
  if (findCapacity && workload.clients !== undefined) {
    throw new InputError([
      problem(
        'a capacity is looked for by rates, and the workload has clients that wait for their answers',
        'leave clients out: under a closed loop a slow target is simply asked less',
      ),
    ]);
  }
  return workload;
}

function sourceOf({ faults }: BenchOptions, source: Source): BenchPlan['source'] {
  if (source === 'replay') {
    throw new InputError([
      problem(
        'a recording carries no load: it answers as it did when it was made',
        'use --source live or simulate',
      ),
    ]);
  }
  refuseFaults(faults, source);
  return source;
}

/** Null where a row chooses among all. */
function suitesOf({ mix }: Workload): readonly string[] | null {
  const named = mix.flatMap((row) => ('document' in row ? [] : [row.suite ?? null]));
  const names = named.filter((name) => name !== null);
  return names.length === 0 || names.length < named.length ? null : [...new Set(names)];
}

type Spending = Omit<BenchEstimate, 'target'>;

function sweepEstimate(stages: readonly Stage[], mixOf: BenchPlan['mixOf'], { seed }: Workload): Spending {
  let [requests, inputTokens, outputTokens] = [0, 0, 0];
  for (const stage of stages) {
    const { choices } = mixOf(stage.outputCap);
    const costs = choices.map(({ planned: { request } }) => ({
      input: estimateInputTokens(request),
      output: request.maxOutputTokens ?? 0,
    }));
    if (stage.load.loop === 'closed') continue;
    const weights = choices.map(({ weight }) => weight);
    let ofStage = 0;
    for (const { choice } of drawSchedule(stage, stage.load.perSecond, weights, seed)) {
      ofStage += 1;
      requests += 1;
      inputTokens += costs[choice]?.input ?? 0;
      outputTokens += costs[choice]?.output ?? 0;
      if (ofStage > MOST_STAGE_REQUESTS) {
        throw new InputError([
          problem(
            `a stage of ${stage.load.perSecond} a second has more than ${MOST_STAGE_REQUESTS} requests`,
            'make it shorter, or its rate lower',
          ),
        ]);
      }
    }
  }
  return { requests, inputTokens, outputTokens };
}

/** What a search may take at most: nobody knows before how soon it ends. */
function searchEstimate(stages: readonly Stage[], mixOf: BenchPlan['mixOf'], budget: number): Spending {
  const requests = Math.floor(Math.min(budget, stages.length * MOST_STAGES * MOST_STAGE_REQUESTS));
  const { choices } = mixOf(stages[0]?.outputCap ?? null);
  const sum = choices.reduce((total, { weight }) => total + weight, 0);
  const mean = (read: (planned: (typeof choices)[number]['planned']) => number): number =>
    choices.reduce((total, { planned, weight }) => total + (weight / sum) * read(planned), 0);
  return {
    requests,
    inputTokens: Math.ceil(requests * mean(({ request }) => estimateInputTokens(request))),
    outputTokens: Math.ceil(requests * mean(({ request }) => request.maxOutputTokens ?? 0)),
  };
}

function refuseShortStages(stages: readonly Stage[]): void {
  const [first] = stages;
  if (first === undefined || first.load.loop === 'closed') return;
  const { perSecond } = first.load;
  const seconds = first.measuredMs / 1000;
  if (perSecond * seconds >= LEAST_REQUESTS) return;
  throw new InputError([
    problem(
      `${seconds} s at ${perSecond} a second are ${Math.floor(perSecond * seconds)} requests, and fewer than ${LEAST_REQUESTS} decide nothing`,
      `make stages longer, --seconds ${Math.ceil(LEAST_REQUESTS / perSecond)}, or begin with a higher --rate`,
    ),
  ]);
}

function refuseBudget(
  estimates: readonly BenchEstimate[],
  { maxRequests, maxTokens, findCapacity }: Pick<BenchOptions, 'maxRequests' | 'maxTokens' | 'findCapacity'>,
): void {
  if (findCapacity) return;
  const requests = estimates.reduce((sum, each) => sum + each.requests, 0);
  const tokens = estimates.reduce((sum, each) => sum + each.inputTokens + each.outputTokens, 0);
  const problems = [
    ...(requests > maxRequests
      ? [
          problem(
            `the schedule has ${requests} requests, and the budget ${maxRequests}`,
            `take fewer targets, shorter stages or lower rates, or allow it: --max-requests ${requests}`,
          ),
        ]
      : []),
    ...(maxTokens !== null && tokens > maxTokens
      ? [
          problem(
            `the schedule takes about ${tokens} tokens, and the budget has ${maxTokens}`,
            `lower --output-cap, or ask less; --max-tokens ${tokens} allows it`,
          ),
        ]
      : []),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

/** What is more than a target may be asked by its own configuration would measure our waiting for its quota. */
function refuseQuotas(targets: readonly CatalogTarget[], workload: Workload, findCapacity: boolean): void {
  if (workload.clients !== undefined) return;
  const most = findCapacity ? (workload.ratesPerSecond[0] ?? 0) : Math.max(...workload.ratesPerSecond);
  const beyond = targets.filter(({ quota }) => (quota.requestsPerMinute ?? Infinity) < most * 60);
  if (beyond.length === 0) return;
  throw new InputError(
    beyond.map(({ id, quota }) =>
      problem(
        `${most} requests a second are more than the ${quota.requestsPerMinute} a minute that target "${id}" may be asked`,
        'lower the rate, or raise its quota in the configuration',
      ),
    ),
  );
}

function leftOutWarning(left: Mix['leftOut']): Problem {
  const by = [...Map.groupBy(left, ({ target, reason }) => `${target}: ${reason}`)].map(
    ([why, each]) => `${each.length} (${why})`,
  );
  return asWarning(
    problem(
      `prompts that a target cannot be asked are asked of none: ${by.join(', ')}`,
      'choose targets or prompts otherwise, so that all of them are asked the same',
    ),
  );
}
