import type { CreateAdapter } from '../contract/wires/adapter.ts';
import { ALL_CAPABILITIES, type Capabilities } from '../contract/wires/capabilities.ts';
import type { WireTraits } from '../contract/wires/wire-traits.ts';
import { adapterOf } from './create-adapter.ts';

const noSettings: WireTraits['settings'] = { required: [], optional: [], exactlyOne: [] };

const bedrock = {
  provider: 'bedrock',
  sdk: '@aws-sdk/client-bedrock-runtime',
  credentials: ['aws-keys', 'bearer', 'aws-default-chain'],
  sigV4Service: 'bedrock',
  baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com',
  addedPath: /\/model(?:\/.*)?$/,
  settings: noSettings,
} as const;

/**
 * Llama 4 on Converse. Tools are refused in streams (https://github.com/earendil-works/pi/issues/3739), only `auto`
 * is a tool choice (https://github.com/strands-agents/harness-sdk/issues/1241), and Llama is not among the models with
 * structured output (https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html). Its stop reasons have
 * words for what was filtered (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html), but
 * without a guardrail nothing is: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails.html
 */
const converse: Capabilities = {
  ...ALL_CAPABILITIES,
  tools: 'send',
  toolChoice: ['auto'],
  jsonSchema: false,
  seed: false,
  doneMarker: false,
  modelEcho: false,
  contentFilter: false,
};

/** The native Llama body of InvokeModel has a prompt and three parameters. */
const invokeLlama: Capabilities = {
  ...converse,
  tools: 'none',
  toolChoice: [],
  stop: false,
};

/** https://cloud.ibm.com/apidocs/watsonx-ai#text-chat; Llama 4 tool deltas come without ids, no finish reason is of a filter. */
const watsonx: Capabilities = {
  ...ALL_CAPABILITIES,
  doneMarker: false,
  toolCallIds: false,
  contentFilter: false,
};

/**
 * The GENERIC format of OCI Generative AI. No event of a stream names the model, no [DONE] was seen, no finish reason is
 * of a filter (https://github.com/oracle/langchain-oracle), and guardrails are calls of their own
 * (https://docs.oracle.com/iaas/Content/generative-ai/guardrails.htm).
 */
const oci: Capabilities = {
  ...ALL_CAPABILITIES,
  doneMarker: false,
  modelEcho: false,
  contentFilter: false,
};

/** What configuration must know of each wire. */
export const WIRES: Readonly<Record<string, WireTraits>> = {
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
  'bedrock-converse': {
    ...bedrock,
    usageDetails: ['cachedTokens'],
    capabilities: converse,
    streamProof: 'last-event',
  },
  'bedrock-invoke-llama': { ...bedrock, usageDetails: [], capabilities: invokeLlama, streamProof: 'finish' },
  'watsonx-chat': {
    provider: 'watsonx',
    sdk: null,
    usageDetails: ['cachedTokens', 'reasoningTokens'],
    capabilities: watsonx,
    streamProof: 'finish',
    credentials: ['ibm-api-key'],
    baseUrl: 'https://{region}.ml.cloud.ibm.com',
    addedPath: /\/ml(?:\/v1(?:\/text(?:\/chat(?:_stream)?)?)?)?$/,
    settings: {
      required: ['version'],
      optional: ['iam_url'],
      exactlyOne: [['project_id', 'space_id']],
    },
  },
  'oci-genai-chat': {
    provider: 'oci-genai',
    sdk: null,
    usageDetails: ['cachedTokens', 'reasoningTokens'],
    usageIsAsked: true,
    capabilities: oci,
    streamProof: 'finish',
    credentials: ['oci-key', 'oci-profile'],
    baseUrl: 'https://inference.generativeai.{region}.oci.oraclecloud.com',
    addedPath: /\/20231130(?:\/actions(?:\/chat)?)?$/,
    settings: {
      required: ['compartment_id'],
      optional: ['endpoint_id', 'default_max_tokens'],
      exactlyOne: [],
    },
  },
  'openai-chat': {
    provider: 'openai-compatible',
    sdk: 'openai',
    usageDetails: ['cachedTokens', 'reasoningTokens'],
    capabilities: null,
    streamProof: 'finish',
    credentials: ['bearer', 'none'],
    baseUrl: null,
    addedPath: /\/(?:chat\/completions|completions|responses|embeddings)$/,
    settings: noSettings,
  },
};

/** How each wire's adapter is made. An SDK is loaded when a target needs it, and not before. */
export const ADAPTERS: Readonly<Record<string, () => Promise<CreateAdapter>>> = {
  'bedrock-converse': async () => adapterOf((await import('./bedrock/wires.ts')).CONVERSE),
  'bedrock-invoke-llama': async () => adapterOf((await import('./bedrock/wires.ts')).INVOKE_LLAMA),
  'watsonx-chat': async () => adapterOf((await import('./watsonx/wire.ts')).WATSONX_CHAT),
  'oci-genai-chat': async () => adapterOf((await import('./oci-genai/wire.ts')).OCI_CHAT),
  'openai-chat': async () => adapterOf((await import('./openai-compatible/wire.ts')).OPENAI_CHAT),
};

/** How adapters of a wire are made; loads its SDK. */
export async function loadAdapter(wire: string): Promise<CreateAdapter> {
  const load = ADAPTERS[wire];
  if (load === undefined) throw new Error(`no adapter for wire ${wire}`);
  return load();
}
