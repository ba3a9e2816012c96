import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/contract/json-value.ts';
import { MODES, type Mode } from '../../src/contract/exchanges/mode.ts';
import { OCI_ACCOUNT } from '../oci-account.ts';
import { CONVERSE, NATIVE, ociBody, openaiBodies, STREAMED, watsonxBodies } from './bodies.ts';
import { callLive, type LiveTarget } from './live-adapter.ts';
import { REQUESTS, type Asked } from './requests.ts';
import { captureCalls } from './capture-calls.ts';

interface Case {
  readonly name: string;
  readonly target: LiveTarget;
  readonly url: Readonly<Record<Mode, string>>;
  readonly authorization: RegExp;
  /** Headers that must be just so, beside the content type. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodies: Readonly<Record<Asked, JsonObject>>;
  /** Added to each body in a stream. */
  readonly streamed: JsonObject;
  /** Requests that this wire sends without streaming although a stream was asked for. */
  readonly downgraded?: readonly Asked[];
}

const KEYS = { kind: 'aws-keys', accessKeyId: 'AKIATEST000000000000', secretAccessKey: 'secret' } as const;
const MAVERICK = 'us.meta.llama4-maverick-17b-instruct-v1:0';
const BEDROCK = 'https://bedrock-runtime.us-east-1.amazonaws.com';
const MODEL_PATH = `${BEDROCK}/model/us.meta.llama4-maverick-17b-instruct-v1%3A0`;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=AKIATEST000000000000\/20260101\/us-east-1\/bedrock\/aws4_request, SignedHeaders=[a-z0-9;-]*\bhost;[a-z0-9;-]*\bx-amz-date\b[a-z0-9;-]*, Signature=[0-9a-f]{64}$/;

const bedrock: LiveTarget = {
  wire: 'bedrock-converse',
  server: null,
  baseUrl: BEDROCK,
  modelId: MAVERICK,
  credentials: { ...KEYS, sessionToken: null },
  settings: {},
};
const converse = {
  url: { send: `${MODEL_PATH}/converse`, stream: `${MODEL_PATH}/converse-stream` },
  bodies: CONVERSE,
  streamed: {},
  downgraded: ['tools'],
} as const;

const WATSONX = 'https://us-south.ml.cloud.ibm.com';
const watsonx = (account: Readonly<Record<string, string>>): Case => ({
  name: `watsonx with ${Object.keys(account).join()}`,
  target: {
    wire: 'watsonx-chat',
    server: null,
    baseUrl: WATSONX,
    modelId: 'meta-llama/llama-4-maverick-17b-128e-instruct-fp8',
    credentials: { kind: 'ibm-api-key', apiKey: 'ibm key+/=' },
    settings: { version: '2026-08-05', ...account },
  },
  url: {
    send: `${WATSONX}/ml/v1/text/chat?version=2026-08-05`,
    stream: `${WATSONX}/ml/v1/text/chat_stream?version=2026-08-05`,
  },
  authorization: /^Bearer head\.body\.signature$/,
  bodies: watsonxBodies(account),
  streamed: {},
});

const openai = (server: string, baseUrl: string, model: string, token: string | null): Case => ({
  name: token === null ? `${server} without a key` : server,
  target: {
    wire: 'openai-chat',
    server,
    baseUrl,
    modelId: model,
    credentials: token === null ? { kind: 'none' } : { kind: 'bearer', token },
    settings: {},
  },
  url: { send: `${baseUrl}/v1/chat/completions`, stream: `${baseUrl}/v1/chat/completions` },
  authorization: token === null ? /^$/ : new RegExp(`^Bearer ${token}$`),
  bodies: openaiBodies(model),
  streamed: STREAMED,
});

const CASES: readonly Case[] = [
  { name: 'Converse, signed', target: bedrock, authorization: SIGNED, ...converse },
  {
    name: 'Converse, signed in a session',
    target: { ...bedrock, credentials: { ...KEYS, sessionToken: 'session' } },
    authorization: SIGNED,
    headers: { 'x-amz-security-token': 'session' },
    ...converse,
  },
  {
    name: 'Converse with a bearer token',
    target: { ...bedrock, credentials: { kind: 'bearer', token: 'bedrock-api-key' } },
    authorization: /^Bearer bedrock-api-key$/,
    ...converse,
  },
  {
    name: 'native Llama, signed',
    target: { ...bedrock, wire: 'bedrock-invoke-llama' },
    url: { send: `${MODEL_PATH}/invoke`, stream: `${MODEL_PATH}/invoke-with-response-stream` },
    authorization: SIGNED,
    bodies: NATIVE,
    streamed: {},
  },
  watsonx({ project_id: 'project' }),
  watsonx({ space_id: 'space' }),
  openai('nim', 'https://integrate.api.nvidia.com', 'meta/llama-4-maverick-17b-128e-instruct', 'nvapi-1'),
  openai('vllm', 'http://gpu.internal:8000', 'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8', 'key'),
  openai('vllm', 'http://gpu.internal:8000', 'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8', null),
];

