import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import { loadProject, refuseProblems } from '../project/load-project.ts';
import { openSimulation, type Simulation } from './open-simulation.ts';
import { planRun } from '../project/plan-run.ts';
import { refuseIdleFaults } from '../project/refuse-idle-faults.ts';
import { refusedPort } from './refused-port.ts';
import type { RunWorld } from '../run-world.ts';

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
  const project = await loadProject({ config: options.config, suites: null, baseline: USUAL_BASELINE });
  refuseProblems(project);
  const plan = planRun(project, {
    targets: null,
    tags: null,
    prompts: null,
    pairs: null,
    modes: ['send'],
    repeat: 1,
    once: null,
  });
  const { targets, prompts } = plan;
  const { port, seed, faults } = options;
  refuseIdleFaults(faults, { ...plan, modes: null });
  try {
    return await openSimulation({ targets, prompts, faults, seed, clock: world.clock, port });
  } catch (error) {
    throw refusedPort(error, port) ?? error;
  }
}
