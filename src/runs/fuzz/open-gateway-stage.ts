import { createMasks } from '../../config/secrets/create-masks.ts';
import type { Credentials, Target } from '../../contract/wires/target.ts';
import type { Transport, WireRequest } from '../../contract/wires/wire.ts';
import type { Clock } from '../../contract/world.ts';
import type { Served, Stage } from '../../fuzz/stage.ts';
import { DIALECTS } from '../../providers/openai-compatible/dialects.ts';
import { loadAdapter } from '../../providers/registry.ts';
import { serveSimulator } from '../../simulator/serve-simulator.ts';
import { createLiveTransport, type LiveTransport } from '../../transport/create-live-transport.ts';
import { SDK_SHIMS } from '../../transport/sdk-shims.ts';
import { DIRECT } from '../connect/connect-target.ts';
import { fuzzTargets } from './fuzz-targets.ts';
import { serveAtRest } from './fuzz-transport.ts';
import { hearOnce } from './hear-once.ts';
import { openFuzzStage } from './open-fuzz-stage.ts';
import type { GivenHeaders } from './read-given-headers.ts';

export interface GatewayOptions {
  /** Base URL of the gateway, the part before /chat/completions. */
  readonly url: string;
  readonly upstreamPort: number;
  /** Null asks for the model that the simulator names. */
  readonly model: string | null;
  readonly apiKey: string | null;
  /** What it wants beside that. */
  readonly headers: GivenHeaders;
  /** How long an answer is waited for once the upstream has fallen silent in it: real time, for each stall. */
  readonly stallMs: number;
}

export interface GatewayStage {
  readonly stage: Stage;
  /** Base URL to give to the gateway. */
  readonly upstreamUrl: string;
  readonly upstreamPort: number;
  /** Requests that came up to the simulator so far. */
  readonly reached: () => number;
  readonly close: () => Promise<void>;
}

const PATIENCE_MS = 15_000;
const BASE_PATH = '/v1';

/**
 * The gateway as the one wire of a stage: what is said goes to the simulator's socket upstream of it, and what is
 * heard is what it makes of that.
 */
export async function openGatewayStage(options: GatewayOptions, clock: Clock): Promise<GatewayStage> {
  const [server = ''] = Object.keys(DIALECTS);
  const [model] = fuzzTargets([server]);
  const { wires, ...rest } = await openFuzzStage(fuzzTargets([server]));
  const [upstream] = wires;
  if (model === undefined || upstream === undefined) throw new Error('there is no server to simulate');

  let saying: Served | null = null;
  let requests = 0;
  const handle: Transport = async (request, signal) => {
    if (request.method !== 'POST' || saying === null)
      return serveAtRest(modelList(request, model.target))(request, signal);
    requests += 1;
    return serveAtRest(saying)(request, signal);
  };
  const listening = await serveSimulator({ handle, warnings: [] }, { port: options.upstreamPort });

  const target = gatewayTarget(model.target, options);
  const credentials: Credentials =
    options.apiKey === null ? { kind: 'none' } : { kind: 'bearer', token: options.apiKey };
  const { headers } = options;
  const secrets = [...headers.secrets, ...(options.apiKey === null ? [] : [options.apiKey])];
  const masks = createMasks(secrets);
  const openLive = (deadlines: Target['deadlines']): Promise<LiveTransport> =>
    createLiveTransport({
      clock,
      ...DIRECT,
      connections: 1,
      guards: target.guards,
      deadlines,
    });
  const hasty = { ...target, deadlines: hastyDeadlines(options.stallMs) };
  const live = { patient: await openLive(target.deadlines), hasty: await openLive(hasty.deadlines) };
  const { transport } = live.patient;
  const createAdapter = await loadAdapter(target.wire);
  const adapter = await createAdapter(target, credentials, {
    clock,
    ...masks,
    shims: SDK_SHIMS,
    headers: headers.headers,
    transport,
  });

  return {
    upstreamUrl: `${listening.url}${BASE_PATH}`,
    upstreamPort: listening.port,
    reached: () => requests,
    stage: {
      ...rest,
      wires: [
        {
          ...upstream,
          name: 'gateway',
          async hear(served, mode) {
            saying = served;
            const heard = { adapter, mode, clock, masks };
            return served.end === 'stall'
              ? hearOnce({ ...heard, target: hasty, transport: live.hasty.transport })
              : hearOnce({ ...heard, target, transport });
          },
        },
      ],
    },
    async close() {
      await live.patient.close();
      await live.hasty.close();
      await listening.close();
    },
  };
}

function gatewayTarget(model: Target, { url, model: name, headers }: GatewayOptions): Target {
  const { dialect } = model;
  return {
    ...model,
    id: 'gateway',
    headers: headers.sources,
    server: 'gateway',
    baseUrl: url.replace(/\/+$/, ''),
    dialect: dialect === null ? null : { ...dialect, basePath: '', asyncPolling: null },
    model: { ...model.model, providerModelId: name ?? model.model.providerModelId },
    deadlines: PATIENT,
  };
}

const PATIENT: Target['deadlines'] = {
  headersMs: PATIENCE_MS,
  firstOutputMs: PATIENCE_MS,
  idleMs: PATIENCE_MS,
  totalMs: 2 * PATIENCE_MS,
  exchangeMs: 2 * PATIENCE_MS,
  judgingMs: PATIENCE_MS,
};

/** A gateway may hold its head back until the first bytes come, and does so for longer than it is silent later. */
function hastyDeadlines(stallMs: number): Target['deadlines'] {
  const headersMs = Math.min(PATIENCE_MS, 5 * stallMs);
  return { ...PATIENT, headersMs, firstOutputMs: headersMs, idleMs: stallMs };
}

/** Gateways ask what there is before they send anything. */
function modelList({ method }: WireRequest, { model }: Target): Served {
  const data = [{ id: model.providerModelId, object: 'model', created: 0, owned_by: 'simulator' }];
  return {
    status: method === 'GET' ? 200 : 503,
    headers: { 'content-type': 'application/json' },
    chunks: [Buffer.from(JSON.stringify({ object: 'list', data }))],
    end: 'fin',
    refused: null,
  };
}