const { captured, listenAt } = captureCalls();

describe.each(CASES)('$name', (provider) => {
  const asked: readonly Asked[] = ['text', 'image', 'tools', 'schema'];

  it.each(MODES.flatMap((mode) => asked.map((name) => ({ name, mode }))))(
    'sends $name in mode $mode as the provider documents it',
    async ({ name, mode }) => {
      listenAt(new URL(provider.target.baseUrl).origin);
      listenAt('https://iam.cloud.ibm.com');
      const fold = await callLive(provider.target, REQUESTS[name], mode);
      expect(fold.error()).toBeNull();
      expect(fold.response().text).toBe('Hi');

      const served = mode === 'stream' && !provider.downgraded?.includes(name) ? 'stream' : 'send';
      const sent = captured.at(-1);
      expect(sent).toMatchObject({
        method: 'POST',
        url: provider.url[served],
        headers: { 'content-type': 'application/json', ...provider.headers },
      });
      expect(sent?.headers['authorization'] ?? '').toMatch(provider.authorization);
      expect(JSON.parse(sent?.body ?? '')).toEqual({
        ...provider.bodies[name],
        ...(served === 'stream' && provider.streamed),
      });
      expect(captured).toHaveLength(provider.target.wire === 'watsonx-chat' ? 2 : 1);
    },
  );
});

const OCI = 'https://inference.generativeai.us-chicago-1.oci.oraclecloud.com';
const SCOUT = 'meta.llama-4-scout-17b-16e-instruct';
const SERVINGS = [
  { endpoint: null, servingMode: { servingType: 'ON_DEMAND', modelId: SCOUT } },
  { endpoint: 'ocid1.endpoint', servingMode: { servingType: 'DEDICATED', endpointId: 'ocid1.endpoint' } },
];

describe.each(SERVINGS)('OCI, served by $servingMode.servingType', ({ endpoint, servingMode }) => {
  it.each(
    MODES.flatMap((mode) => (['text', 'image', 'tools', 'schema'] as const).map((name) => ({ name, mode }))),
  )('is sent $name in mode $mode as its reference documents it, and signed', async ({ name, mode }) => {
    listenAt(OCI);
    const settings = {
      compartment_id: 'ocid1.compartment.oc1..one',
      ...(endpoint !== null && { endpoint_id: endpoint }),
    };
    const target = { wire: 'oci-genai-chat', server: null, baseUrl: OCI, modelId: SCOUT, settings };
    const fold = await callLive({ ...target, credentials: OCI_ACCOUNT }, REQUESTS[name], mode);
    expect([fold.error(), fold.response().text]).toEqual([null, 'Hi']);
    expect(captured).toMatchObject([
      {
        method: 'POST',
        url: `${OCI}/20231130/actions/chat`,
        headers: {
          date: 'Thu, 01 Jan 2026 00:00:00 GMT',
          'content-type': 'application/json',
          accept: mode === 'stream' ? 'text/event-stream' : 'application/json',
          'content-length': String(Buffer.byteLength(captured[0]?.body ?? '')),
          authorization: expect.stringMatching(
            /^Signature version="1",headers="date .+",signature="[\w+/=]+"$/,
          ),
        },
      },
    ]);
    expect(JSON.parse(captured[0]?.body ?? '')).toEqual(ociBody(servingMode, name, mode));
  });
});

it('exchanges an IBM API key for a token before the first call', async () => {
  const { target } = watsonx({ project_id: 'project' });
  listenAt(WATSONX);
  listenAt('https://iam.cloud.ibm.com');
  await callLive(target, REQUESTS.text, 'send');
  expect(captured[0]).toMatchObject({
    method: 'POST',
    url: 'https://iam.cloud.ibm.com/identity/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&apikey=ibm+key%2B%2F%3D&response_type=cloud_iam',
  });
});
