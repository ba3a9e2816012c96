import type { CreateAdapter } from '../contract/adapter.ts';
import type { WireTraits } from '../contract/wire-traits.ts';
import { CONVERSE_CAPABILITIES, INVOKE_LLAMA_CAPABILITIES } from './bedrock/capabilities.ts';
import { adapterOf } from './create-adapter.ts';
import { WATSONX_CAPABILITIES } from './watsonx/capabilities.ts';

const noSettings: WireTraits['settings'] = { required: [], optional: [], exactlyOne: [] };

const bedrock = {
  provider: 'bedrock',
  credentials: ['aws-keys', 'bearer', 'aws-default-chain'],
  sigV4Service: 'bedrock',
  baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com',
  settings: noSettings,
} as const;

/** What configuration must know of each wire. */
export const WIRES: Readonly<Record<string, WireTraits>> = {
  'bedrock-converse': { ...bedrock, capabilities: CONVERSE_CAPABILITIES },
  'bedrock-invoke-llama': { ...bedrock, capabilities: INVOKE_LLAMA_CAPABILITIES },
  'watsonx-chat': {
    provider: 'watsonx',
    capabilities: WATSONX_CAPABILITIES,
    credentials: ['ibm-api-key'],
    baseUrl: 'https://{region}.ml.cloud.ibm.com',
    settings: {
      required: ['version'],
      optional: ['iam_url'],
      exactlyOne: [['project_id', 'space_id']],
    },
  },
  'openai-chat': {
    provider: 'openai-compatible',
    capabilities: null,
    credentials: ['bearer', 'none'],
    baseUrl: null,
    settings: noSettings,
  },
};

/** How each wire's adapter is made. An SDK is loaded when a target needs it, and not before. */
export const ADAPTERS: Readonly<Record<string, () => Promise<CreateAdapter>>> = {
  'bedrock-converse': async () => adapterOf((await import('./bedrock/wires.ts')).CONVERSE),
  'bedrock-invoke-llama': async () => adapterOf((await import('./bedrock/wires.ts')).INVOKE_LLAMA),
  'watsonx-chat': async () => adapterOf((await import('./watsonx/wire.ts')).WATSONX_CHAT),
  'openai-chat': async () => adapterOf((await import('./openai-compatible/wire.ts')).OPENAI_CHAT),
};
