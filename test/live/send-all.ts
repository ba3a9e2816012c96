import { MADE_UP_KEY } from '../../src/simulator/oci-genai/made-up-key.ts';
import { callLive, type LiveTarget } from './live-adapter.ts';
import { REQUESTS } from './requests.ts';

/** Sends one call over every wire to the given origin, in a process whose environment somebody else has set. */
const [, , origin = ''] = process.argv;

const KEYS = { kind: 'aws-keys', accessKeyId: 'AKIATEST000000000000', secretAccessKey: 'secret' } as const;
const target = (wire: string, rest: Partial<LiveTarget>): LiveTarget => ({
  wire,
  server: null,
  baseUrl: origin,
  modelId: 'us.meta.llama4-maverick-17b-instruct-v1:0',
  credentials: { ...KEYS, sessionToken: null },
  settings: {},
  ...rest,
});

const TARGETS: readonly LiveTarget[] = [
  target('bedrock-converse', {}),
  target('bedrock-converse', { credentials: { kind: 'bearer', token: 'bedrock-api-key' } }),
  target('bedrock-invoke-llama', {}),
  target('watsonx-chat', {
    modelId: 'meta-llama/llama-4-maverick-17b-128e-instruct-fp8',
    credentials: { kind: 'ibm-api-key', apiKey: 'ibm-key' },
    settings: { version: '2026-08-05', project_id: 'project', iam_url: origin },
  }),
  target('oci-genai-chat', { credentials: MADE_UP_KEY, settings: { compartment_id: 'compartment' } }),
  target('openai-chat', { server: 'nim', credentials: { kind: 'bearer', token: 'nvapi-1' } }),
  target('openai-chat', { server: 'vllm', credentials: { kind: 'none' } }),
];

for (const each of TARGETS) {
  for (const mode of ['send', 'stream'] as const) {
    const fold = await callLive(each, REQUESTS.text, mode);
    if (fold.response().text !== 'Hi')
      throw new Error(`${each.wire} ${mode}: ${fold.error()?.message ?? 'no text'}`);
  }
}
