import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { InputError } from '../../src/contract/problem.ts';
import { STAGES, type Stage } from '../../src/contract/gates/migration.ts';
import { renderDecisionJson } from '../../src/reports/verbs/render-decision.ts';
import { gate, type GateOptions } from '../../src/runs/gate/gate.ts';
import { serveGate, type GateServer } from '../../src/runs/gate/serve-gate.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';
import { eagerWorld, verifyProject } from '../e2e/verify-project.ts';

const floor = { id: 'schema', metric: 'schema-match', threshold: 0.5, decide: 'point' };
const POLICIES = {
  three: {
    shadow: { criteria: [floor] },
    canary: { criteria: [{ ...floor, id: 'p50', metric: 'p50-latency-ms', threshold: 1 }] },
    partial: { criteria: [{ ...floor, id: 'budget', metric: 'error-budget-burn', threshold: 1 }] },
  },
};
const MIGRATION = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'three' };

const startedSchema = z.object({ request: z.instanceof(IncomingMessage) });

/** The gates of a project of its own. */
interface Served {
  readonly server: GateServer;
  readonly options: Omit<GateOptions, 'stage'>;
  readonly crashes: unknown[];
}

async function open(stage: Stage | null, judge?: (stage: Stage) => ReturnType<typeof gate>): Promise<Served> {
  const config = { ...CONFIG, policies: POLICIES, migrations: [MIGRATION] };
  const root = await writeProject({ ...SMALL, 'llama-contract.config.yaml': config });
  const options = {
    config: join(root, 'llama-contract.config.yaml'),
    out: join(root, 'reports'),
    migration: null,
    baseline: null,
    candidate: null,
    policy: null,
    allowSynthetic: true,
    evidenceRoots: [],
  };
  await verifyProject(root, { targets: ['vllm', 'nim'] });
  const world = eagerWorld();
  const crashes: unknown[] = [];
  const server = await serveGate(
    {
      judge: judge ?? ((asked) => gate({ ...options, stage: asked }, world, new AbortController().signal)),
      stage,
      onCrash: (error) => crashes.push(error),
    },
    { host: '127.0.0.1', port: 0, clock: world.clock },
  );
  return { server, options, crashes };
}

/** When servers of this process have read so many more requests to their end. */
function requestsRead(count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  const hear = (message: unknown): void => {
    const { request } = startedSchema.parse(message);
    request.once('end', () => {
      left -= 1;
      // What waits for that end goes on before.
      if (left === 0) setImmediate(resolve);
    });
  };
  // https://nodejs.org/api/diagnostics_channel.html#http
  subscribe('http.server.request.start', hear);
  return promise.finally(() => unsubscribe('http.server.request.start', hear));
}

let served: Served;
beforeAll(async () => {
  served = await open('canary');
});
afterAll(() => served.server.close());

const VERDICTS = { shadow: 'open', canary: 'closed', partial: 'inconclusive', full: null } as const;

async function ask(path: string, init: RequestInit = {}, of = served) {
  const response = await fetch(`${of.server.url}${path}`, init);
  const body: unknown = await response.json();
  return { status: response.status, allow: response.headers.get('allow'), body };
}

