import { createMasks } from '../../config/secrets/create-masks.ts';
import { secretsOf } from '../../config/secrets/secrets-of.ts';
import type { Adapter } from '../../contract/wires/adapter.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { Transport, WireRequest } from '../../contract/wires/wire.ts';
import type { Redact } from '../../contract/world.ts';
import { createFuzzClock, type FuzzClock } from '../../fuzz/fuzz-clock.ts';
import type { FuzzWire, Stage } from '../../fuzz/stage.ts';
import { CanonicalFailure } from '../../providers/errors/canonical-failure.ts';
import { explainError } from '../../providers/errors/normalize-error.ts';
import { loadAdapter, WIRES } from '../../providers/registry.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import { canSay } from '../../simulator/expressible.ts';
import type { Seat } from '../../simulator/face.ts';
import { faceFor } from '../../simulator/faces.ts';
import { noLatency } from '../../simulator/latency.ts';
import { layerTransport } from '../../transport/layer-transport.ts';
import { SDK_SHIMS } from '../../transport/sdk-shims.ts';
import type { FuzzTarget } from './fuzz-targets.ts';
import { playServed, recordServed } from './fuzz-transport.ts';
import { requestOf } from '../connect/call-once.ts';
import { hearOnce } from './hear-once.ts';

const WALL_MS = Date.UTC(2026, 0, 1);

/** What stands in for parts of the real thing: how the fuzzer itself is tested. */
export interface StageOptions {
  /** Puts a double around each adapter. */
  readonly dress?: (adapter: Adapter, wire: { readonly name: string; readonly redact: Redact }) => Adapter;
  /** Replaces what masks secrets. */
  readonly redact?: Redact;
}

/** The simulator on one side of every wire and the real adapter on the other, bytes at rest in between. */
export async function openFuzzStage(
  targets: readonly FuzzTarget[],
  options: StageOptions = {},
): Promise<Stage> {
  const clock = createFuzzClock(WALL_MS);
  const wires: FuzzWire[] = [];
  for (const target of targets) wires.push(await openWire(target, clock, options));
  return {
    wires,
    brand: (error) => new CanonicalFailure(error),
    explain: (thrown, context) =>
      explainError(thrown, { ...context, provider: 'fuzz', redact: (text) => text }),
  };
}

async function openWire(
  { target, credentials }: FuzzTarget,
  clock: FuzzClock,
  options: StageOptions,
): Promise<FuzzWire> {
  const secrets = secretsOf(credentials);
  const known = createMasks(secrets);
  const { learnSecret, ...masks } = {
    ...known,
    ...(options.redact !== undefined && { redact: options.redact, maskSecrets: options.redact }),
  };
  const { redact } = masks;
  const seat: Seat = {
    id: target.id,
    face: target.server ?? target.provider,
    dialect: target.dialect,
    modelId: target.model.providerModelId,
    contextTokens: null,
    maxOutputTokens: null,
    maxImages: null,
    filters: false,
    credentials,
    region: target.region,
    settings: target.settings,
  };
  const face = await faceFor(seat);
  const simulate = (faults: readonly Fault[]): Transport =>
    createSimulator({
      seats: [seat],
      book: [],
      faults,
      seed: 1,
      clock,
      faces: { [seat.face]: face },
      latency: noLatency,
    }).handle;

  const createAdapter = await loadAdapter(target.wire);
  const world = { clock, redact, learnSecret, shims: SDK_SHIMS, headers: {}, transport: simulate([]) };
  const real = await createAdapter(target, credentials, world);
  const adapter = options.dress?.(real, { name: target.id, redact }) ?? real;
  const requests = {
    send: await captureRequest(real, target.model, 'send'),
    stream: await captureRequest(real, target.model, 'stream'),
  };

  const sayError: FuzzWire['sayError'] = (kind, retryAfterMs, requestId = A_REQUEST_ID) => {
    const { status, headers, body } = face.sayError({ kind, retryAfterMs, requestId }, seat);
    return { status, headers, chunks: [body], end: 'fin', refused: null };
  };
  /** What a server says by its status alone is not said under another. */
  const hasWords = ({ wire, error }: Fault): boolean =>
    wire !== 'status-200-error' ||
    error === undefined ||
    sayError(error.kind, null).chunks.some(({ length }) => length > 0);

  return {
    name: target.id,
    wire: target.wire,
    capabilities: target.capabilities,
    streamProof: WIRES[target.wire]?.streamProof ?? 'finish',
    secrets,
    canSay: (fault, mode) => canSay(fault, face, mode) && hasWords(fault),
    say: (faults, mode) => recordServed(simulate(faults), requests[mode], faults.some(isSilence)),
    hear(served, mode) {
      clock.rewind();
      const transport = layerTransport(
        playServed(served, clock),
        { ...target.deadlines, maxResponseBytes: target.guards.maxResponseBytes },
        clock,
      );
      return hearOnce({ target, adapter, transport, mode, clock, masks });
    },
    sayError,
    normalize: (thrown, context) => adapter.normalizeError(thrown, context),
  };
}

const isSilence = ({ at, wire }: Fault): boolean => at === 'before-headers' && wire === 'stall';

const A_REQUEST_ID = '00000000-0000-4000-8000-000000000000';

/** What the adapter sends; it does not depend on the answer, so it is asked for once. */
async function captureRequest(
  adapter: Adapter,
  model: FuzzTarget['target']['model'],
  mode: Mode,
): Promise<WireRequest> {
  let seen: WireRequest | null = null;
  const transport: Transport = async (request) => {
    seen ??= request;
    throw new Error('captured');
  };
  try {
    for await (const _ of adapter.call(
      model,
      requestOf('fuzz'),
      mode,
      transport,
      new AbortController().signal,
    ))
      continue;
  } catch {
    // Every adapter throws what the transport threw.
  }
  if (seen === null) throw new Error('the adapter sent nothing');
  return seen;
}
