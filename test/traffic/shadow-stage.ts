import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SealedShadow } from '../../src/runs/shadow/seal-shadow.ts';
import { shadowSink, type ShadowSink } from '../../src/runs/shadow/shadow-sink.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { eagerWorld } from '../e2e/verify-project.ts';

/** The floor of a gate that any answer keeps. */
const POLICIES = {
  mild: { shadow: { criteria: [{ id: 'errors', metric: 'error-rate', threshold: 0.5, decide: 'point' }] } },
};

const MIGRATION = {
  id: 'move',
  baseline: 'vllm',
  candidate: 'nim',
  policy: 'mild',
  routing: { alias: 'llama', baseline: '/v1/llama-v1', candidate: '/v1/llama-v2', requestIdHeader: 'x-id' },
};

export type Answer = (
  asked: { readonly body: string; readonly path: string },
  response: ServerResponse,
) => void;

/** Both endpoints of a migration, in one server. */
export interface Upstream {
  readonly url: string;
  /** The bodies that it was sent. */
  readonly bodies: string[];
  /** How many are being asked at once at most. */
  most(): number;
  close(): void;
}

export async function openUpstream(answer: Answer = answerShortly): Promise<Upstream> {
  const bodies: string[] = [];
  let [open, most] = [0, 0];
  const server = createServer((incoming, outgoing) => {
    open += 1;
    most = Math.max(most, open);
    outgoing.on('close', () => {
      open -= 1;
    });
    void readAll(incoming).then((body) => {
      if (incoming.method !== 'POST') return outgoing.writeHead(404).end();
      bodies.push(body);
      return answer({ body, path: incoming.url ?? '' }, outgoing);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    most: () => most,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) if (piece instanceof Buffer) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

let answers = 0;

export const answerShortly: Answer = (_asked, response) => {
  answers += 1;
  const body = {
    id: `chatcmpl-${answers}`,
    object: 'chat.completion',
    created: 1,
    model: 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Oslo' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** A project whose traffic may be mirrored; asked are an upstream, or a simulator. */
export async function writeMigration(traffic: object, upstream: Upstream | null): Promise<string> {
  const targets = [VLLM, NIM].map((target) => ({ ...target, baseUrl: upstream?.url ?? target.baseUrl }));
  return writeProject({
    ...SMALL,
    'llama-contract.config.yaml': {
      ...CONFIG,
      source: upstream === null ? 'simulate' : 'live',
      targets,
      policies: POLICIES,
      migrations: [{ ...MIGRATION, traffic }],
    },
  });
}

export const ENV = { TEST_VLLM_TOKEN: 'tok-vllm-0123456789', TEST_NIM_TOKEN: 'tok-nim-0123456789' };

export interface Stage {
  readonly root: string;
  readonly sink: ShadowSink;
  readonly sealed: SealedShadow[];
  /** When all that came was asked and answered. */
  settled(): Promise<void>;
  /** What came back, before anything was made of it. */
  mirror(body: string | object, headers?: Record<string, string>, path?: string): Promise<number>;
}

export async function openStage(
  options: {
    readonly traffic?: object;
    readonly upstream?: Upstream;
    readonly most?: number;
    /** A project that is there already. */
    readonly root?: string;
  } = {},
): Promise<Stage> {
  const root = options.root ?? (await writeMigration(options.traffic ?? {}, options.upstream ?? null));
  const sealed: SealedShadow[] = [];
  const sink = await shadowSink(
    {
      config: join(root, 'llama-contract.config.yaml'),
      out: join(root, 'reports'),
      migration: null,
      source: null,
      seed: 1,
      faults: [],
      most: options.most ?? null,
      host: '127.0.0.1',
      port: 0,
    },
    { ...eagerWorld(), env: ENV },
    (each) => sealed.push(each),
  );
  return {
    root,
    sink,
    sealed,
    async settled() {
      for (;;) {
        const { waiting, asking } = sink.accounts();
        if (waiting + asking === 0) return;
        await sleep(2);
      }
    },
    async mirror(body, headers = {}, path = '/v1/chat/completions') {
      const response = await fetch(`${sink.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      await response.arrayBuffer();
      return response.status;
    },
  };
}

export function say(content: string): { readonly model: string; readonly messages: readonly object[] } {
  return { model: 'llama', messages: [{ role: 'user', content }] };
}