function webhook(body: unknown, of = served): ReturnType<typeof ask> {
  return ask(
    '/flagger',
    { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
    of,
  );
}

it('GET /gate/STAGE answers with what gate --json prints', async () => {
  const world = eagerWorld();
  const decision = await gate({ ...served.options, stage: 'shadow' }, world, new AbortController().signal);
  const response = await fetch(`${served.server.url}/gate/shadow?at=now`);
  expect([response.status, await response.text()]).toEqual([200, renderDecisionJson(decision, 0)]);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  for (const [stage, exitCode] of [
    ['canary', 1],
    ['partial', 3],
  ] as const) {
    expect((await ask(`/gate/${stage}`)).body).toMatchObject({ verdict: VERDICTS[stage], exitCode });
  }
});

it.each([
  ['open', { metadata: { stage: 'shadow' } }, 200],
  ['closed', { metadata: { stage: 'canary' } }, 409],
  ['inconclusive', { metadata: { stage: 'partial' } }, 503],
  ['closed', { name: 'podinfo', namespace: 'test', phase: 'Progressing' }, 409],
] as const)('POST /flagger answers %s to %j with %i', async (verdict, body, status) => {
  expect(await webhook(body)).toMatchObject({ status, body: { verdict } });
});

const SMALL_BODY = { metadata: { stage: 'shadow' } };

it.each<[string, () => ReturnType<typeof ask>, number, string]>([
  ['a stage that is not there', () => ask('/gate/shadw'), 404, 'there is no stage "shadw"'],
  [
    'a stage of a webhook that is not there',
    () => webhook({ metadata: { stage: 'x' } }),
    404,
    'there is no stage "x"',
  ],
  ['a stage that the policy has not', () => ask('/gate/full'), 503, 'policy three has no stage full'],
  ['another path', () => ask('/gates'), 404, 'there is no /gates'],
  ['another method', () => ask('/gate/shadow', { method: 'DELETE' }), 405, '/gate/shadow takes GET alone'],
  ['a webhook by GET', () => ask('/flagger'), 405, '/flagger takes POST alone'],
  ['a body that is no JSON', () => webhook('open sesame'), 400, 'the body is no webhook'],
  ['a list', () => webhook([SMALL_BODY]), 400, 'the body is no webhook'],
  ['a stage that is a number', () => webhook({ metadata: { stage: 1 } }), 400, 'the body is no webhook'],
  [
    'a long body',
    () => webhook(`{"a":"${'a'.repeat(70_000)}"}`),
    413,
    'the body is longer than that of any webhook',
  ],
])('refuses %s', async (_what, asked, status, message) => {
  expect(await asked()).toMatchObject({ status, body: { verdict: null, problems: [{ message }] } });
});

describe('a server', () => {
  it('has no stage of its own unless it was given one', async () => {
    const bare = await open(null);
    expect(await webhook({ name: 'podinfo' }, bare)).toMatchObject({
      status: 400,
      body: { problems: [{ message: 'no stage is named' }] },
    });
    await bare.server.close();
  });

  it('judges once for all who ask at a time, tells a crash from a verdict, and goes on', async () => {
    let judged = 0;
    let over = Promise.resolve();
    const failing = await open(null, async () => {
      judged += 1;
      await over;
      throw new TypeError('broken');
    });
    over = requestsRead(3);
    const replies = await Promise.all([1, 2, 3].map(() => ask('/gate/shadow', {}, failing)));
    expect(replies.map(({ status }) => status)).toEqual([500, 500, 500]);
    expect([judged, failing.crashes.length]).toEqual([1, 3]);
    expect((await ask('/gate/shadow', {}, failing)).status).toBe(500);
    expect(judged).toBe(2);
    await failing.server.close();
  });

  it('answers what was asked before it is stopped, and nothing after', async () => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const slow = await open(null, async (stage) => {
      begun.resolve();
      await end.promise;
      return gate({ ...slow.options, stage }, eagerWorld(), new AbortController().signal);
    });
    const asked = ask('/gate/shadow', {}, slow);
    await begun.promise;
    const closing = slow.server.close();
    end.resolve();
    expect((await asked).status).toBe(200);
    await closing;
    await expect(fetch(slow.server.url)).rejects.toThrow('fetch failed');
  });

  it('outlives a client that leaves in the middle', async () => {
    const port = Number(new URL(served.server.url).port);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /flagger HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    socket.resetAndDestroy();
    expect((await ask('/gate/shadow')).status).toBe(200);
  });

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const gates = { judge: () => Promise.reject(new Error('never')), stage: null, onCrash: () => {} };
    const error: unknown = await serveGate(gates, {
      host: '127.0.0.1',
      port,
      clock: eagerWorld().clock,
    }).catch((thrown: unknown) => thrown);
    expect(error instanceof InputError ? error.problems : error).toMatchObject([
      { message: `port ${port} is taken`, mend: 'choose another with --port, or 0 for a free one' },
    ]);
    other.close();
  });
});

