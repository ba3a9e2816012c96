import { ALL_CAPABILITIES, NOTHING_PROMISED, type Capabilities } from '../../contract/capabilities.ts';
import type { Dialect } from '../../contract/dialect.ts';

/** What the servers here have in common. */
const chatCapabilities: Capabilities = { ...ALL_CAPABILITIES, requestId: 'optional' };

const family: Dialect = {
  auth: 'bearer',
  basePath: '/v1',
  maxTokensField: 'max_tokens',
  jsonSchemaField: 'response_format',
  textContent: 'string',
  streamOptions: true,
  requestIdHeaders: ['x-request-id'],
  errorBody: 'nested',
  asyncPolling: null,
  // A named tool choice ends with `stop`: https://docs.vllm.ai/en/latest/features/tool_calling.html
  capabilities: { ...chatCapabilities, namedToolFinish: 'stop' },
};

/** Its port opens when the model is loaded. */
const vllm: Dialect = { ...family, healthPath: '/health' };

const nim: Dialect = {
  ...family,
  requestIdHeaders: ['nvcf-reqid', 'x-request-id'],
  errorBody: 'problem',
  // https://docs.api.nvidia.com/cloud-functions/reference/getfunctioninvocationresult_1
  asyncPolling: {
    requestIdHeader: 'nvcf-reqid',
    statusUrl: 'https://api.nvcf.nvidia.com/v2/nvcf/pexec/status/{id}',
    intervalMs: 1000,
  },
  capabilities: { ...vllm.capabilities, requestId: 'promised' },
};

/**
 * The OpenAI-compatible servers, a row each: deviations from vLLM alone. What a source leaves open is a row's field
 * that configuration can override, never a branch.
 */
export const DIALECTS: Readonly<Record<string, Dialect>> = {
  vllm,
  // Before 0.10.1 errors were flat (vLLM pull request 22099); guided fields were removed in 0.12.0.
  'vllm-flat': { ...vllm, jsonSchemaField: 'guided_json', errorBody: 'flat' },
  nim,
  // NIM LLM 2.x is vLLM's API surface and ignores guided_json:
  // https://docs.nvidia.com/nim/large-language-models/2.0.1/reference/api-reference.html
  'nim-self-hosted': { ...vllm, auth: 'none', healthPath: '/v1/health/ready' },
  // While it loads it answers /v1/models, and everything else with 503.
  llamacpp: {
    ...vllm,
    requestIdHeaders: [],
    capabilities: { ...chatCapabilities, namedToolFinish: 'tool_calls' },
  },
  // Builds before pull request 16109 cannot stream tools and put stream errors into an SSE field of their own.
  'llamacpp-legacy': {
    ...vllm,
    requestIdHeaders: [],
    capabilities: { ...chatCapabilities, tools: 'send' },
  },
  // Its /health is answered before the model is warm.
  sglang: {
    ...vllm,
    requestIdHeaders: [],
    errorBody: 'flat',
    healthPath: '/health_generate',
    capabilities: chatCapabilities,
  },
  tgi: {
    ...vllm,
    requestIdHeaders: [],
    errorBody: 'string',
    capabilities: { ...chatCapabilities, requestId: 'none' },
  },
  // Request ids are small random numbers, which repeat. No tool_choice: https://github.com/ollama/ollama/blob/main/docs/api/openai-compatibility.mdx
  ollama: {
    ...family,
    auth: 'none',
    requestIdHeaders: [],
    capabilities: { ...chatCapabilities, toolChoice: ['auto'], requestId: 'none' },
  },
};

/** A server that speaks chat completions and has no row: nothing is promised, so nothing can be missed. */
const generic: Dialect = {
  ...family,
  requestIdHeaders: ['x-request-id', 'apim-request-id', 'request-id'],
  capabilities: NOTHING_PROMISED,
};

/** The row of a server by its name, else one that promises nothing. */
export function dialectOf(server: string): Dialect {
  return Object.hasOwn(DIALECTS, server) ? (DIALECTS[server] ?? generic) : generic;
}
