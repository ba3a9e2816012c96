import { dirname } from 'node:path';
import type { Catalog, CatalogTarget } from '../../config/catalog.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Migration } from '../../contract/gates/migration.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { Processes } from '../../contract/world.ts';
import { priceOf } from '../../cost/price-of.ts';
import { whyNotMirrored } from '../../rollout/why-not-mirrored.ts';
import { NO_PAST } from '../../simulator/past.ts';
import { checkConfig } from '../project/check-config.ts';
import { chooseMigration } from '../project/choose-sides.ts';
import { connectRun } from '../connect/connect-run.ts';
import { findConnected } from '../connect/find-connected.ts';
import { describeRun } from '../verify/describe-run.ts';
import { followState } from './follow-state.ts';
import { liveProject } from './live-project.ts';
import { liveSuite } from '../project/live-suite.ts';
import { openShadow, type OpenShadow, type ShadowSetup } from './open-shadow.ts';
import type { Plan, Selection } from '../project/plan-run.ts';
import { recallShadows } from './recall-shadows.ts';
import { refuseFaults } from '../project/refuse-faults.ts';
import type { RunWorld } from '../run-world.ts';
import { sealShadow, type SealedShadow } from './seal-shadow.ts';
import type { PriceNow } from './shadow-spending.ts';
import type { DayLimits } from '../../traffic/day-budget.ts';

export interface ShadowOptions {
  readonly config: string;
  readonly out: string;
  /** Null is the only one. */
  readonly migration: string | null;
  /** Whom to ask: null is the configuration's. */
  readonly source: Exclude<Source, 'replay'> | null;
  readonly seed: number;
  /** Planted into a simulator. */
  readonly faults: readonly Fault[];
  /** How many requests are sent at most; null is no end. */
  readonly most: number | null;
}

/** The process or thread in which it asks. */
interface ShadowPlace extends Pick<ShadowSetup, 'collect'> {
  readonly processes: Processes;
}

/** A shadow that may be offered live requests. */
export interface StartedShadow {
  readonly shadow: OpenShadow;
  readonly migration: Migration;
  readonly source: Source;
  readonly warnings: readonly Problem[];
  /** Of runs before that are not what was written. */
  readonly damaged: readonly Problem[];
  /** Ends what is asked, seals its run and lets its connections go. */
  stop(): Promise<void>;
}

/** A run is sealed, and another begun, when it holds so much: who compares needs one that has ended. */
const FULL = { requests: 1_000, bytes: 128 * 1024 * 1024, ms: 3_600_000 } as const;

/** However large an answer of a target is, no more of it is held. */
const MOST_RESPONSE_BYTES = 4 * 1024 * 1024;

/**
 * Connects both sides of a migration to ask live requests again. What a process before left of a run is sealed first,
 * where by `processes` it is gone; one that is damaged is warned of. Throws InputError, with nothing asked, when anything
 * that was given is wrong.
 */
export async function startShadow(
  options: ShadowOptions,
  world: RunWorld,
  onSealed: (sealed: SealedShadow) => void,
  { processes, collect }: ShadowPlace = { processes: world.processes, collect: null },
): Promise<StartedShadow> {
  const { config, out, seed, faults, most } = options;
  const { catalog, warnings } = await checkConfig(config);
  const migration = chooseMigration(catalog.migrations, options.migration, MIRRORED);
  const source = options.source ?? catalog.source;
  refuseFaults(faults, source);
  const { shadow: rules } = migration.traffic;
  const targets = [migration.baseline, migration.candidate].map((id) =>
    shadowTarget(catalog, id, rules.inFlight),
  );
  const priceNow: PriceNow = (id) => {
    const target = targets.find((each) => each.id === id);
    return target === undefined ? null : priceOf(catalog.prices, target, world.clock.wallMs());
  };
  if (rules.dollarsPerDay !== null) refuseUnpriced(targets, priceNow);
  const origin = await world.origin(dirname(config));
  const sealing = { catalog, config, out };
  const limits: DayLimits = {
    tokens: rules.tokensPerDay,
    picos: rules.dollarsPerDay === null ? null : BigInt(Math.round(rules.dollarsPerDay * 1e6)) * 1_000_000n,
  };
  const recalling = { ...world, processes };
  const { sealed, spent, warnings: damaged } = await recallShadows(migration.id, limits, sealing, recalling);
  for (const each of sealed) onSealed(each);
  const connected = await connectRun(
    { catalog, plan: { targets, prompts: [] }, source, faults, seed, past: NO_PAST, replay: null },
    world,
  );
  const plan: Plan = {
    targets,
    prompts: [],
    modes: MODES,
    repeat: 2,
    once: migration.candidate,
    pairs: null,
    shard: null,
  };
  const project = liveProject(catalog, liveSuite([]));
  const place = { root: dirname(config), migration: migration.id };
  const followed = await followState(place, world.clock).catch(async (error: unknown) => {
    await connected.close();
    throw error;
  });
  const shadow = openShadow(
    {
      rules,
      sides: {
        baseline: findConnected(connected, migration.baseline),
        candidate: findConnected(connected, migration.candidate),
      },
      masks: connected.masks,
      source,
      out,
      describe: () =>
        describeRun({
          project,
          plan,
          selection: EVERYTHING,
          source,
          seed,
          faults,
          judge: null,
          purpose: { what: 'shadow', migration: migration.id },
          replayed: null,
          origin,
          world,
        }),
      whyNot: (path) => whyNotMirrored(path, migration, followed.state()),
      limits,
      spent,
      priceNow,
      seal: async (folder) => {
        const each = await sealShadow(folder, sealing, world);
        if (each !== null) onSealed(each);
      },
      most,
      full: FULL,
      collect,
    },
    world,
  );
  return {
    shadow,
    migration,
    source,
    warnings: [...warnings, ...connected.warnings],
    damaged,
    async stop() {
      followed.stop();
      await shadow.stop();
      await connected.close();
    },
  };
}

const EVERYTHING: Selection = {
  targets: null,
  tags: null,
  prompts: null,
  pairs: null,
  modes: MODES,
  repeat: 2,
  once: null,
};

const MIRRORED = { what: 'whose traffic is mirrored', named: 'write one under migrations:', or: '' };

/** A target as it is asked beside live traffic: a quota pool of its own, and nothing that holds without end. */
function shadowTarget({ targets }: Catalog, id: string, inFlight: number): CatalogTarget {
  const target = targets.find((each) => each.id === id);
  if (target === undefined) throw new Error(`${id} is a target of the catalog`);
  const { quota, guards, maxRetries } = target;
  return {
    ...target,
    concurrency: inFlight,
    quota: { ...quota, id: `${quota.id}:shadow` },
    guards: { ...guards, maxResponseBytes: Math.min(guards.maxResponseBytes, MOST_RESPONSE_BYTES) },
    // Nobody waits for it.
    maxRetries: Math.min(maxRetries, 1),
  };
}

/** What nobody knows the price of cannot be kept below an amount. */
function refuseUnpriced(targets: readonly CatalogTarget[], priceNow: PriceNow): void {
  const problems = targets.flatMap(({ id }) => {
    const price = priceNow(id);
    if (price?.currency === 'USD') return [];
    const why = price === null ? 'has no price now' : `has a price in ${price.currency}`;
    return [
      problem(
        `traffic.shadow.dollarsPerDay cannot be kept: ${id} ${why}`,
        'write its price in USD under prices:, or limit tokensPerDay',
      ),
    ];
  });
  if (problems.length > 0) throw new InputError(problems);
}
