import { z } from 'zod';
import { nodeWorld } from '../cli/machine/node-world.ts';
import type { Problem } from '../contract/problem.ts';
import type { SimulatedSeat } from '../contract/wires/seat.ts';
import { describeSeat } from '../runs/connect/describe-seat.ts';
import type { RunWorld } from '../runs/run-world.ts';
import { simulate as openSimulation } from '../runs/connect/simulate.ts';
import { checkOptions } from './check-options.ts';
import { config, faults, seed, world } from './shared-options.ts';
import type { FaultToPlant } from './verify.ts';

/** What `simulate` takes: everything but `config` may be left out. */
export interface SimulateOptions {
  /** The path of the configuration file; suites and goldens stand beside it. */
  readonly config: string;
  /** On loopback. 0, the default, takes a free one. */
  readonly port?: number | undefined;
  /** Of ids, chunking and delays: 1 by default. */
  readonly seed?: number | undefined;
  readonly faults?: readonly FaultToPlant[] | undefined;
  /** `nodeWorld()` by default. */
  readonly world?: RunWorld | undefined;
}

/** A simulator that listens until it is closed. */
export interface Simulated {
  readonly url: string;
  /** What a client's SDK takes as its base URL, by the id of the target. */
  readonly urls: Readonly<Record<string, string>>;
  /** Everything that a client needs, test credentials too. */
  readonly targets: readonly SimulatedSeat[];
  readonly warnings: readonly Problem[];
  readonly close: () => Promise<void>;
}

const optionsSchema = z.strictObject({
  config,
  port: z.int().min(0).max(65_535, 'must be at most 65535').default(0),
  seed,
  faults,
  world,
});

/**
 * Serves every configured target's wire on loopback, for a client of your own. Throws InputError with every problem of
 * the options, the configuration or the suites, and when the port is taken.
 */
export async function simulate(options: SimulateOptions): Promise<Simulated> {
  const { world = nodeWorld(), ...rest } = checkOptions(optionsSchema, options);
  const { url, targets, warnings, close } = await openSimulation(rest, world);
  const seats = targets.map(describeSeat);
  const urls = Object.fromEntries(seats.map(({ id, baseUrl }) => [id, baseUrl]));
  return { url, urls, targets: seats, warnings, close };
}