const page = readFileSync(resolve(import.meta.dirname, '../../docs/gates.md'), 'utf8');
const snippets = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match): unknown =>
  parse(match[1] ?? ''),
);

/** The one snippet of the page that is of this form. */
function snippetOf<T>(schema: z.ZodType<T>): T {
  const found = snippets.flatMap((snippet) => schema.safeParse(snippet).data ?? []);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} snippets of this form`);
  return only;
}

const argo = snippetOf(
  z.object({
    kind: z.literal('AnalysisTemplate'),
    spec: z.object({
      metrics: z.tuple([
        z.object({
          successCondition: z.string(),
          failureCondition: z.string(),
          provider: z.object({ web: z.object({ url: z.url(), jsonPath: z.undefined().optional() }) }),
        }),
      ]),
    }),
  }),
);

/** Of the expressions that a condition may be, the one form that the page has: https://expr-lang.org */
function holds(condition: string, result: unknown): boolean {
  const read = /^result\.(\w+) == "(\w+)"$/.exec(condition);
  if (read === null) throw new Error(`another form of condition: ${condition}`);
  const [, key = '', word] = read;
  return z.record(z.string(), z.unknown()).parse(result)[key] === word;
}

/**
 * What Argo Rollouts makes of a reply. A status that is no success is an error; else the failure is looked at first, and
 * what neither condition holds of is inconclusive where both are given:
 * https://github.com/argoproj/argo-rollouts/blob/master/utils/evaluate/evaluate.go
 */
function measurement({ status, body }: Awaited<ReturnType<typeof ask>>): string {
  const [{ successCondition, failureCondition }] = argo.spec.metrics;
  if (status < 200 || status >= 300) return 'Error';
  if (holds(failureCondition, body)) return 'Failed';
  return holds(successCondition, body) ? 'Successful' : 'Inconclusive';
}

describe('the snippets of the page on gates', () => {
  it('have Argo Rollouts go on at an open gate alone, and end it at a closed one', async () => {
    const [{ provider }] = argo.spec.metrics;
    const { pathname } = new URL(provider.web.url);
    expect(pathname).toBe('/gate/canary');
    const measured = await Promise.all(
      STAGES.map(async (stage) => measurement(await ask(pathname.replace('canary', stage)))),
    );
    expect(measured).toEqual(['Successful', 'Failed', 'Inconclusive', 'Error']);
  });

  it('have Argo Rollouts pause on what was ended before it had a verdict', () => {
    for (const body of [{}, { verdict: null }, { verdict: 'OPEN' }]) {
      expect(measurement({ status: 200, allow: null, body })).toBe('Inconclusive');
    }
  });

  it('have Flagger go on at an open gate alone', async () => {
    const flagger = snippetOf(
      z.object({
        analysis: z.object({
          webhooks: z.tuple([
            z.object({
              type: z.literal('confirm-promotion'),
              url: z.url(),
              metadata: z.object({ stage: z.enum(STAGES) }),
            }),
          ]),
        }),
      }),
    );
    const [{ url, metadata }] = flagger.analysis.webhooks;
    expect([new URL(url).pathname, metadata]).toEqual(['/flagger', { stage: 'canary' }]);
    const payload = { name: 'podinfo', namespace: 'test', phase: 'Progressing' };
    const promoted = await Promise.all(
      STAGES.map(async (stage) => (await webhook({ ...payload, metadata: { stage } })).status === 200),
    );
    expect(promoted).toEqual([true, false, false, false]);
  });
});
