import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { InputError } from '../../src/contract/problem.ts';
import { DIALECTS } from '../../src/providers/openai-compatible/dialects.ts';
import { WIRES } from '../../src/providers/registry.ts';
import { fileWith, withTarget } from './tables.ts';

const OPENAI = [
  'id: one',
  'provider: openai-compatible',
  'server: vllm',
  'model: scout',
  'credentials: none',
];
const WATSONX = [
  'id: one',
  'provider: watsonx',
  'model: scout',
  'region: us-south',
  'credentials: { apiKey: IBM }',
  "settings: { version: '1', project_id: p }",
];
const BEDROCK = [
  'id: one',
  'provider: bedrock',
  'model: scout',
  'region: us-east-1',
  'credentials: { bearer: AWS }',
];

async function mendOf(target: readonly string[], baseUrl: string): Promise<string | null> {
  const path = await fileWith(withTarget(...target, `baseUrl: ${baseUrl}`));
  try {
    await loadConfig({ path, dialects: DIALECTS, wires: WIRES });
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ mend }) => mend).join('; ');
  }
}

it.each([
  [OPENAI, 'http://host:8000/v1', 'http://host:8000'],
  [OPENAI, 'http://host:8000/v1/chat/completions', 'http://host:8000'],
  [OPENAI, 'http://host:8000/v1/chat/completions/', 'http://host:8000'],
  [OPENAI, 'http://host:8000/v1//chat/completions', 'http://host:8000'],
  [OPENAI, 'http://host:8000/chat/completions', 'http://host:8000'],
  [OPENAI, 'http://host:8000/v1/completions', 'http://host:8000'],
  [OPENAI, 'http://host:8000/v1/responses', 'http://host:8000'],
  [OPENAI, 'http://host:8000/proxy/v1/chat/completions', 'http://host:8000/proxy'],
  [WATSONX, 'https://us-south.ml.cloud.ibm.com/ml/v1/text/chat', 'https://us-south.ml.cloud.ibm.com'],
  [WATSONX, 'https://us-south.ml.cloud.ibm.com/ml/v1/text/chat_stream', 'https://us-south.ml.cloud.ibm.com'],
  [WATSONX, 'https://us-south.ml.cloud.ibm.com/ml/v1', 'https://us-south.ml.cloud.ibm.com'],
  [BEDROCK, 'https://host/model/us.meta.llama4/converse', 'https://host'],
  [BEDROCK, 'https://host/bedrock/model/us.meta.llama4/converse-stream', 'https://host/bedrock'],
] as const)('of %j, the base URL %s is refused for its root', async (target, baseUrl, root) => {
  expect(await mendOf(target, baseUrl)).toBe(`write ${root}`);
  expect(await mendOf(target, root)).toBe(null);
});

it.each([
  [OPENAI, 'http://host:8000/chat'],
  // The base URL of an Azure AI model deployment ends so.
  [OPENAI, 'https://host/models'],
  [OPENAI, 'https://host/v1beta'],
  [BEDROCK, 'https://host/models'],
  [WATSONX, 'https://host/html'],
] as const)('of %j, the base URL %s is taken', async (target, baseUrl) => {
  expect(await mendOf(target, baseUrl)).toBe(null);
});

it('of a host that has one address is its own, and a target may name another', async () => {
  const host = OPENAI.map((line) => line.replace('vllm', 'openrouter')).concat(
    'modelId: meta-llama/llama-4-scout',
  );
  const load = async (...more: readonly string[]) => {
    const path = await fileWith(withTarget(...host, ...more));
    const { catalog } = await loadConfig({ path, dialects: DIALECTS, wires: WIRES });
    return catalog.targets.map(({ baseUrl }) => baseUrl);
  };
  expect(await load()).toEqual(['https://openrouter.ai']);
  expect(await load('baseUrl: https://proxy.example')).toEqual(['https://proxy.example']);
});
