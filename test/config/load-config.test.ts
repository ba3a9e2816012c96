import { expect, it } from 'vitest';
import { DEFAULT_MONITOR } from '../../src/contract/monitors/monitor-plan.ts';
import { DEFAULT_TRAFFIC_RULES } from '../../src/contract/traffic/traffic-rules.ts';
import {
  CAPABILITIES,
  fileWith,
  load,
  loadBundled,
  loadText,
  problemsOf,
  sound,
  VLLM,
  withTarget,
} from './tables.ts';

it('the bundled file has two models on four providers, a migration of a host, and one of a model too', async () => {
  const { catalog, warnings } = await loadBundled();
  expect(warnings).toEqual([]);
  expect(catalog.source).toBe('simulate');
  expect(
    catalog.targets.map((target) => [target.id, target.wire, target.server, target.model.providerModelId]),
  ).toEqual([
    ['bedrock-scout', 'bedrock-converse', null, 'us.meta.llama4-scout-17b-instruct-v1:0'],
    ['bedrock-maverick', 'bedrock-converse', null, 'us.meta.llama4-maverick-17b-instruct-v1:0'],
    ['watsonx-scout', 'watsonx-chat', null, 'meta-llama/llama-4-scout-17b-16e-instruct'],
    ['watsonx-maverick', 'watsonx-chat', null, 'meta-llama/llama-4-maverick-17b-128e-instruct-fp8'],
    ['nim-scout', 'openai-chat', 'nim-self-hosted', 'meta/llama-4-scout-17b-16e-instruct'],
    ['nim-maverick', 'openai-chat', 'nim-self-hosted', 'meta/llama-4-maverick-17b-128e-instruct'],
    ['vllm-scout', 'openai-chat', 'vllm', 'meta-llama/Llama-4-Scout-17B-16E-Instruct'],
    ['vllm-maverick', 'openai-chat', 'vllm', 'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8'],
  ]);
  expect(catalog.migrations).toMatchObject([
    { id: 'vllm-to-bedrock', baseline: 'vllm-maverick', candidate: 'bedrock-maverick', suites: null },
    { id: 'watsonx-retires-maverick', baseline: 'watsonx-maverick', candidate: 'vllm-scout' },
  ]);
  expect(catalog.migrations[0]?.consumers).toHaveLength(2);
});

it('a target comes out whole', async () => {
  const { catalog } = await loadText(sound());
  expect(catalog.targets).toEqual([
    {
      id: 'one',
      provider: 'openai-compatible',
      wire: 'openai-chat',
      server: 'vllm',
      dialect: VLLM,
      region: null,
      baseUrl: 'http://localhost:8000',
      model: {
        id: 'scout',
        providerModelId: 'meta/scout',
        aliases: [],
        contextTokens: 1000,
        maxOutputTokens: 100,
        images: null,
      },
      capabilities: { ...CAPABILITIES, images: false },
      credentials: { kind: 'none' },
      headers: {},
      settings: {},
      concurrency: 8,
      quota: { id: 'one', requestsPerMinute: null, tokensPerMinute: null },
      deadlines: {
        headersMs: 60_000,
        firstOutputMs: 60_000,
        idleMs: 30_000,
        totalMs: 120_000,
        exchangeMs: 300_000,
        judgingMs: 2_000,
      },
      guards: {
        maxResponseBytes: 16_777_216,
        maxResponseCharacters: 4_000_000,
        maxEvents: 100_000,
        maxEventBytes: 1_048_576,
      },
      maxRetries: 2,
      waitReadyMs: 0,
      traffic: 'user-facing',
      fallback: null,
      probed: null,
    },
  ]);
});

