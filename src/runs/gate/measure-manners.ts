import { createQuotaGate } from '../../calls/create-quota-gate.ts';
import { createMasks } from '../../config/secrets/create-masks.ts';
import { secretsOf } from '../../config/secrets/secrets-of.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { Clock } from '../../contract/world.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { RequestIds } from '../../metrics/request-ids.ts';
import { loadAdapter } from '../../providers/registry.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { facesFor } from '../../simulator/faces.ts';
import { defaultLatency } from '../../simulator/latency.ts';
import { callAtSeat, seatTarget } from '../../simulator/seat-target.ts';
import { seededRandom } from '../../stats/seeded-random.ts';
import { NOTHING_STANDS } from '../../store/run/standing.ts';
import { createReplayClock, type ReplayClock } from '../../transport/create-replay-clock.ts';
import { layerTransport } from '../../transport/layer-transport.ts';
import { SDK_SHIMS } from '../../transport/sdk-shims.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import { withMadeUpSettings } from '../connect/offline-adapter.ts';
import { bookEntry } from '../connect/open-simulation.ts';
import type { Plan } from '../project/plan-run.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';
import { runCases } from '../verify/run-cases.ts';
import type { RunWorld } from '../run-world.ts';

const WALL_MS = Date.UTC(2026, 0, 1);
const NOWHERE = 'http://simulator.invalid';

/**
 * What a simulated target gives to every prompt of a plan, in both modes: asked over its own wire, in memory, on a clock
 * that nobody waits for. `repeat` times each; by prompt.
 */
export async function measureManners(
  options: {
    readonly target: CatalogTarget;
    readonly prompts: readonly ReadyPrompt[];
    readonly faults: readonly Fault[];
    readonly repeat: number;
    readonly seed: number;
    readonly signal: AbortSignal;
  },
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
): Promise<ReadonlyMap<string, readonly ExchangeRecord[]>> {
  const { prompts, seed, repeat, signal } = options;
  const clock = createReplayClock(0, WALL_MS);
  const { connected, redact } = await connectInMemory(options, clock, () => world.clock.wallMs());
  const plan: Plan = {
    targets: [connected.target],
    prompts: prompts.map(({ planned }) => planned),
    modes: MODES,
    repeat,
    once: null,
    pairs: null,
    shard: null,
  };
  const byPrompt = new Map<string, ExchangeRecord[]>();
  const cases = runCases(
    {
      plan,
      prompts,
      targets: [connected],
      source: 'simulate',
      seed,
      inTurn: false,
      concurrency: 1,
      standing: NOTHING_STANDS,
      requestIds: new RequestIds(),
      gate: createQuotaGate(clock),
      redact,
      signal,
    },
    { ...world, ...NO_ENVIRONMENT, clock, random: seededRandom('manners', seed) },
  );
  for await (const records of cases) {
    for (const record of records) {
      const { prompt } = record.case;
      byPrompt.set(prompt, [...(byPrompt.get(prompt) ?? []), record]);
    }
  }
  signal.throwIfAborted();
  return byPrompt;
}

const NO_ENVIRONMENT = {
  env: {},
  versions: {},
  packageVersion: () => null,
  argv: [],
  origin: refuse,
  processes: { self: refuse, isGone: refuse },
};

function refuse(): never {
  throw new Error('what is asked in memory holds no run');
}

function ticking(clock: ReplayClock): Omit<Clock, 'wallMs'> {
  return {
    nowMs: clock.nowMs,
    sleep: (ms, signal) => clock.sleep(ms, signal),
    timer: (ms, run) => clock.timer(ms, run),
  };
}

async function connectInMemory(
  {
    target: configured,
    prompts,
    faults,
    seed,
  }: {
    readonly target: CatalogTarget;
    readonly prompts: readonly ReadyPrompt[];
    readonly faults: readonly Fault[];
    readonly seed: number;
  },
  clock: ReplayClock,
  wallMs: () => number,
): Promise<{ readonly connected: ConnectedTarget; readonly redact: (text: string) => string }> {
  const { target: set } = withMadeUpSettings(configured);
  const seat = seatTarget(set);
  const unlimited = { ...set.quota, requestsPerMinute: null, tokensPerMinute: null };
  const target = callAtSeat({ ...set, concurrency: 1, quota: unlimited }, `${NOWHERE}/${seat.id}`);
  const simulator = createSimulator({
    seats: [seat],
    faces: await facesFor([seat]),
    book: prompts.flatMap(({ planned }) => bookEntry(planned)),
    faults,
    seed,
    // What an SDK signs has the date of today in it.
    clock: { ...ticking(clock), wallMs },
    latency: defaultLatency,
  });
  const { redact, learnSecret } = createMasks(secretsOf(seat.credentials));
  const limits = { ...target.deadlines, maxResponseBytes: target.guards.maxResponseBytes };
  const transport = layerTransport(simulator.handle, limits, clock);
  const createAdapter = await loadAdapter(target.wire);
  const around = { clock, redact, learnSecret, shims: SDK_SHIMS, headers: {}, transport };
  return {
    redact,
    connected: {
      target,
      adapter: await createAdapter(target, seat.credentials, around),
      transport,
      headers: {},
      dial: (_id, world) => ({ transport, world, complete: (exchange) => exchange }),
      opened: () => null,
      secrets: [],
      close: () => Promise.resolve(),
    },
  };
}
