import { disarmCommands, escapeTerminal } from '../reports/escape-terminal.ts';
import { describeSeat, type SimulatedSeat } from '../runs/describe-seat.ts';
import { simulate } from '../runs/simulate.ts';
import { nodeWorld } from './node-world.ts';
import { printProblems } from './print-problems.ts';
import { readFaults } from './read-faults.ts';
import { stopSignals } from './stop-signals.ts';
import type { SimulateFlags } from './verbs.ts';

/** Serves until SIGINT or SIGTERM. */
export async function runSimulate(flags: SimulateFlags): Promise<void> {
  const { config, port, seed } = flags;
  const faults = flags.faults === undefined ? [] : await readFaults(flags.faults);
  const simulation = await simulate({ config, port, seed, faults }, nodeWorld());
  printProblems(simulation.warnings);
  const seats = simulation.targets.map(describeSeat);
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ schemaVersion: 1, url: simulation.url, targets: seats })}\n`
      : `${disarmCommands(escapeTerminal(seats.map(format).join('\n')))}\nThe credentials are made up and open nothing else. Stop with Ctrl-C.\n`,
  );
  const { signal } = stopSignals();
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await simulation.close();
}

/** As wide as the widest name of a credential. */
const NAME_WIDTH = 15;

function format({ id, baseUrl, model, region, settings, credentials }: SimulatedSeat): string {
  const { kind: _kind, ...secrets } = credentials;
  const rows = Object.entries({ 'base URL': baseUrl, model, region, ...settings, ...secrets }).flatMap(
    ([name, value]) => (value === null ? [] : [`  ${name.padEnd(NAME_WIDTH)}  ${value}`]),
  );
  return [id, ...rows].join('\n');
}
