import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of a project, by path: text as it stands, anything else as JSON (which is YAML too). */
export type Files = Readonly<Record<string, unknown>>;

const MODEL = 'llama-4-scout';

const model = {
  modalities: ['text', 'image'],
  contextTokens: 128_000,
  maxOutputTokens: 1024,
  images: { maxCount: 1, maxBytes: 3_750_000, formats: ['png'] },
  offers: {
    bedrock: { id: 'us.meta.llama4-scout-17b-instruct-v1:0' },
    watsonx: { id: 'meta-llama/llama-4-scout-17b-16e-instruct' },
    nim: { id: 'meta/llama-4-scout-17b-16e-instruct' },
    vllm: { id: 'meta-llama/Llama-4-Scout-17B-16E-Instruct' },
  },
};

export const BEDROCK = {
  id: 'bedrock',
  provider: 'bedrock',
  model: MODEL,
  region: 'us-east-1',
  credentials: { accessKeyId: 'TEST_AWS_KEY', secretAccessKey: 'TEST_AWS_SECRET' },
};

export const WATSONX = {
  id: 'watsonx',
  provider: 'watsonx',
  model: MODEL,
  region: 'us-south',
  credentials: { apiKey: 'TEST_IBM_KEY' },
  settings: { version: '2026-08-05', project_id: 'test-project' },
};

export const NIM = {
  id: 'nim',
  provider: 'openai-compatible',
  server: 'nim',
  baseUrl: 'https://integrate.api.nvidia.com',
  model: MODEL,
  credentials: { bearer: 'TEST_NIM_TOKEN' },
};

export const VLLM = {
  id: 'vllm',
  provider: 'openai-compatible',
  server: 'vllm',
  baseUrl: 'http://localhost:8000',
  model: MODEL,
  credentials: { bearer: 'TEST_VLLM_TOKEN' },
};

/** One target a wire and dialect family, all of one model. */
export const CONFIG = {
  schemaVersion: 1,
  source: 'simulate',
  models: { [MODEL]: model },
  targets: [BEDROCK, WATSONX, NIM, VLLM],
};

const noteSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'title', 'notes'],
  properties: {
    kind: { enum: ['bug', 'wish'] },
    title: { type: 'string' },
    remark: { type: 'string' },
    notes: { type: 'array', items: { type: ['string', 'null'] } },
  },
};

const lookUp = {
  description: 'Looks an order up.',
  parameters: {
    type: 'object',
    additionalProperties: false,
    required: ['orderId'],
    properties: { orderId: { type: 'string' } },
  },
};

const say = (content: string): readonly object[] => [{ role: 'user', content }];

export const SUITE = {
  archetype: 'small',
  tools: { look_up: lookUp },
  prompts: [
    {
      id: 'json-note',
      tags: ['core', 'json'],
      messages: say('File this as a JSON note: the door is stuck. Nothing else was said.'),
      output: { schema: 'suites/schemas/note.json' },
      maxOutputTokens: 200,
    },
    {
      id: 'plain-word',
      tags: ['core'],
      messages: say('Which city is meant? 東京 🗼'),
      maxOutputTokens: 40,
      stop: ['###'],
    },
    {
      id: 'tool-call',
      tags: ['core', 'tools'],
      messages: say('Where is order BK1? Look it up.'),
      tools: ['look_up'],
      toolChoice: 'auto',
      maxOutputTokens: 100,
    },
  ],
};

const NOTE = {
  kind: 'bug',
  title: 'The door is stuck',
  remark: 'No more was said.',
  notes: ['stuck', null],
};

const ANSWERS: Readonly<Record<string, object>> = {
  'json-note': { text: JSON.stringify(NOTE), toolCalls: [], finish: 'stop', error: null },
  'plain-word': { text: 'Tōkyō, 東京 🗼.', toolCalls: [], finish: 'stop', error: null },
  'tool-call': {
    text: '',
    toolCalls: [{ name: 'look_up', arguments: { orderId: 'BK1' } }],
    finish: 'tool_calls',
    error: null,
  },
};

export function goldenLine(promptId: string, answer: unknown = ANSWERS[promptId]): string {
  const provenance = {
    source: 'hand-written',
    date: '2026-11-22',
    model: null,
    parametersHash: null,
    toolVersion: '0.1.0',
    approvedBy: 'the tests',
    reason: 'small and plain',
  };
  return `${JSON.stringify({ promptId, answer, provenance })}\n`;
}

/** A whole project that passes: one suite of three prompts, four targets. */
export const SMALL: Files = {
  'llama-contract.config.yaml': CONFIG,
  'suites/small.yaml': SUITE,
  'suites/schemas/note.json': noteSchema,
  'goldens/reference/small.jsonl': Object.keys(ANSWERS)
    .toSorted()
    .map((id) => goldenLine(id))
    .join(''),
};

const made: string[] = [];
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own with these files; removed when the test process ends. */
export async function writeProject(files: Files = SMALL): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'llama-contract-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    const place = join(root, path);
    await mkdir(dirname(place), { recursive: true });
    const plain = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(place, plain ? content : JSON.stringify(content, null, 2));
  }
  return root;
}
