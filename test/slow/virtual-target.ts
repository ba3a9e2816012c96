import type { CatalogTarget } from '../../src/config/catalog.ts';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { loadAdapter } from '../../src/providers/registry.ts';
import type { StageJob } from '../../src/runs/bench/send-stage.ts';
import { createSimulator } from '../../src/simulator/create-simulator.ts';
import { facesFor } from '../../src/simulator/faces.ts';
import { noLatency } from '../../src/simulator/latency.ts';
import { callAtSeat, seatTarget } from '../../src/simulator/seat-target.ts';
import { layerTransport } from '../../src/transport/layer-transport.ts';
import { SDK_SHIMS } from '../../src/transport/sdk-shims.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';

/** The real adapter against the real simulator with a queue, in a time that moves when nothing is left to do. */
export async function connectQueue(
  configured: CatalogTarget,
  queue: object,
): Promise<{
  readonly clock: FakeClock;
  readonly connected: StageJob['connected'];
}> {
  const clock = createFakeClock();
  const seat = seatTarget(configured);
  const target = callAtSeat(configured, `http://seat/${seat.id}`);
  const { handle } = createSimulator({
    seats: [seat],
    faces: await facesFor([seat]),
    book: [],
    faults: [faultSchema.parse({ queue })],
    seed: 1,
    clock,
    latency: noLatency,
  });
  const transport = layerTransport(handle, { ...target.deadlines, maxResponseBytes: 1e6 }, clock);
  const adapter = await (
    await loadAdapter(target.wire)
  )(target, seat.credentials, {
    clock,
    redact: (text) => text,
    learnSecret: () => undefined,
    shims: SDK_SHIMS,
    headers: {},
    transport,
  });
  return { clock, connected: { target, adapter, transport, opened: () => null } };
}
