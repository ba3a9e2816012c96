import { InputError, problem } from '../contract/problem.ts';
import { renderSeats } from '../reports/render-seats.ts';
import { simulate } from '../runs/simulate.ts';
import type { SimulatedTarget } from '../runs/open-simulation.ts';
import { snippetsFor } from '../simulator/snippets/snippets-for.ts';
import { printProblems } from './print-problems.ts';
import { readFaults } from './read-faults.ts';
import { realWorld } from './real-world.ts';
import { stopSignals } from './stop-signals.ts';

/** Serves until SIGINT or SIGTERM. */
export async function runSimulate(
  flags: {
    readonly config: string;
    readonly port: number;
    readonly seed: number;
    readonly faults?: string;
    readonly snippets?: string;
    readonly json?: true;
  },
  version: string,
): Promise<void> {
  const { config, port, seed } = flags;
  const faults = flags.faults === undefined ? [] : await readFaults(flags.faults);
  const simulation = await simulate({ config, port, seed, faults }, realWorld(version));
  printProblems(simulation.warnings);
  try {
    const { url, targets } = simulation;
    const seats = flags.snippets === undefined ? targets.map(describe) : [withCode(targets, flags.snippets)];
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ schemaVersion: 1, url, targets: seats })}\n`
        : renderSeats(seats),
    );
    const { signal } = stopSignals();
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  } finally {
    await simulation.close();
  }
}

function describe({ target, credentials }: SimulatedTarget) {
  const { id, region, settings, baseUrl: configBaseUrl } = target;
  const baseUrl = `${configBaseUrl}${target.dialect?.basePath ?? ''}`;
  return { id, baseUrl, configBaseUrl, model: target.model.providerModelId, region, settings, credentials };
}

/** The one target whose code is asked for. Throws InputError when it is not simulated. */
function withCode(targets: readonly SimulatedTarget[], id: string) {
  const found = targets.find(({ target }) => target.id === id);
  if (found === undefined) {
    const known = targets.map(({ target }) => target.id).join(', ');
    throw new InputError([problem(`target ${id} is not simulated`, `use one of: ${known}`)]);
  }
  const seat = describe(found);
  return { ...seat, snippets: snippetsFor(found.target.provider, seat) };
}
