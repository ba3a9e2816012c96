import type { CatalogTarget } from '../../config/catalog.ts';
import type { KnownHeaders } from '../../config/secrets/read-headers.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Credentials } from '../../contract/wires/target.ts';
import type { Clock } from '../../contract/world.ts';
import type { BookEntry } from '../../simulator/book.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { facesFor } from '../../simulator/faces.ts';
import { defaultLatency } from '../../simulator/latency.ts';
import type { Past } from '../../simulator/past.ts';
import { callAtSeat, seatTarget } from '../../simulator/seat-target.ts';
import { serveSimulator } from '../../simulator/serve-simulator.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import { withMadeUpSettings } from './offline-adapter.ts';

/** A target as the simulator answers for it, with the test credentials that it accepts. */
export interface SimulatedTarget extends KnownHeaders {
  readonly target: CatalogTarget;
  readonly credentials: Credentials;
}

export interface Simulation {
  readonly url: string;
  readonly targets: readonly SimulatedTarget[];
  readonly warnings: readonly Problem[];
  readonly close: () => Promise<void>;
}

/** Starts the simulator on loopback for these targets; it answers the prompts with their goldens. */
export async function openSimulation(options: {
  readonly targets: readonly CatalogTarget[];
  readonly prompts: readonly PlannedPrompt[];
  readonly faults: readonly Fault[];
  readonly seed: number;
  readonly clock: Clock;
  readonly port: number;
  readonly past?: Past;
}): Promise<Simulation> {
  const seated = options.targets
    .map((target) => withMadeUpSettings(target).target)
    .map((target) => ({ target, seat: seatTarget(target) }));
  const seats = seated.map(({ seat }) => seat);
  const simulator = createSimulator({
    seats,
    faces: await facesFor(seats),
    book: options.prompts.flatMap(bookEntry),
    faults: options.faults,
    seed: options.seed,
    clock: options.clock,
    latency: defaultLatency,
    ...(options.past === undefined ? {} : { past: options.past }),
  });
  const server = await serveSimulator(simulator, { port: options.port });
  return {
    url: server.url,
    targets: seated.map(({ target, seat }) => ({
      target: callAtSeat(target, `${server.url}/${seat.id}`),
      credentials: seat.credentials,
      ...testHeaders(target),
    })),
    warnings: simulator.warnings,
    close: () => server.close(),
  };
}

/** What is written is played, approved or not: it counts for nothing before somebody approves it. */
export function bookEntry({ prompt, golden: approved, draft }: PlannedPrompt): BookEntry[] {
  const golden = approved ?? draft;
  if (golden === null) return [];
  const { id, messages, stop, maxOutputTokens, sentinels } = prompt;
  return [{ promptId: id, messages, answer: golden.answer, stop, maxOutputTokens, sentinels }];
}

/** Sent as a live run would send them, with values that open nothing. */
function testHeaders({ headers }: CatalogTarget): KnownHeaders {
  const made = Object.entries(headers).map(([name, value]): readonly [string, string] => [
    name,
    typeof value === 'string' ? value : `simulated-${name}`,
  ]);
  return { headers: Object.fromEntries(made), secrets: [] };
}
