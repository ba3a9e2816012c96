import { dirname } from 'node:path';
import type { CatalogTarget } from '../config/catalog.ts';
import { readVariables } from '../config/secrets/read-variables.ts';
import type { Source } from '../contract/exchange.ts';
import type { Fault } from '../contract/fault.ts';
import type { Migration } from '../contract/migration.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import { MAX_CONCURRENCY } from '../contract/target.ts';
import { trafficState } from '../rollout/traffic-state.ts';
import { NO_PAST } from '../simulator/past.ts';
import { readLedger } from '../store/ledger/read-ledger.ts';
import { namedPaths, type NamedPath } from '../traffic/name-path.ts';
import { checkConfig } from './check-config.ts';
import { chooseMigration } from './choose-sides.ts';
import { connectRun } from './connect-run.ts';
import type { ConnectedTarget } from './connect-target.ts';
import { openFrontMetrics } from './front-metrics.ts';
import type { FrontLimits, LiveFront } from './live-front.ts';
import type { RunWorld } from './run-world.ts';
import { serveFront } from './serve-front.ts';

export interface ProxyOptions {
  readonly config: string;
  /** Null is the only one of the configuration. */
  readonly migration: string | null;
  /** Null is what the configuration says. */
  readonly source: Extract<Source, 'live' | 'simulate'> | null;
  readonly host: string;
  readonly port: number;
  /** The environment variable that holds what clients must say after `Bearer`; null is none. */
  readonly keyEnv: string | null;
  readonly limits: FrontLimits;
  readonly faults: readonly Fault[];
  readonly seed: number;
}

/** A proxy that serves. */
export interface Proxy {
  readonly url: string;
  readonly migration: Migration;
  readonly names: readonly NamedPath[];
  readonly source: Source;
  readonly warnings: readonly Problem[];
  close(): Promise<void>;
}

const PURPOSE = { what: 'whose traffic is meant', named: 'write a migration into the configuration', or: '' };

/** Serves the live traffic of a migration. Throws InputError where the configuration or the environment does not suffice. */
export async function shadowProxy(
  options: ProxyOptions,
  hears: Pick<LiveFront, 'onServed' | 'onCrash'>,
  world: RunWorld,
): Promise<Proxy> {
  const { catalog, warnings } = await checkConfig(options.config);
  const migration = chooseMigration(catalog.migrations, options.migration, PURPOSE);
  const key = options.keyEnv === null ? null : readKey(options.keyEnv, world);
  const state = trafficState(await readLedger(dirname(options.config), migration.id));
  const source = options.source ?? catalog.source;
  const { baseline, candidate, traffic } = migration;
  const ids = new Set([baseline, candidate, ...(traffic.fallback === null ? [] : [traffic.fallback])]);
  const targets = catalog.targets.filter(({ id }) => ids.has(id)).map(withRoom);
  const { faults, seed } = options;
  const plan = { targets, prompts: [] };
  const connected = await connectRun(
    { catalog, plan, source, faults, seed, past: NO_PAST, replay: null },
    world,
  );
  try {
    const target = (id: string): ConnectedTarget => {
      const found = connected.targets.find((each) => each.target.id === id);
      if (found === undefined) throw new Error(`target ${id} was not connected`);
      return found;
    };
    const metrics = await openFrontMetrics();
    const front: LiveFront = {
      migration,
      sides: { baseline: target(baseline), candidate: target(candidate) },
      fallback: traffic.fallback === null ? null : target(traffic.fallback),
      state: () => state,
      shadow: null,
      key,
      limits: options.limits,
      world,
      onServed(served) {
        metrics?.seen(served);
        hears.onServed(served);
      },
      onCrash: hears.onCrash,
    };
    const { host, port } = options;
    const server = await serveFront(front, {
      host,
      port,
      metrics: async (inFlight) => (await metrics?.text(inFlight)) ?? null,
    });
    return {
      url: server.url,
      migration,
      names: namedPaths(migration.routing, target(baseline).target.model.providerModelId),
      source,
      warnings: [...warnings, ...connected.warnings],
      async close() {
        await server.close();
        await connected.close();
      },
    };
  } catch (error) {
    await connected.close();
    throw error;
  }
}

/** Clients decide how many ask at once; the limits of quotas are the provider's to say. */
function withRoom(target: CatalogTarget): CatalogTarget {
  return { ...target, concurrency: MAX_CONCURRENCY };
}

function readKey(name: string, { env }: Pick<RunWorld, 'env'>): string {
  const read = readVariables([name], env);
  if ('reason' in read)
    throw new InputError([problem(read.reason, `set ${name} to the key that clients are to send`)]);
  return read.values.get(name) ?? '';
}
