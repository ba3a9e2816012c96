import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { nodeUptime } from '../../src/cli/machine/node-uptime.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import type { FrontLimits, RefusedRequest, ServedRequest } from '../../src/runs/proxy/live-front.ts';
import { shadowProxy, type Proxy, type ProxyOptions } from '../../src/runs/proxy/shadow-proxy.ts';
import type { TrafficNews } from '../../src/runs/proxy/steer-traffic.ts';
import { CONFIG, VLLM, writeProject } from '../e2e/small-project.ts';
import { START, textOf, upTo } from '../rollout/build-ledger.ts';
import { serveHttp } from '../transport/loopback.ts';

const LIMITS: FrontLimits = {
  bodyBytes: 1024 * 1024,
  allBytes: 16 * 1024 * 1024,
  inFlight: 100,
  headersMs: 10_000,
  requestMs: 60_000,
  slowClientMs: 60_000,
  graceMs: 30_000,
};

/** A proxy that serves, and what it told of each request. */
export interface Staged extends AsyncDisposable {
  readonly proxy: Proxy;
  readonly root: string;
  readonly served: readonly ServedRequest[];
  readonly refused: readonly RefusedRequest[];
  readonly news: readonly TrafficNews[];
  /** Once so many requests are over. */
  servedAll(count: number): Promise<readonly ServedRequest[]>;
}

export interface StagedTarget {
  readonly id: string;
  readonly server?: string;
  readonly wire?: string;
  readonly guards?: object;
}

export interface StageOptions {
  /** The baseline comes first, then the candidate, then the fallback. */
  readonly targets: readonly StagedTarget[];
  readonly source: 'live' | 'simulate';
  readonly traffic?: object;
  readonly limits?: Partial<FrontLimits>;
  readonly faults?: readonly Fault[];
  readonly env?: Readonly<Record<string, string>>;
  readonly keyEnv?: string;
  /** Per cent of clients that the ledger gives to the candidate; left out, there is none. */
  readonly share?: number;
  readonly openShadow?: ProxyOptions['openShadow'];
}

export async function openProxy(options: StageOptions): Promise<Staged> {
  const {
    targets,
    source,
    traffic = {},
    limits = {},
    faults = [],
    env = {},
    keyEnv = null,
    share,
    openShadow = null,
  } = options;
  const [baseline, candidate, fallback] = targets;
  const migration = {
    id: 'move',
    baseline: baseline?.id,
    candidate: candidate?.id,
    policy: 'open',
    routing: {
      alias: 'llama',
      baseline: '/v1/llama-v1',
      candidate: '/v1/llama-v2',
      requestIdHeader: 'idempotency-key',
    },
    traffic: { ...traffic, ...(fallback === undefined ? {} : { fallback: fallback.id }) },
  };
  const ledger = share === undefined ? {} : { 'rollouts/move.jsonl': textOf([[0, START], ...upTo(share)]) };
  const root = await writeProject({
    ...ledger,
    'llama-contract.config.yaml': {
      ...CONFIG,
      models: withOffers(targets),
      targets,
      policies: { open: POLICY },
      migrations: [migration],
    },
  });
  const served: ServedRequest[] = [];
  const refused: RefusedRequest[] = [];
  const news: TrafficNews[] = [];
  let came = Promise.withResolvers<void>();
  const proxy = await shadowProxy(
    {
      config: join(root, 'llama-contract.config.yaml'),
      migration: null,
      by: 'a test',
      source,
      host: '127.0.0.1',
      port: 0,
      keyEnv,
      limits: { ...LIMITS, ...limits },
      faults,
      seed: 1,
      out: join(root, 'reports'),
      openShadow,
    },
    {
      onServed(request) {
        served.push(request);
        came.resolve();
        came = Promise.withResolvers();
      },
      onRefused: (refusal) => refused.push(refusal),
      onNews: (item) => news.push(item),
      onCrash(error) {
        throw error;
      },
    },
    { ...nodeWorld(), uptime: nodeUptime(), env: { TEST_VLLM_TOKEN: TARGET_KEY, ...env } },
  );
  return {
    proxy,
    root,
    news,
    refused,
    served,
    async servedAll(count) {
      while (served.length < count) await came.promise;
      return served;
    },
    async [Symbol.asyncDispose]() {
      await proxy.close();
    },
  };
}

export const TARGET_KEY = 'key-of-the-target';

/** A vLLM that answers as it is told to, under the id of a target. */
export async function openUpstream(
  id: string,
  listener: RequestListener,
): Promise<AsyncDisposable & { readonly target: typeof VLLM }> {
  const server = await serveHttp(listener);
  return {
    target: { ...VLLM, id, baseUrl: `http://127.0.0.1:${server.port}` },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export function ask(
  url: string,
  body: object,
  more: { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal } = {},
): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...more.headers };
  return fetch(url, { method: 'POST', ...more, headers, body: JSON.stringify(body) });
}

/** One that gives its name to whatever it is asked. */
export function openNamed(name: string): ReturnType<typeof openUpstream> {
  return openUpstream(name, (incoming, outgoing) => {
    incoming.resume().on('end', () => {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.end(completion(name));
    });
  });
}

export function completion(content: string): string {
  const message = { role: 'assistant', content };
  return JSON.stringify({ id: 'x', choices: [{ index: 0, message, finish_reason: 'stop' }] });
}

/** One of a stream. */
export function event(delta: object, finish: string | null = null): string {
  return `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

export const HELLO = { model: 'llama', messages: [{ role: 'user', content: 'Hi' }] } as const;

const POLICY = {
  shadow: { criteria: [{ id: 'errors', metric: 'error-rate', threshold: 0.5, decide: 'point' }] },
};

/** The model of the small project, offered by every server that is asked. */
function withOffers(targets: readonly StagedTarget[]): object {
  const offers = targets.map(({ server = 'vllm' }) => [server, { id: `served-by-${server}` }]);
  const model = CONFIG.models['llama-4-scout'];
  return { 'llama-4-scout': { ...model, offers: { ...Object.fromEntries(offers), ...model.offers } } };
}
