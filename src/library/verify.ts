import { z } from 'zod';
import { inRepository } from '../cli/output/tell-actions.ts';
import { nodeWorld } from '../cli/machine/node-world.ts';
import { SOURCES, type Source } from '../contract/exchanges/exchange.ts';
import type { Fault } from '../contract/wires/fault.ts';
import { MODES, type Mode } from '../contract/exchanges/mode.ts';
import { CONCURRENCY_RANGE, MAX_CONCURRENCY } from '../contract/wires/target.ts';
import type { Shard } from '../contract/runs/shard.ts';
import { REPORTER_NAMES, type ReporterName } from '../contract/runs/report.ts';
import type { PromptRow } from '../contract/runs/summary.ts';
import { keptReporters } from '../runs/verify/kept-reporters.ts';
import { promptsOf } from '../runs/project/plan-run.ts';
import { planVerify, type VerifyOptions as RunOptions } from '../runs/verify/plan-verify.ts';
import type { OnRunEvent } from '../runs/verify/run-events.ts';
import type { RunWorld } from '../runs/run-world.ts';
import { verify as runVerify, type VerifyResult as RunResult } from '../runs/verify/verify.ts';
import { RUNS_FOLDER } from '../store/run/layout.ts';
import type { PlannedPair } from '../store/run/manifest.ts';
import { checkOptions } from './check-options.ts';
import { config, faults, seed, world } from './shared-options.ts';

/** What `verify` takes: everything but `config` may be left out. */
export interface VerifyOptions {
  /** The path of the configuration file; suites and goldens stand beside it. */
  readonly config: string;
  /** Ids of targets; all of the configuration by default. */
  readonly targets?: readonly string[] | undefined;
  /** Names of suites; those of the configuration by default, else all. */
  readonly suites?: readonly string[] | undefined;
  /** Only prompts with one of these tags. */
  readonly tags?: readonly string[] | undefined;
  /** Ids of prompts; all by default. */
  readonly prompts?: readonly string[] | undefined;
  /** Both by default. */
  readonly modes?: readonly Mode[] | undefined;
  /** How often each prompt is asked: 1 by default. */
  readonly repeat?: number | undefined;
  /** The part of the prompts that is asked: all by default. */
  readonly shard?: Shard | undefined;
  /** The configuration's by default. */
  readonly source?: Source | undefined;
  /** The folder of the cassettes that are replayed: `fixtures/cassettes` of the project by default. */
  readonly cassettes?: string | undefined;
  /** How many times faster than recorded a replay answers; at once by default. */
  readonly replaySpeed?: number | undefined;
  /** Requests in flight to one target, 500 at most; the configuration's by default. */
  readonly concurrency?: number | undefined;
  /** Of the simulator: 1 by default. */
  readonly seed?: number | undefined;
  /** The folder in which runs are kept: `reports` by default. */
  readonly out?: string | undefined;
  /** A run to go on with, by its id or folder. */
  readonly resume?: string | undefined;
  /** Ask the judge of the configuration for its opinion, which decides nothing. */
  readonly judge?: boolean | undefined;
  /** Stop at the first exchange that does not pass. */
  readonly bail?: boolean | undefined;
  /** How long live targets may be starting before the run begins, in milliseconds; the configuration's by default. */
  readonly waitReadyMs?: number | undefined;
  /** Planted in the simulator. */
  readonly faults?: readonly FaultToPlant[] | undefined;
  /** Reports to write beside the run. */
  readonly reporters?: readonly ReporterName[] | undefined;
  /** Called for each thing that happens, in order; what it throws ends the run. */
  readonly onEvent?: OnRunEvent | undefined;
  /** Ends the run early; what is recorded is kept. */
  readonly signal?: AbortSignal | undefined;
  /** `nodeWorld()` by default. */
  readonly world?: RunWorld | undefined;
}

/** A fault whose `match` (everything) and `at` (headers) may be left out. */
export type FaultToPlant = Omit<Fault, 'match' | 'at'> & Partial<Pick<Fault, 'match' | 'at'>>;