it('a new model on a new server needs configuration alone', async () => {
  const { catalog } = await loadText(`
schemaVersion: 1
source: live
models:
  llama-4-behemoth:
    modalities: [text, image]
    contextTokens: 256000
    maxOutputTokens: null
    images: { maxCount: 10, maxBytes: 1000000, formats: [png] }
    offers:
      our-gateway: { id: behemoth-288b, aliases: [behemoth], images: { maxCount: 2 }, capabilities: { seed: false } }
servers:
  our-gateway:
    extends: vllm
    basePath: /api/v3
    errorBody: flat
    capabilities: { doneMarker: false }
targets:
  - id: behemoth
    provider: openai-compatible
    server: our-gateway
    baseUrl: https://llm.example.com/
    model: llama-4-behemoth
    credentials: { bearer: GATEWAY_KEY }
    capabilities: { stop: false }
`);
  expect(catalog.targets[0]).toMatchObject({
    server: 'our-gateway',
    baseUrl: 'https://llm.example.com',
    dialect: { basePath: '/api/v3', errorBody: 'flat', maxTokensField: 'max_tokens' },
    capabilities: { ...CAPABILITIES, doneMarker: false, seed: false, stop: false },
    model: {
      id: 'llama-4-behemoth',
      providerModelId: 'behemoth-288b',
      aliases: ['behemoth'],
      images: { maxCount: 2, maxBytes: 1_000_000, formats: ['png'] },
    },
    credentials: { kind: 'bearer', token: 'GATEWAY_KEY' },
  });
});

it('a server may be a row in place; it is named by its target and serves the offers of what it extends', async () => {
  const { catalog } = await loadText(
    withTarget(
      'id: lab',
      'provider: openai-compatible',
      'server: { extends: vllm, streamOptions: false }',
      'baseUrl: http://127.0.0.1:9000',
      'model: scout',
      'credentials: none',
    ),
  );
  expect(catalog.targets[0]).toMatchObject({
    server: 'lab',
    dialect: { ...VLLM, streamOptions: false },
    model: { providerModelId: 'meta/scout' },
  });
});

it('a server may be a whole row that extends nothing', async () => {
  const { catalog } = await loadText(
    withTarget(
      'id: lab',
      'provider: openai-compatible',
      `server: ${JSON.stringify({ ...VLLM, basePath: '/x' })}`,
      'baseUrl: http://127.0.0.1:9000',
      'model: scout',
      'modelId: any/scout',
      'credentials: none',
    ),
  );
  expect(catalog.targets[0]).toMatchObject({
    dialect: { ...VLLM, basePath: '/x' },
    model: { providerModelId: 'any/scout' },
  });
});

it('a row under servers: may correct a known server and keep its name', async () => {
  const { catalog } = await loadText(
    sound({ more: 'servers: { vllm: { extends: vllm, errorBody: flat } }' }),
  );
  expect(catalog.targets[0]).toMatchObject({ server: 'vllm', dialect: { errorBody: 'flat' } });
});

it('a wire is chosen by its short or its full name', async () => {
  const lines = [
    'id: b',
    'provider: bedrock',
    'model: scout',
    'region: eu-west-1',
    'credentials: aws-default-chain',
  ];
  for (const [wire, name] of [
    ['converse', 'bedrock-converse'],
    ['invoke-llama', 'bedrock-invoke-llama'],
    ['bedrock-invoke-llama', 'bedrock-invoke-llama'],
  ]) {
    const { catalog } = await loadText(withTarget(...lines, `wire: ${wire}`));
    expect(catalog.targets[0]).toMatchObject({
      wire: name,
      baseUrl: 'https://bedrock-runtime.eu-west-1.amazonaws.com',
      credentials: { kind: 'aws-default-chain' },
    });
  }
});

it('what a target says wins over the defaults, and they over what is built in', async () => {
  const { catalog } = await loadText(
    sound({
      target: [
        'id: one',
        'provider: openai-compatible',
        'server: vllm',
        'baseUrl: http://localhost:8000',
        'model: scout',
        'credentials: none',
        'traffic: background',
        'deadlines: { idleMs: 5 }',
        'quota: { tokensPerMinute: 7 }',
      ].join('\n'),
      more: 'defaults: { concurrency: 3, waitReadyMs: 9000, deadlines: { idleMs: 9, headersMs: 11 }, guards: { maxEvents: 4 }, quota: { requestsPerMinute: 60, tokensPerMinute: 1 } }',
    }),
  );
  expect(catalog.targets[0]).toMatchObject({
    concurrency: 3,
    maxRetries: 1,
    waitReadyMs: 9000,
    deadlines: { idleMs: 5, headersMs: 11, totalMs: 120_000 },
    guards: { maxEvents: 4, maxEventBytes: 1_048_576 },
    quota: { id: 'one', requestsPerMinute: 60, tokensPerMinute: 7 },
  });
});

function pooled(id: string, quota: string): string {
  return `  - { id: ${id}, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:1', model: scout, credentials: none, quota: ${quota} }`;
}

