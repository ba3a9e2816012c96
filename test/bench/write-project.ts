import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANSWER, CONCURRENCY, MODEL, OUTPUT_SCHEMA } from './wires.ts';

const PROMPTS = 20;

/**
 * A project whose targets are the mock's four wires: a suite of 20 prompts, one output schema, and a suite of one prompt
 * to start with. Returns its folder.
 */
export function writeProject(url: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'llama-contract-bench-'));
  for (const path of ['suites/schemas', 'goldens/reference'])
    mkdirSync(join(folder, path), { recursive: true });
  const target = (id: string, more: object): object => ({
    id,
    model: 'bench',
    modelId: MODEL,
    baseUrl: `${url}/${id}`,
    concurrency: CONCURRENCY,
    ...more,
  });
  const config = {
    schemaVersion: 1,
    source: 'live',
    models: {
      bench: {
        modalities: ['text'],
        contextTokens: null,
        maxOutputTokens: null,
        offers: { vllm: { id: MODEL }, nim: { id: MODEL }, bedrock: { id: MODEL }, watsonx: { id: MODEL } },
      },
    },
    targets: [
      target('openai', {
        provider: 'openai-compatible',
        server: 'vllm',
        credentials: { bearer: 'BENCH_TOKEN' },
      }),
      target('nim', { provider: 'openai-compatible', server: 'nim', credentials: { bearer: 'BENCH_TOKEN' } }),
      target('bedrock', {
        provider: 'bedrock',
        region: 'us-east-1',
        credentials: { accessKeyId: 'BENCH_KEY_ID', secretAccessKey: 'BENCH_SECRET' },
      }),
      target('watsonx', {
        provider: 'watsonx',
        region: 'us-south',
        credentials: { apiKey: 'BENCH_TOKEN' },
        settings: { version: '2026-08-05', project_id: 'p', iam_url: url },
      }),
    ],
  };
  writeFileSync(join(folder, 'llama-contract.config.yaml'), JSON.stringify(config));
  writeFileSync(
    join(folder, 'suites/schemas/bench.json'),
    JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...OUTPUT_SCHEMA }),
  );
  const ids = Array.from({ length: PROMPTS }, (_, at) => `bench-${String(at).padStart(2, '0')}`);
  const prompts = ids.map((id) => ({
    id,
    tags: ['core'],
    messages: [
      { role: 'user', content: `Summarise agreement ${id} as JSON with title, summary, clauses and total.` },
    ],
    output: { schema: 'suites/schemas/bench.json' },
    maxOutputTokens: 900,
  }));
  const [first = null] = prompts;
  const single = { ...first, id: 'only' };
  writeFileSync(join(folder, 'suites/bench.yaml'), JSON.stringify({ archetype: 'bench', prompts }));
  writeFileSync(join(folder, 'suites/one.yaml'), JSON.stringify({ archetype: 'bench', prompts: [single] }));
  const provenance = {
    source: 'hand-written',
    date: '2026-01-01',
    model: null,
    parametersHash: null,
    toolVersion: '0.1.0',
    approvedBy: 'bench',
    reason: 'bench',
  };
  const answer = { text: ANSWER, toolCalls: [], finish: 'stop', error: null };
  const golden = (promptId: string): string => `${JSON.stringify({ promptId, answer, provenance })}\n`;
  writeFileSync(join(folder, 'goldens/reference/bench.jsonl'), ids.map(golden).join(''));
  writeFileSync(join(folder, 'goldens/reference/one.jsonl'), golden('only'));
  return folder;
}
