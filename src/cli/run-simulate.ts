import type { Credentials } from '../contract/target.ts';
import { simulate } from '../runs/simulate.ts';
import type { SimulatedTarget } from '../runs/open-simulation.ts';
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
    readonly json?: true;
  },
  version: string,
): Promise<void> {
  const { config, port, seed } = flags;
  const faults = flags.faults === undefined ? [] : await readFaults(flags.faults);
  const simulation = await simulate({ config, port, seed, faults }, realWorld(version));
  printProblems(simulation.warnings);
  const rows = simulation.targets.map(describe);
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ schemaVersion: 1, url: simulation.url, targets: rows })}\n`
      : `${rows.map(format).join('\n')}\nThe credentials are made up and open nothing else. Stop with Ctrl-C.\n`,
  );
  const { signal } = stopSignals();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await simulation.close();
}

/** As wide as the widest name of a credential. */
const NAME_WIDTH = 15;

interface Row {
  readonly id: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly region: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
}

function describe({ target, credentials }: SimulatedTarget): Row {
  const baseUrl = `${target.baseUrl}${target.dialect?.basePath ?? ''}`;
  const { id, model, region, settings } = target;
  return { id, baseUrl, model: model.providerModelId, region, settings, credentials };
}

function format({ id, baseUrl, model, region, settings, credentials }: Row): string {
  const { kind: _kind, ...secrets } = credentials;
  const rows = Object.entries({ 'base URL': baseUrl, model, region, ...settings, ...secrets }).flatMap(
    ([name, value]) => (value === null ? [] : [`  ${name.padEnd(NAME_WIDTH)}  ${value}`]),
  );
  return [id, ...rows].join('\n');
}
