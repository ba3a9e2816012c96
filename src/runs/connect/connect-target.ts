import type { CallWorld } from '../../calls/call-job.ts';
import { isKnowable } from '../../config/secrets/is-knowable.ts';
import { secretsOf } from '../../config/secrets/secrets-of.ts';
import type { SecretMasks } from '../../config/secrets/create-masks.ts';
import { readCredentials } from '../../config/secrets/read-credentials.ts';
import { readHeaders, type KnownHeaders } from '../../config/secrets/read-headers.ts';
import { readNetwork, readSettings } from '../../config/secrets/read-settings.ts';
import type { Catalog, CatalogTarget } from '../../config/catalog.ts';
import type { Adapter } from '../../contract/wires/adapter.ts';
import type { CaseId } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { Credentials } from '../../contract/wires/target.ts';
import type { Transport } from '../../contract/wires/wire.ts';
import { MAX_BYTES, readBounded } from '../../files/read-bounded.ts';
import { loadAdapter } from '../../providers/registry.ts';
import type { Masks } from '../../store/secrets/masks.ts';
import { trust, type Authorities } from '../../transport/authorities.ts';
import { createLiveTransport } from '../../transport/create-live-transport.ts';
import { SDK_SHIMS } from '../../transport/sdk-shims.ts';
import type { RunWorld } from '../run-world.ts';

/** A target ready to be called. */
export interface ConnectedTarget {
  readonly target: CatalogTarget;
  readonly adapter: Adapter;
  readonly transport: Transport;
  /** The target's own headers, with their values. */
  readonly headers: KnownHeaders['headers'];
  /** What it is asked with that nobody else is to know, as it stands. */
  readonly secrets: readonly string[];
  /** How one exchange is made; null where nobody can answer it, which leaves it missing. */
  dial(id: CaseId, world: CallWorld): Dialled | null;
  /** Connections so far; null where nobody can see them. */
  opened(): number | null;
  close(): Promise<void>;
}

/** The bytes and the time of one exchange. */
export interface Dialled {
  readonly transport: Transport;
  readonly world: CallWorld;
  /** What is known of it beside what was observed. */
  complete(exchange: Exchange): Exchange;
}

const asObserved: Dialled['complete'] = (exchange) => exchange;

/** Every target of a run, ready to be called, and the masks that know all their secrets. */
export interface ConnectedRun {
  readonly targets: readonly ConnectedTarget[];
  readonly masks: Masks;
  readonly warnings: readonly Problem[];
  close(): Promise<void>;
}

/** A target with the values of its credentials and headers. */
export interface Identified extends KnownHeaders {
  readonly target: CatalogTarget;
  readonly credentials: Credentials;
}

/** Credentials and settings of live targets. Throws InputError that names all that is missing. */
export async function identifyTargets(
  targets: readonly CatalogTarget[],
  env: RunWorld['env'],
): Promise<readonly Identified[]> {
  const problems: Problem[] = [];
  const read = await Promise.all(
    targets.map(async (target) => ({ target, known: await readCredentials(target, env) })),
  );
  const identified = read.flatMap(({ target, known }): Identified[] => {
    const set = readSettings(target, env);
    if ('problem' in known) problems.push(known.problem);
    if ('problem' in set) problems.push(set.problem);
    const own = readHeaders(target.headers, env, `target "${target.id}"`);
    if ('problem' in own) problems.push(own.problem);
    if ('problem' in known || 'problem' in set || 'problem' in own) return [];
    return [{ target: { ...target, settings: set.settings }, credentials: known.credentials, ...own }];
  });
  if (problems.length > 0) throw new InputError(problems);
  return identified;
}

/** The values of the network's settings. */
export interface ResolvedNetwork {
  readonly proxy: string | null;
  readonly authorities: Authorities;
}

export const DIRECT: ResolvedNetwork = { proxy: null, authorities: trust(null) };

/** Throws InputError when the proxy's variable is missing or the authorities cannot be read. */
export async function resolveNetwork(catalog: Catalog, env: RunWorld['env']): Promise<ResolvedNetwork> {
  const read = readNetwork(catalog.network, env);
  if ('problem' in read) throw new InputError([read.problem]);
  const { proxy, caFile } = read.network;
  if (caFile === null) return { ...DIRECT, proxy };
  try {
    const pem = await readBounded(caFile, { maxBytes: MAX_BYTES.config, within: null });
    return { proxy, authorities: trust(pem.toString('utf8')) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError([problem(`network.caFile cannot be read: ${why}`, 'give the path of a PEM file')]);
  }
}

/** Makes the adapter, which loads its SDK, and a transport of its own. */
export async function connectTarget(
  { target, credentials, headers, secrets: ofHeaders }: Identified,
  network: ResolvedNetwork,
  world: RunWorld,
  { redact, learnSecret }: SecretMasks,
): Promise<ConnectedTarget> {
  const [createAdapter, live] = await Promise.all([
    loadAdapter(target.wire),
    createLiveTransport({
      clock: world.clock,
      ...network,
      connections: target.concurrency,
      guards: target.guards,
      deadlines: target.deadlines,
    }),
  ]);
  const { transport, opened, close } = live;
  const adapter = await createAdapter(target, credentials, {
    clock: world.clock,
    redact,
    learnSecret,
    shims: SDK_SHIMS,
    headers,
    transport,
  });
  const dial: ConnectedTarget['dial'] = (_id, world) => ({ transport, world, complete: asObserved });
  const secrets = [...secretsOf(credentials), ...ofHeaders].filter(isKnowable);
  return { target, adapter, transport, headers, secrets, dial, opened, close };
}
