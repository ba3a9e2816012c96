import nock from 'nock';
import { expect, it } from 'vitest';
import { MODES, type Mode } from '../../src/contract/exchanges/mode.ts';
import { OCI_ACCOUNT } from '../oci-account.ts';
import { callLive, type LiveTarget } from './live-adapter.ts';
import { captureCalls } from './capture-calls.ts';
import { replyTo } from './replies.ts';
import { REQUESTS } from './requests.ts';

const OWN = { 'x-portkey-api-key': 'pk-secret', 'x-portkey-provider': 'openai' };
const IAM = 'https://iam.cloud.ibm.com';
const POLLS = 'https://api.nvcf.nvidia.com';

const KEYS = { kind: 'aws-keys', accessKeyId: 'AKIATEST000000000000', secretAccessKey: 'secret' } as const;
const target = (wire: string, baseUrl: string, rest: Partial<LiveTarget> = {}): LiveTarget => ({
  wire,
  server: null,
  baseUrl,
  modelId: 'us.meta.llama4-maverick-17b-instruct-v1:0',
  credentials: { ...KEYS, sessionToken: null },
  settings: {},
  headers: OWN,
  ...rest,
});

const BEDROCK = 'https://bedrock-runtime.us-east-1.amazonaws.com';
const TARGETS: Readonly<Record<string, LiveTarget>> = {
  'Converse, signed': target('bedrock-converse', BEDROCK),
  'Converse with a token': target('bedrock-converse', BEDROCK, {
    credentials: { kind: 'bearer', token: 'key' },
  }),
  'native Llama': target('bedrock-invoke-llama', BEDROCK),
  watsonx: target('watsonx-chat', 'https://us-south.ml.cloud.ibm.com', {
    modelId: 'meta-llama/llama-4-maverick-17b-128e-instruct-fp8',
    credentials: { kind: 'ibm-api-key', apiKey: 'ibm-key' },
    settings: { version: '2026-08-05', project_id: 'project' },
  }),
  oci: target('oci-genai-chat', 'https://inference.generativeai.us-chicago-1.oci.oraclecloud.com', {
    credentials: OCI_ACCOUNT,
    settings: { compartment_id: 'compartment' },
  }),
  nim: target('openai-chat', 'https://integrate.api.nvidia.com', {
    server: 'nim',
    credentials: { kind: 'bearer', token: 'nvapi-1' },
  }),
  'vllm without a key': target('openai-chat', 'http://gpu.internal:8000', {
    server: 'vllm',
    credentials: { kind: 'none' },
  }),
};

const { captured, capture, listenAt } = captureCalls();

const CASES = Object.entries(TARGETS).flatMap(([name, live]) =>
  MODES.map((mode) => [name, mode, live] as const),
);

it.each(CASES)("a target's own headers go with the call on %s in mode %s", async (_name, mode, live) => {
  listenAt(new URL(live.baseUrl).origin);
  listenAt(IAM);
  const fold = await callLive(live, REQUESTS.text, mode);
  expect(fold.error()).toBeNull();
  const call = captured.at(-1);
  expect(call?.url.startsWith(live.baseUrl)).toBe(true);
  expect(call?.headers).toMatchObject(OWN);
  const signed = /SignedHeaders=([^,]+)/.exec(call?.headers['authorization'] ?? '')?.[1]?.split(';');
  if (live.credentials.kind === 'aws-keys') expect(signed).toEqual(expect.arrayContaining(Object.keys(OWN)));
  else expect(signed).toBeUndefined();
});

it.each(CASES)('a target that has none sends on %s in mode %s what it sent before', async (_, mode, live) => {
  const sent = async (headers: LiveTarget['headers'] | undefined): Promise<readonly string[]> => {
    captured.length = 0;
    listenAt(new URL(live.baseUrl).origin);
    listenAt(IAM);
    const { headers: _own, ...rest } = live;
    await callLive(headers === undefined ? rest : { ...rest, headers }, REQUESTS.text, mode);
    return Object.keys(captured.at(-1)?.headers ?? {});
  };
  const without = await sent(undefined);
  expect(without).not.toEqual(expect.arrayContaining(Object.keys(OWN)));
  expect((await sent(OWN)).toSorted()).toEqual([...without, ...Object.keys(OWN)].toSorted());
});

it('the exchange of an IBM API key for a token does not get them', async () => {
  const live = TARGETS['watsonx'];
  if (live === undefined) throw new Error('no watsonx');
  listenAt(live.baseUrl);
  listenAt(IAM);
  await callLive(live, REQUESTS.text, 'send');
  const [token, call] = captured;
  expect(token?.url).toBe(`${IAM}/identity/token`);
  for (const name of Object.keys(OWN)) expect(token?.headers).not.toHaveProperty(name);
  expect(call?.headers).toMatchObject(OWN);
});

it('the polls of a call that was accepted get them too', async () => {
  const live = TARGETS['nim'];
  if (live === undefined) throw new Error('no nim');
  const mode: Mode = 'send';
  nock(live.baseUrl)
    .post(/.*/)
    .reply(async (request: Request) => {
      await capture(request);
      return [202, '{}', { 'nvcf-reqid': 'id-1' }];
    });
  nock(POLLS)
    .get(/.*/)
    .reply(async (request: Request) => {
      await capture(request);
      const reply = replyTo('/v1/chat/completions', JSON.stringify({ stream: false }));
      return [200, reply.body, reply.headers];
    });
  const fold = await callLive(live, REQUESTS.text, mode);
  expect(fold.error()).toBeNull();
  expect(captured.map(({ headers }) => headers['x-portkey-api-key'])).toEqual(['pk-secret', 'pk-secret']);
});
