import { dirname } from 'node:path';
import type { CatalogTarget } from '../../config/catalog.ts';
import { readVariables } from '../../config/secrets/read-variables.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { Migration } from '../../contract/gates/migration.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { MAX_CONCURRENCY } from '../../contract/wires/target.ts';
import type { Shadow, ShadowAccounts } from '../../contract/traffic/traffic.ts';
import { NO_PAST } from '../../simulator/past.ts';
import { beganBadly } from '../../traffic/began-badly.ts';
import { createIdempotencyBook } from '../../traffic/idempotency-book.ts';
import { namedPaths, type NamedPath } from '../../traffic/name-path.ts';
import { checkConfig } from '../project/check-config.ts';
import { choosePolicy } from '../project/choose-policy.ts';
import { chooseMigration } from '../project/choose-sides.ts';
import { connectRun } from '../connect/connect-run.ts';
import { findConnected } from '../connect/find-connected.ts';
import { exportAccounts } from '../shadow/export-accounts.ts';
import { openFrontMetrics } from './front-metrics.ts';
import type { FrontLimits, LiveFront } from './live-front.ts';
import type { RolloutWorld } from '../project/open-rollout.ts';
import type { RunWorld } from '../run-world.ts';
import type { ShadowOptions } from '../shadow/start-shadow.ts';
import { refuseFaults } from '../project/refuse-faults.ts';
import { serveFront } from './serve-front.ts';
import { steerTraffic, type TrafficNews } from './steer-traffic.ts';

export interface ProxyOptions {
  readonly config: string;
  /** Null is the only one of the configuration. */
  readonly migration: string | null;
  /** Who answers for a rollback that is written down. */
  readonly by: string;
  /** Null is what the configuration says. */
  readonly source: Extract<Source, 'live' | 'simulate'> | null;
  readonly host: string;
  readonly port: number;
  /** The environment variable that holds what clients must say after `Bearer`; null is none. */
  readonly keyEnv: string | null;
  readonly limits: FrontLimits;
  readonly faults: readonly Fault[];
  readonly seed: number;
  readonly out: string;
  /** How what asks live requests again is started, where nobody who is served waits for it; null is not at all. */
  readonly openShadow: ((options: ShadowOptions) => Promise<Shadow>) | null;
}

/** A proxy that serves. */
export interface Proxy {
  readonly url: string;
  readonly migration: Migration;
  readonly names: readonly NamedPath[];
  readonly source: Source;
  readonly warnings: readonly Problem[];
  /** Ends what is served, then what is asked again; gives what became of that, null where nothing was. */
  close(): Promise<ShadowAccounts | null>;
}

const PURPOSE = { what: 'whose traffic is meant', named: 'write a migration into the configuration', or: '' };

/** What is told while it serves. */
export interface ProxyEars extends Pick<LiveFront, 'onServed' | 'onRefused' | 'onCrash'> {
  /** Of what happened to the traffic as a whole. */
  readonly onNews: (news: TrafficNews) => void;
}

/** Serves the live traffic of a migration. Throws InputError where the configuration or the environment does not suffice. */
export async function shadowProxy(
  options: ProxyOptions,
  ears: ProxyEars,
  world: RunWorld & RolloutWorld,
): Promise<Proxy> {
  const { config, faults, seed, host, port, limits } = options;
  const { catalog, warnings } = await checkConfig(config);
  const migration = chooseMigration(catalog.migrations, options.migration, PURPOSE);
  const { baseline, candidate, traffic } = migration;
  const key = options.keyEnv === null ? null : readKey(options.keyEnv, world);
  const source = options.source ?? catalog.source;
  refuseFaults(faults, source);
  const rollout = {
    root: dirname(config),
    catalog,
    migration,
    policy: choosePolicy(catalog, migration.policy),
  };
  const steering = await steerTraffic(rollout, { ...options, migration: migration.id }, world, ears.onNews);
  const ids = new Set([baseline, candidate, ...(traffic.fallback === null ? [] : [traffic.fallback])]);
  const plan = { targets: catalog.targets.filter(({ id }) => ids.has(id)).map(withRoom), prompts: [] };
  const connecting = { catalog, plan, source, faults, seed, past: NO_PAST, replay: null };
  const connected = await connectRun(connecting, world).catch(async (error: unknown) => {
    await steering.stop();
    throw error;
  });
  let shadow: Shadow | null = null;
  const close = async (): Promise<void> => {
    await shadow?.stop();
    await steering.stop();
    await connected.close();
  };
  try {
    const { out } = options;
    const asking = { config, out, migration: migration.id, source, seed, faults, most: null };
    if (traffic.shadow.share > 0) shadow = (await options.openShadow?.(asking)) ?? null;
    const metrics = await openFrontMetrics();
    const sides = {
      baseline: findConnected(connected, baseline),
      candidate: findConnected(connected, candidate),
    };
    const front: LiveFront = {
      migration,
      sides,
      names: namedPaths(migration.routing, sides.baseline.target.model.providerModelId),
      fallback: traffic.fallback === null ? null : findConnected(connected, traffic.fallback),
      state: () => steering.state(),
      book: createIdempotencyBook({ ...BOOK, ttlMs: traffic.idempotencyMinutes * 60_000 }, world.clock.nowMs),
      shadow,
      key,
      limits,
      world,
      redact: connected.masks.redact,
      onServed(served, state) {
        const isBad = beganBadly(served);
        const { arm, bucket } = served.decision;
        if (isBad !== null) steering.count({ arm, isBad, bucket }, state);
        metrics?.seen(served);
        ears.onServed(served, state);
      },
      onRefused(refused) {
        metrics?.refused(refused);
        ears.onRefused(refused);
      },
      onCrash: ears.onCrash,
    };
    const server = await serveFront(front, {
      host,
      port,
      async metrics(inFlight) {
        if (metrics === null) return null;
        const accounts = shadow === null ? null : await exportAccounts(shadow.accounts());
        return [await metrics.text(inFlight), accounts ?? ''].join('');
      },
    });
    return {
      url: server.url,
      migration,
      names: front.names,
      source,
      warnings: [...warnings, ...connected.warnings],
      async close() {
        await server.close();
        await close();
        return shadow?.accounts() ?? null;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Of answers that are kept for requests that come again. */
const BOOK = { maxBytes: 64 * 1024 * 1024, maxAnswers: 10_000 };

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