it('targets of one pool share the limits that one of them states', async () => {
  const head = sound().split('targets:')[0] ?? '';
  const { catalog } = await loadText(
    `${head}targets:\n${pooled('a', '{ pool: p }')}\n${pooled('b', '{ pool: p, requestsPerMinute: 9 }')}\n`,
  );
  const shared = { id: 'p', requestsPerMinute: 9, tokensPerMinute: null };
  expect(catalog.targets.map((target) => target.quota)).toEqual([shared, shared]);
  const problems = await problemsOf(
    `${head}targets:\n${pooled('a', '{ pool: p, requestsPerMinute: 8 }')}\n${pooled('b', '{ pool: p, requestsPerMinute: 9 }')}\n`,
  );
  expect(problems.map((problem) => [problem.pointer, problem.message])).toEqual([
    ['/targets/1/quota/requestsPerMinute', 'the quota pool "p" has another requestsPerMinute at target "a"'],
  ]);
});

it('a hostile environment changes nothing', async () => {
  const hostile = {
    OPENAI_API_KEY: 'x',
    OPENAI_BASE_URL: 'http://evil.example',
    AWS_REGION: 'mars-1',
    AWS_ACCESS_KEY_ID: 'evil',
    HTTPS_PROXY: 'http://evil.example',
    WATSONX_PROJECT_ID: 'evil',
    NODE_EXTRA_CA_CERTS: '/evil',
  };
  const before = await loadBundled();
  const old = { ...process.env };
  try {
    Object.assign(process.env, hostile);
    const { catalog, warnings } = await loadBundled();
    expect({ catalog, warnings }).toEqual({ catalog: before.catalog, warnings: before.warnings });
  } finally {
    for (const name of Object.keys(hostile)) delete process.env[name];
    Object.assign(process.env, old);
  }
  expect(JSON.stringify(before)).not.toContain('evil');
});

it('a CA file is found beside the configuration, and missing is a warning', async () => {
  const path = await fileWith(sound({ more: 'network: { caFile: corp.pem }' }));
  const { catalog, warnings } = await load(path);
  const expected = path.replace('c.yaml', 'corp.pem');
  expect(catalog.network.caFile).toBe(expected);
  expect(warnings.map((warning) => [warning.severity, warning.pointer, warning.message])).toEqual([
    ['warning', '/network/caFile', `cannot read the file ${expected}`],
  ]);
});

const moving = (traffic: string): string =>
  sound({
    more: `  - { id: two, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:8001', model: scout, credentials: none }
policies: { p: { full: { criteria: [{ id: a, metric: error-rate, threshold: 0.1, decide: point }] } } }
migrations: [{ id: m, baseline: one, candidate: two, policy: p${traffic} }]`,
  });

it('live traffic is treated by defaults where nothing is written, and no evidence hangs on how it is', async () => {
  const { catalog: silent } = await loadText(moving(''));
  expect(silent.migrations[0]?.traffic).toEqual(DEFAULT_TRAFFIC_RULES);
  const { catalog } = await loadText(
    moving(
      ', traffic: { pins: { constructor: baseline }, fallback: one, shadow: { share: 0.5, queue: { requests: 7 } } }',
    ),
  );
  const { traffic } = catalog.migrations[0] ?? {};
  expect(traffic?.pins).toEqual({ constructor: 'baseline' });
  expect(traffic?.shadow).toEqual({
    ...DEFAULT_TRAFFIC_RULES.shadow,
    share: 0.5,
    queue: { ...DEFAULT_TRAFFIC_RULES.shadow.queue, requests: 7 },
  });
  expect(catalog.hash).toBe(silent.hash);
});

it('a monitor has defaults for what it does not say, and no evidence hangs on it', async () => {
  const { catalog: none } = await loadText(sound());
  const { catalog } = await loadText(
    sound({ more: 'monitors: [{ id: night }, { id: day, tags: [core], mode: stream, objective: 0.995 }]' }),
  );
  expect(catalog.monitors).toEqual([
    { id: 'night', ...DEFAULT_MONITOR },
    { id: 'day', ...DEFAULT_MONITOR, tags: ['core'], modes: ['stream'], objective: 0.995 },
  ]);
  expect([none.monitors, none.hash]).toEqual([[], catalog.hash]);
});