export interface VerifyResult extends RunResult {
  /** The prompts, target by target, of which an exchange failed, erred or is unproven. Empty is no pass: `report` has the verdict. */
  readonly failing: readonly PromptRow[];
}

const someOf = (what: string) => z.array(z.string()).min(1).readonly().optional().describe(what);

const optionsSchema = z.strictObject({
  config,
  targets: someOf('ids of targets; leave it out for all'),
  suites: someOf('names of suites; leave it out for all'),
  tags: someOf('tags of prompts; leave it out for all'),
  prompts: someOf('ids of prompts; leave it out for all'),
  modes: z.array(z.enum(MODES)).min(1).readonly().default(MODES),
  repeat: z.int().min(1).default(1),
  shard: z
    .strictObject({ index: z.int().min(1), of: z.int().min(1) })
    .readonly()
    .refine(({ index, of }) => index <= of, 'must be one of the shards: index is 1 to of')
    .optional(),
  source: z.enum(SOURCES).optional(),
  cassettes: z.string().min(1).optional(),
  replaySpeed: z.number().positive().optional(),
  concurrency: z
    .int()
    .min(1)
    .max(MAX_CONCURRENCY, { error: `must be ${CONCURRENCY_RANGE}` })
    .optional(),
  seed,
  out: z.string().min(1).default(RUNS_FOLDER),
  resume: z.string().min(1).optional(),
  judge: z.boolean().default(false),
  bail: z.boolean().default(false),
  waitReadyMs: z.int().min(0).optional(),
  faults,
  reporters: z.array(z.enum(REPORTER_NAMES)).readonly().default([]),
  onEvent: z.custom<OnRunEvent>(isFunction, 'must be a function').optional(),
  signal: z.custom<AbortSignal>(isSignal, 'must be an AbortSignal').optional(),
  world,
});

/**
 * Asks every prompt of every target in both modes, judges the answers, and keeps the evidence in a folder of its own.
 * Throws InputError, before the first call, with every problem of the options, the configuration or the suites, and
 * RunCutShort after it, when the run's folder can be written no more.
 * Durations in the result are milliseconds.
 */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const checked = checkOptions(optionsSchema, options);
  const result = await runVerify(
    askedOf(checked),
    checked.world ?? nodeWorld(),
    checked.signal ?? new AbortController().signal,
    checked.onEvent ?? (() => {}),
  );
  const { prompts } = result.report.summary;
  return {
    ...result,
    failing: prompts.filter(({ failed, errored, unproven }) => failed + errored + unproven > 0),
  };
}

/** What `verify` would ask with these options, target by target. Calls nothing, and throws InputError as it does. */
export async function planVerified(options: VerifyOptions): Promise<readonly PlannedPair[]> {
  const checked = checkOptions(optionsSchema, options);
  const { plan } = await planVerify(askedOf(checked), checked.world ?? nodeWorld());
  return plan.targets.flatMap(({ id: target }) =>
    promptsOf(plan, target).map(({ prompt }) => ({ target, prompt: prompt.id })),
  );
}

function askedOf(checked: z.output<typeof optionsSchema>): RunOptions {
  const { config, out, reporters, seed, bail, faults } = checked;
  const { targets = null, tags = null, prompts: ids = null, repeat } = checked;
  const modes = MODES.filter((mode) => checked.modes.includes(mode));
  return {
    config,
    suites: checked.suites ?? null,
    selection: { targets, tags, prompts: ids, pairs: null, modes, repeat, once: null },
    shard: checked.shard ?? null,
    source: checked.source ?? null,
    cassettes: checked.cassettes ?? null,
    replaySpeed: checked.replaySpeed ?? null,
    concurrency: checked.concurrency ?? null,
    seed,
    out,
    resume: checked.resume ?? null,
    bail,
    judge: checked.judge,
    waitReadyMs: checked.waitReadyMs ?? null,
    faults,
    purpose: null,
    strength: true,
    reporters: keptReporters(reporters, inRepository()),
  };
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isSignal(value: unknown): boolean {
  return value instanceof AbortSignal;
}
