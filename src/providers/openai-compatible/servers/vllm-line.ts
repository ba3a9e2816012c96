import type { Dialect } from '../../../contract/wires/dialect.ts';
import { FAMILY, type KnownServer } from './known-server.ts';

const VLLM = 'https://github.com/vllm-project/vllm';
const NIM_LLM = 'https://docs.nvidia.com/nim/large-language-models';

const engine: Dialect = {
  ...FAMILY,
  capabilities: { ...FAMILY.capabilities, namedToolFinish: 'stop' },
};

/** Its port opens when the model is loaded. */
const vllm: Dialect = {
  ...engine,
  healthPath: '/health',
  version: { path: '/version', key: 'version' },
};

const NAMED_STOP = {
  says: 'A tool choice by name ends with `stop`, although the call is there.',
  source: 'https://docs.vllm.ai/en/latest/features/tool_calling.html',
  asOf: '2026-11',
};

/** vLLM, and what is vLLM under another name. */
export const VLLM_LINE = {
  vllm: {
    title: 'vLLM',
    dialect: vllm,
    facts: [
      NAMED_STOP,
      {
        says: 'A wrong key is 401 with `{"error":"Unauthorized"}`, a string; health, version, metrics and OPTIONS stay open.',
        source: `${VLLM}/blob/029329a/vllm/entrypoints/openai/server_utils.py`,
        asOf: '2026-11',
      },
      {
        says: 'A body of the wrong shape is 400 with the type `Bad Request`, with a space; what the server itself raises keeps `BadRequestError`.',
        source: `${VLLM}/blob/029329a/vllm/entrypoints/openai/server_utils.py`,
        asOf: '2026-11',
      },
      {
        says: 'Fields that it does not know are taken and ignored, the removed `guided_json` among them: a schema there constrains nothing.',
        source: `${VLLM}/blob/040a2cc/vllm/entrypoints/openai/engine/protocol.py`,
        asOf: '2026-11',
      },
      {
        says: 'A set `max_tokens` may be lowered without a word to what the window has left.',
        source: `${VLLM}/blob/00fc880/vllm/entrypoints/utils.py`,
        asOf: '2026-11',
      },
      {
        says: 'An engine that shuts down ends a stream with `abort`, status 200 and `[DONE]`.',
        source: `${VLLM}/issues/57082`,
        asOf: '2026-09-15',
      },
      {
        says: '`stream_options: {}` already asks for the usage record.',
        source: `${VLLM}/blob/040a2cc/vllm/entrypoints/openai/engine/protocol.py`,
        asOf: '2026-11',
      },
    ],
    open: {
      requestIdHeaders: 'x-request-id is sent by a middleware that the operator turns on',
    },
  },
  'vllm-flat': {
    title: 'vLLM before 0.10.1',
    dialect: { ...vllm, jsonSchemaField: 'guided_json', errorBody: 'flat' },
    facts: [
      NAMED_STOP,
      {
        says: 'Errors are flat objects, with `object: "error"` beside the message.',
        source: `${VLLM}/pull/22099`,
        asOf: '2025-08',
      },
      {
        says: 'Guided fields are served; they were removed in 0.12.0.',
        source: 'https://docs.vllm.ai/en/latest/features/structured_outputs.html',
        asOf: '2025-12',
      },
    ],
    open: {},
  },
  'nim-self-hosted': {
    title: 'NVIDIA NIM 2.x, self-hosted',
    dialect: {
      ...vllm,
      auth: 'none',
      healthPath: '/v1/health/ready',
      version: { path: '/v1/version', key: 'release' },
    },
    facts: [
      NAMED_STOP,
      {
        says: 'From 2.0.1 on it is vLLM of its version alone (2.0.8: 0.23.0), so its errors, finish reasons and ignored fields are those.',
        source: `${NIM_LLM}/2.0.13/release-notes.html`,
        asOf: '2026-11',
      },
      {
        says: '`guided_json` is ignored, at top level and under `nvext`.',
        source: `${NIM_LLM}/2.0.1/reference/api-reference.html`,
        asOf: '2026-11',
      },
      {
        says: 'Its version is its own release, and not that of the vLLM in it.',
        source: `${NIM_LLM}/2.0.4-pb6/reference/api-reference.html`,
        asOf: '2026-11',
      },
    ],
    open: {},
  },
  nim: {
    title: 'NVIDIA NIM, hosted',
    dialect: {
      ...engine,
      requestIdHeaders: ['nvcf-reqid', 'x-request-id'],
      errorBody: 'problem',
      // https://docs.api.nvidia.com/cloud-functions/reference/getfunctioninvocationresult_1
      asyncPolling: {
        requestIdHeader: 'nvcf-reqid',
        statusUrl: 'https://api.nvcf.nvidia.com/v2/nvcf/pexec/status/{id}',
        intervalMs: 1000,
      },
      capabilities: { ...vllm.capabilities, requestId: 'promised' },
    },
    facts: [
      NAMED_STOP,
      {
        says: "Four envelopes on one host: problem JSON of the gateway, plain text of the router, `detail` of FastAPI, and vLLM's own.",
        source: 'https://github.com/anomalyco/opencode/issues/44204',
        asOf: '2026-08-21',
      },
      {
        says: 'A slow call may be 202 with an id to ask again with.',
        source: 'https://docs.api.nvidia.com/cloud-functions/reference/getfunctioninvocationresult_1',
        asOf: '2026-11',
      },
      {
        says: 'An outage may be 400: `DEGRADED function cannot be invoked`.',
        source: 'https://github.com/tashfeenahmed/freellmapi/issues/522',
        asOf: '2026-11',
      },
      {
        says: 'A model that was retired is 410, though it may still be listed.',
        source: 'https://github.com/tashfeenahmed/freellmapi/issues/634',
        asOf: '2026-07-27',
      },
    ],
    open: {},
  },
} as const satisfies Readonly<Record<string, KnownServer>>;
