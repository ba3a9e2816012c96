import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Catalog } from '../../src/config/catalog.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Capabilities } from '../../src/contract/wires/capabilities.ts';
import type { Dialect } from '../../src/contract/wires/dialect.ts';
import { InputError, type Problem } from '../../src/contract/problem.ts';
import type { WireTraits } from '../../src/contract/wires/wire-traits.ts';
import { CAPABILITIES as ALL } from '../capabilities.ts';

export const CAPABILITIES: Capabilities = { ...ALL, toolChoice: ['auto', 'none'], requestId: 'optional' };

export const VLLM: Dialect = {
  auth: 'bearer',
  basePath: '/v1',
  maxTokensField: 'max_tokens',
  jsonSchemaField: 'response_format',
  textContent: 'string',
  streamOptions: true,
  requestIdHeaders: ['x-request-id'],
  errorBody: 'nested',
  asyncPolling: null,
  capabilities: CAPABILITIES,
};

const DIALECTS = {
  vllm: VLLM,
  nim: { ...VLLM, errorBody: 'problem' },
  'nim-self-hosted': VLLM,
} satisfies Record<string, Dialect>;

const noSettings: WireTraits['settings'] = { required: [], optional: [], exactlyOne: [] };

const WIRES: Readonly<Record<string, WireTraits>> = {
  'bedrock-converse': {
    provider: 'bedrock',
    sdk: null,
    usageDetails: [],
    streamProof: 'finish',
    capabilities: { ...CAPABILITIES, tools: 'send', seed: false },
    credentials: ['aws-keys', 'bearer', 'aws-default-chain'],
    baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com',
    addedPath: /\/model\/.*$/,
    settings: noSettings,
  },
  'bedrock-invoke-llama': {
    provider: 'bedrock',
    sdk: null,
    usageDetails: [],
    streamProof: 'finish',
    capabilities: { ...CAPABILITIES, tools: 'none' },
    credentials: ['aws-keys', 'bearer', 'aws-default-chain'],
    baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com',
    addedPath: /\/model\/.*$/,
    settings: noSettings,
  },
  'watsonx-chat': {
    provider: 'watsonx',
    sdk: null,
    usageDetails: [],
    streamProof: 'finish',
    capabilities: CAPABILITIES,
    credentials: ['ibm-api-key'],
    baseUrl: 'https://{region}.ml.cloud.ibm.com',
    addedPath: /\/ml\/v1\/text\/chat$/,
    settings: { required: ['version'], optional: ['iam_url'], exactlyOne: [['project_id', 'space_id']] },
  },
  'oci-genai-chat': {
    provider: 'oci-genai',
    sdk: null,
    usageDetails: [],
    streamProof: 'finish',
    capabilities: CAPABILITIES,
    credentials: ['oci-key', 'oci-profile'],
    baseUrl: 'https://inference.generativeai.{region}.oci.oraclecloud.com',
    addedPath: /\/20231130\/actions\/chat$/,
    settings: {
      required: ['compartment_id'],
      optional: ['endpoint_id', 'default_max_tokens'],
      exactlyOne: [],
    },
  },
  'openai-chat': {
    provider: 'openai-compatible',
    sdk: null,
    usageDetails: [],
    streamProof: 'finish',
    capabilities: null,
    credentials: ['bearer', 'none'],
    baseUrl: null,
    addedPath: /\/chat\/completions$/,
    settings: noSettings,
  },
};

export const BUNDLED = 'llama-contract.config.yaml';

/** Hosts that the bundled file has offers for; how they differ is of no matter here. */
const HOSTS: Readonly<Record<string, Dialect>> = Object.fromEntries(
  ['deepinfra', 'openrouter', 'vertex', 'azure-foundry', 'cloudflare', 'together', 'huggingface']
    .concat('databricks', 'snowflake', 'oci')
    .map((name) => [name, VLLM]),
);

export function loadBundled(): ReturnType<typeof load> {
  return loadConfig({ path: BUNDLED, dialects: { ...HOSTS, ...DIALECTS }, wires: WIRES });
}

/** Writes a file into a folder of its own, removed after the test. */
export async function fileWith(text: string, name = 'c.yaml'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'llama-contract-config-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

export async function load(path: string): Promise<{ catalog: Catalog; warnings: readonly Problem[] }> {
  return loadConfig({ path, dialects: DIALECTS, wires: WIRES });
}

export async function loadText(text: string, name?: string): ReturnType<typeof load> {
  return load(await fileWith(text, name));
}

/** The problems that a text is refused with. */
export async function problemsOf(text: string, name?: string): Promise<readonly Problem[]> {
  const path = await fileWith(text, name);
  try {
    await load(path);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

/** A sound configuration of one model and one vllm target; each part may be replaced or added to. */
export function sound(
  parts: { model?: string; target?: string; more?: string; source?: string } = {},
): string {
  return [
    'schemaVersion: 1',
    `source: ${parts.source ?? 'simulate'}`,
    'models:',
    '  scout:',
    ...(
      parts.model ??
      'modalities: [text]\ncontextTokens: 1000\nmaxOutputTokens: 100\noffers: { vllm: { id: meta/scout }, bedrock: { id: us.scout }, watsonx: { id: ibm/scout } }'
    )
      .split('\n')
      .map((line) => `    ${line}`),
    'targets:',
    ...(
      parts.target ??
      'id: one\nprovider: openai-compatible\nserver: vllm\nbaseUrl: http://localhost:8000\nmodel: scout\ncredentials: none'
    )
      .split('\n')
      .map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
    parts.more ?? '',
  ].join('\n');
}

/** `sound` with its one target made of these lines. */
export function withTarget(...lines: readonly string[]): string {
  return sound({ target: lines.join('\n') });
}
