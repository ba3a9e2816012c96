import type { Fault } from '../contract/fault.ts';
import { loadProject } from './load-project.ts';
import { openSimulation, type Simulation } from './open-simulation.ts';
import { planRun } from './plan-run.ts';
import type { RunWorld } from './run-world.ts';

/** Serves the simulator for a person's own client: every configured target, answering the suites' prompts. */
export async function simulate(
  options: {
    readonly config: string;
    readonly port: number;
    readonly seed: number;
    readonly faults: readonly Fault[];
  },
  world: RunWorld,
): Promise<Simulation> {
  const project = await loadProject({ config: options.config, suites: null, baseline: 'reference' });
  const { targets, prompts } = planRun(project, { targets: null, tags: null, modes: ['send'], repeat: 1 });
  const { port, seed, faults } = options;
  return openSimulation({ targets, prompts, faults, seed, clock: world.clock, port });
}
