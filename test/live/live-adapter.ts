import { createPartFold, type PartFold } from '../../src/calls/fold-parts.ts';
import { DEFAULT_DEADLINES, DEFAULT_GUARDS } from '../../src/config/defaults.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../../src/contract/exchanges/request.ts';
import type { Credentials, Target } from '../../src/contract/wires/target.ts';
import type { Clock } from '../../src/contract/world.ts';
import { DIALECTS } from '../../src/providers/openai-compatible/dialects.ts';
import { loadAdapter, WIRES } from '../../src/providers/registry.ts';
import { trust } from '../../src/transport/authorities.ts';
import { createLiveTransport } from '../../src/transport/create-live-transport.ts';
import { SDK_SHIMS } from '../../src/transport/sdk-shims.ts';

const authorities = trust(null);

/** Timers that never go off: the tests are over long before any limit. */
const clock: Clock = {
  nowMs: () => 0,
  wallMs: () => Date.UTC(2026, 0, 1),
  sleep: () => Promise.resolve(),
  timer: () => () => undefined,
};

export interface LiveTarget {
  readonly wire: string;
  readonly server: string | null;
  readonly baseUrl: string;
  readonly modelId: string;
  readonly credentials: Credentials;
  readonly settings: Readonly<Record<string, string>>;
  /** Of the target's own, with their values. */
  readonly headers?: Readonly<Record<string, string>>;
}

function targetOf(live: LiveTarget): Target {
  const dialect = live.server === null ? null : (DIALECTS[live.server] ?? null);
  const traits = WIRES[live.wire];
  const capabilities = dialect?.capabilities ?? traits?.capabilities ?? null;
  if (traits === undefined || capabilities === null) throw new Error(`no wire ${live.wire}`);
  return {
    id: 'target',
    provider: traits.provider,
    wire: live.wire,
    server: live.server,
    dialect,
    region: 'us-east-1',
    baseUrl: live.baseUrl,
    model: {
      id: 'llama-4-maverick',
      providerModelId: live.modelId,
      aliases: [],
      contextTokens: null,
      maxOutputTokens: null,
      images: null,
    },
    capabilities,
    credentials: { kind: 'none' },
    headers: {},
    settings: live.settings,
    concurrency: 2,
    quota: { id: 'target', requestsPerMinute: null, tokensPerMinute: null },
    deadlines: DEFAULT_DEADLINES,
    guards: DEFAULT_GUARDS,
    maxRetries: 0,
  };
}

/** One call over real sockets, as a live run makes it. */
export async function callLive(live: LiveTarget, request: CanonicalRequest, mode: Mode): Promise<PartFold> {
  const target = targetOf(live);
  const { transport, close } = await createLiveTransport({
    clock,
    proxy: null,
    authorities,
    connections: 2,
    guards: target.guards,
    deadlines: target.deadlines,
  });
  try {
    const createAdapter = await loadAdapter(live.wire);
    const world = {
      clock,
      redact: (text: string) => text,
      learnSecret: () => undefined,
      shims: SDK_SHIMS,
      headers: live.headers ?? {},
      transport,
    };
    const adapter = await createAdapter(target, live.credentials, world);
    const fold = createPartFold();
    const { signal } = new AbortController();
    for await (const part of adapter.call(target.model, request, mode, transport, signal)) fold.add(part);
    return fold;
  } finally {
    await close();
  }
}
