import type { Catalog } from '../config/catalog.ts';
import { createRedact } from '../config/secrets/create-redact.ts';
import { createSecretMask } from '../config/secrets/create-secret-mask.ts';
import { secretsOf } from '../config/secrets/secrets-of.ts';
import type { Fault } from '../contract/fault.ts';
import type { Source } from '../contract/exchange.ts';
import type { Problem } from '../contract/problem.ts';
import type { Past } from '../simulator/past.ts';
import type { Masks } from '../store/masks.ts';
import {
  connectTarget,
  DIRECT,
  identifyTargets,
  resolveNetwork,
  type ConnectedTarget,
} from './connect-target.ts';
import type { Simulation } from './open-simulation.ts';
import type { Plan } from './plan-run.ts';
import type { RunWorld } from './run-world.ts';

/** Every target of a run, ready to be called, and the masks that know all their secrets. */
export interface ConnectedRun {
  readonly targets: readonly ConnectedTarget[];
  readonly masks: Masks;
  readonly warnings: readonly Problem[];
  close(): Promise<void>;
}

interface ConnectOptions {
  readonly catalog: Catalog;
  readonly plan: Plan;
  readonly source: Source;
  readonly faults: readonly Fault[];
  readonly seed: number;
  /** What a run that is gone on with already asked. */
  readonly past: Past;
}

/** Throws InputError when credentials, settings or the network are not what a live run needs. */
export async function connectRun(options: ConnectOptions, world: RunWorld): Promise<ConnectedRun> {
  const simulated = options.source === 'simulate';
  const network = simulated ? DIRECT : await resolveNetwork(options.catalog, world.env);
  const simulation = simulated ? await openSimulationFor(options, world) : null;
  const identified = simulation?.targets ?? identifyTargets(options.plan.targets, world.env);
  const secrets = identified.flatMap(({ credentials, secrets }) => [...secretsOf(credentials), ...secrets]);
  const masks = { redact: createRedact(secrets), maskSecrets: createSecretMask(secrets).apply };
  const settled = await Promise.allSettled(
    identified.map((target) => connectTarget(target, network, world, masks.redact)),
  );
  const targets = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(targets.map((target) => target.close()));
    await simulation?.close();
  };
  const refused = settled.find((each) => each.status === 'rejected');
  if (refused === undefined) return { targets, masks, warnings: simulation?.warnings ?? [], close };
  await close();
  throw refused.reason;
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
