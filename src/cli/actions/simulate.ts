import { InputError, problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';
import { disarmCommands, escapeTerminal } from '../../reports/text/escape-terminal.ts';
import { renderSeats } from '../../reports/verbs/render-seats.ts';
import { describeSeat } from '../../runs/connect/describe-seat.ts';
import type { SimulatedTarget } from '../../runs/connect/open-simulation.ts';
import { simulate } from '../../runs/connect/simulate.ts';
import { snippetsFor } from '../../simulator/snippets/snippets-for.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printProblems } from '../output/print-problems.ts';
import { stopSignals } from '../machine/stop-signals.ts';
import type { SimulateFlags } from '../verbs/short-verbs.ts';

/** Serves until a signal stops it. */
export async function runSimulate(flags: SimulateFlags): Promise<void> {
  const { config, port, seed, snippets } = flags;
  const faults = await givenFaults(flags.faults);
  const simulation = await simulate({ config, port, seed, faults }, nodeWorld());
  printProblems(simulation.warnings);
  // Whoever reads what is printed may send a signal at once.
  const { signal } = stopSignals();
  const stopped = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  try {
    const { url, targets } = simulation;
    const seats = snippets === undefined ? targets.map(describeSeat) : [withCode(targets, snippets)];
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ schemaVersion: 1, url, planted: faults.length, targets: seats })}\n`
        : disarmCommands(escapeTerminal(renderSeats(seats, faults.length))),
    );
    await stopped;
  } finally {
    await simulation.close();
  }
}

/** The one target whose code is asked for. Throws InputError when it is not simulated. */
function withCode(targets: readonly SimulatedTarget[], id: string) {
  const found = targets.find(({ target }) => target.id === id);
  if (found !== undefined) {
    const seat = describeSeat(found);
    return { ...seat, snippets: snippetsFor(found.target.provider, seat) };
  }
  const known = targets.map(({ target }) => target.id);
  throw new InputError([problem(`target ${id} is not simulated`, suggest(id, known))]);
}
