import type { Catalog } from '../../config/catalog.ts';
import { createMasks } from '../../config/secrets/create-masks.ts';
import { namedSecretsOf, proxySecrets, secretsOf } from '../../config/secrets/secrets-of.ts';
import {
  warnOfPlainProxy,
  warnOfPlainSettings,
  warnOfShortSecrets,
} from '../../config/secrets/warn-of-secrets.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Past } from '../../simulator/past.ts';
import {
  connectTarget,
  DIRECT,
  identifyTargets,
  resolveNetwork,
  type ConnectedRun,
  type Identified,
  type ResolvedNetwork,
} from './connect-target.ts';
import type { Simulation } from './open-simulation.ts';
import type { Cassettes } from './load-cassettes.ts';
import type { Plan } from '../project/plan-run.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';
import type { RunWorld } from '../run-world.ts';

/** Whom to connect, and what a simulator is to know. */
type Connectable = Pick<Plan, 'targets' | 'prompts'>;

interface ConnectOptions {
  readonly catalog: Catalog;
  readonly plan: Connectable;
  readonly source: Source;
  readonly faults: readonly Fault[];
  readonly seed: number;
  /** What a run that is gone on with already asked. */
  readonly past: Past;
}

/** What is replayed in place of asking anybody. */
interface ReplayedRun {
  readonly plan: Plan;
  readonly prompts: readonly ReadyPrompt[];
  readonly cassettes: Cassettes;
  readonly speed: number | null;
}

/** Throws InputError when credentials, settings or the network are not what a live run needs. */
export async function connectRun(
  { replay, ...options }: ConnectOptions & { readonly replay: ReplayedRun | null },
  world: RunWorld,
): Promise<ConnectedRun> {
  if (replay !== null) {
    const { connectReplay } = await import('./connect-replay.ts');
    return connectReplay({ ...replay, clock: world.clock });
  }
  const simulated = options.source === 'simulate';
  const network = simulated ? DIRECT : await resolveNetwork(options.catalog, world.env);
  const simulation = simulated ? await openSimulationFor(options, world) : null;
  const identified = simulation?.targets ?? (await identifyTargets(options.plan.targets, world.env));
  const proxy = proxySecrets(network.proxy, PROXY);
  const masks = createMasks([
    ...identified.flatMap(({ credentials, secrets }) => [...secretsOf(credentials), ...secrets]),
    ...proxy.map(({ value }) => value),
  ]);
  const settled = await Promise.allSettled(
    identified.map((target) => connectTarget(target, network, world, masks)),
  );
  const targets = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const warnings = simulation?.warnings ?? warningsOf(options.plan, identified, network);
  const close = async (): Promise<void> => {
    await Promise.all(targets.map((target) => target.close()));
    await simulation?.close();
  };
  const refused = settled.find((each) => each.status === 'rejected');
  if (refused === undefined) return { targets, masks, warnings, close };
  await close();
  throw refused.reason;
}

const PROXY = 'network.proxy';

/** What is doubtful of the values that a live run found in the environment. */
function warningsOf(
  { targets }: Connectable,
  identified: readonly Identified[],
  { proxy }: ResolvedNetwork,
): readonly Problem[] {
  const settings = new Map(identified.map(({ target }) => [target.id, target.settings]));
  const named = identified.flatMap(({ target, credentials }) =>
    namedSecretsOf(target.credentials, credentials),
  );
  return [
    ...warnOfShortSecrets([...named, ...proxySecrets(proxy, PROXY)]),
    ...targets.flatMap((target) => warnOfPlainSettings(target, settings.get(target.id) ?? {})),
    ...warnOfPlainProxy(proxy, PROXY),
  ];
}

/** The simulator is loaded when a run needs it, and not before. */
async function openSimulationFor(
  { plan, faults, seed, past }: ConnectOptions,
  world: RunWorld,
): Promise<Simulation> {
  const { openSimulation } = await import('./open-simulation.ts');
  const { targets, prompts } = plan;
  return openSimulation({ targets, prompts, faults, seed, clock: world.clock, port: 0, past });
}
