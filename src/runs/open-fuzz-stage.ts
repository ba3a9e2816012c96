import { callExchange } from '../calls/call-exchange.ts';
import type { CallWorld } from '../calls/call-job.ts';
import { createQuotaGate } from '../calls/create-quota-gate.ts';
import { createRedact } from '../config/secrets/create-redact.ts';
import { createSecretMask } from '../config/secrets/create-secret-mask.ts';
import { secretsOf } from '../config/secrets/secrets-of.ts';
import type { Adapter } from '../contract/adapter.ts';
import type { Exchange } from '../contract/exchange.ts';
import type { Fault } from '../contract/fault.ts';
import type { CanonicalRequest, Mode } from '../contract/request.ts';
import type { Transport, WireRequest } from '../contract/wire.ts';
import type { Redact } from '../contract/world.ts';
import { createFuzzClock, type FuzzClock } from '../fuzz/fuzz-clock.ts';
import type { FuzzWire, Said, Stage } from '../fuzz/stage.ts';
import { CanonicalFailure } from '../providers/errors/canonical-failure.ts';
import { explainError } from '../providers/errors/normalize-error.ts';
import { ADAPTERS } from '../providers/registry.ts';
import { createSimulator } from '../simulator/create-simulator.ts';
import { canSay } from '../simulator/expressible.ts';
import type { Face, Seat } from '../simulator/face.ts';
import { faceFor } from '../simulator/faces.ts';
import { noLatency } from '../simulator/latency.ts';
import { openTap } from '../transport/open-tap.ts';
import { SDK_SHIMS } from '../transport/sdk-shims.ts';
import { withGuards } from '../transport/with-guards.ts';
import type { FuzzTarget } from './fuzz-targets.ts';
import { playSaid, recordSaid } from './fuzz-transport.ts';
import { traceExchange } from './trace-exchange.ts';

const WALL_MS = Date.UTC(2026, 0, 1);

/** What stands in for parts of the real thing: how the fuzzer itself is tested. */
export interface StageOptions {
  /** Puts a double around each adapter. */
  readonly dress?: (adapter: Adapter, wire: { readonly name: string; readonly redact: Redact }) => Adapter;
  /** Replaces what masks secrets. */
  readonly redact?: Redact;
}

const REQUEST: CanonicalRequest = {
  requestId: 'fuzz',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Say something.' }] }],
  maxOutputTokens: null,
  temperature: null,
  topP: null,
  seed: null,
  stop: [],
  tools: [],
  toolChoice: null,
  output: { type: 'text' },
};

/** The simulator on one side of every wire and the real adapter on the other, bytes at rest in between. */
export async function openFuzzStage(
  targets: readonly FuzzTarget[],
  options: StageOptions = {},
): Promise<Stage> {
  const clock = createFuzzClock(WALL_MS);
  const wires: FuzzWire[] = [];
  for (const one of targets) wires.push(await openWire(one, clock, options));
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
  const redact = options.redact ?? createRedact(secrets);
  const masks = { redact, maskSecrets: options.redact ?? createSecretMask(secrets).apply };
  const seat: Seat = {
    id: target.id,
    face: target.server ?? target.provider,
    dialect: target.dialect,
    modelId: target.model.providerModelId,
    contextTokens: null,
    maxOutputTokens: null,
    maxImages: null,
    credentials,
    region: target.region,
    settings: target.settings,
  };
  const face = faceFor(seat);
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

  const load = ADAPTERS[target.wire];
  if (load === undefined) throw new Error(`no adapter for wire ${target.wire}`);
  const createAdapter = await load();
  const world = { clock, redact, shims: SDK_SHIMS, transport: simulate([]) };
  const real = await createAdapter(target, credentials, world);
  const adapter = options.dress?.(real, { name: target.id, redact }) ?? real;
  // A gate remembers what earlier calls were told to wait, so each has its own.
  const callWorld = (): CallWorld => ({
    clock,
    random: () => 0,
    openTap: (transport) => openTap(transport, clock),
    gate: createQuotaGate(clock),
  });
  const requests = {
    send: await captureRequest(real, target.model, 'send'),
    stream: await captureRequest(real, target.model, 'stream'),
  };

  const exchangeOver = (transport: Transport, mode: Mode): Promise<Exchange> =>
    callExchange(
      {
        suite: 'fuzz',
        promptId: 'fuzz',
        target,
        mode,
        repetition: 1,
        source: 'simulate',
        adapter,
        request: REQUEST,
        requestHash: '',
        tokens: 0,
        transport: withGuards(
          transport,
          { ...target.deadlines, maxResponseBytes: target.guards.maxResponseBytes },
          clock,
        ),
        signal: new AbortController().signal,
      },
      callWorld(),
    );

  return {
    name: target.id,
    wire: target.wire,
    capabilities: target.capabilities,
    secrets,
    canSay: (fault, mode) => canSay(fault, face, mode),
    say: (faults, mode) => recordSaid(simulate(faults), requests[mode], faults.some(isSilence)),
    async hear(said, mode) {
      clock.rewind();
      const exchange = await exchangeOver(playSaid(said, clock), mode);
      const { outcome } = exchange;
      const error = outcome.type === 'error' ? outcome.error : null;
      const response = outcome.type === 'response' ? outcome.response : (outcome.error.partial ?? NOTHING);
      return { response, error, traces: () => traceExchange(exchange, masks) };
    },
    sayError: (kind, retryAfterMs) => errorAtRest(face, seat, kind, retryAfterMs),
    normalize: (thrown, context) => adapter.normalizeError(thrown, context),
  };
}

const isSilence = ({ at, wire }: Fault): boolean => at === 'before-headers' && wire === 'stall';

const NOTHING: Exclude<Exchange['outcome'], { type: 'error' }>['response'] = {
  text: '',
  reasoning: null,
  toolCalls: [],
  finishReason: null,
  usage: { inputTokens: null, outputTokens: null },
  model: null,
  providerRequestId: null,
  warnings: [],
};

function errorAtRest(
  face: Face,
  seat: Seat,
  kind: Parameters<FuzzWire['sayError']>[0],
  retryAfterMs: number | null,
): Said {
  const requestId = '00000000-0000-4000-8000-000000000000';
  const { status, headers, body } = face.sayError({ kind, retryAfterMs, requestId }, seat);
  return { status, headers, chunks: [body], end: 'fin', refused: null };
}

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
    for await (const _ of adapter.call(model, REQUEST, mode, transport, new AbortController().signal))
      continue;
  } catch {
    // Every adapter throws what the transport threw.
  }
  if (seen === null) throw new Error('the adapter sent nothing');
  return seen;
}
