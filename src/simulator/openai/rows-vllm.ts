import type { ServerRow } from './server-row.ts';
import { ABORTED, VLLM_ODDITIES } from './oddities-vllm.ts';
import { SGLANG_ERRORS, SGLANG_REFUSALS } from './words-sglang.ts';
import { NIM_ERRORS, NIM_REFUSALS, NIM_RETIRED, NIM_STREAM_ERRORS } from './words-nim.ts';
import { vllmWords } from './words-vllm.ts';

const FLAT = vllmWords('flat');

/** https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/chat_completion/serving.py */
export const VLLM: ServerRow = {
  name: 'vllm',
  basePath: '/v1',
  checksModel: true,
  tools: 'send-and-stream',
  toolChoices: 'words-and-names',
  manyChoices: true,
  // --max-logprobs is 20 unless set.
  logprobs: { ids: false, bytes: true, unasked: 0, most: 20 },
  cutsPrompt: false,
  historyArguments: 'text',
  formats: ['text', 'json_object', 'json_schema', 'structural_tag'],
  schemaFields: ['response_format.json_schema', 'structured_outputs.json'],
  temperature: [0, null],
  ...vllmWords('nested'),
  // Nobody sells tokens here, and there is one 500 for server and model.
  borrows: { http: ['quota_exhausted', 'model_error'], stream: ['quota_exhausted', 'model_error'] },
  streamErrors: {},
  streamErrorForm: 'nested',
  streamErrorTemplate: 'data: {body}\n\n',
  doneAfterError: true,
  // `error` ends as HTTP 500 or a stream error, so `abort` is the one failed ending that a choice can show.
  finishWords: {
    stop: 'stop',
    length: 'length',
    tool_calls: 'tool_calls',
    content_filter: 'content_filter',
    context_window: 'length',
    error: 'abort',
    unknown: null,
  },
  stopStringFinish: null,
  namedToolFinish: 'stop',
  stopField: 'stop_reason',
  choiceExtra: {},
  nativeFinish: null,
  id: 'chatcmpl-hex',
  streamId: 'same',
  toolCallId: 'chatcmpl-tool',
  namesModel: true,
  systemFingerprint: undefined,
  logprobsKey: true,
  emptyContent: null,
  bodyExtra: {
    service_tier: null,
    system_fingerprint: null,
    prompt_logprobs: null,
    prompt_token_ids: null,
    kv_transfer_params: null,
  },
  messageExtra: { refusal: null, annotations: null, audio: null, function_call: null, reasoning: null },
  usageExtra: { prompt_tokens_details: null },
  numbersCalls: false,
  timings: false,
  // A middleware that the operator turns on sends it.
  requestIdHeaders: [],
  extraHeaders: {},
  extraStreamHeaders: {},
  // https://github.com/vllm-project/vllm/blob/040a2cc/vllm/entrypoints/openai/engine/protocol.py
  emptyOptionsAsk: true,
  prelude: null,
  opening: { role: 'assistant', content: '' },
  firstDelta: {},
  everyDelta: {},
  finishDelta: { content: '' },
  argumentPieces: true,
  repeatsCalls: false,
  finishOnLastDelta: false,
  streamUsage: 'when-asked',
  done: true,
  comment: null,
  commentsBetween: false,
  aside: { '/v1/models': 'models', '/health': 'health', '/version': 'version' },
  polling: null,
  modelExtra: true,
  versionBody: { version: '0.23.0' },
  oddities: VLLM_ODDITIES,
};

/** Before https://github.com/vllm-project/vllm/pull/22099 (0.10.1). */
export const VLLM_FLAT: ServerRow = {
  ...VLLM,
  ...FLAT,
  name: 'vllm-flat',
  schemaFields: ['response_format.json_schema', 'guided_json'],
  bodyExtra: { prompt_logprobs: null },
  messageExtra: { reasoning_content: null },
  streamErrorForm: 'flat',
  versionBody: { version: '0.8.5' },
  oddities: { aborted: ABORTED },
};

/** vLLM of its version, from 2.0.1 on: https://docs.nvidia.com/nim/large-language-models/2.0.13/release-notes.html */
export const NIM_SELF_HOSTED: ServerRow = {
  ...VLLM,
  name: 'nim-self-hosted',
  versionBody: { release: '2.0.8', api: '2.0.8' },
  oddities: {
    ...VLLM.oddities,
    'image-500': {
      says: 'NIM 1.x answers an image that it cannot load with 500',
      source: 'https://docs.nvidia.com/nim/vision-language-models/1.5.0/release-notes.html',
      asOf: '2025-12',
      error: vllmWords('nested').errors.server_error,
    },
  },
  aside: {
    '/v1/models': 'models',
    '/v1/health/ready': 'health',
    '/v1/health/live': 'health',
    '/v1/version': 'version',
  },
};

/** The same behind NVIDIA's gateway. Usage as running totals: https://github.com/QuantumNous/new-api/issues/6619 */
export const NIM: ServerRow = {
  ...NIM_SELF_HOSTED,
  name: 'nim',
  errors: NIM_ERRORS,
  retired: NIM_RETIRED,
  borrows: { http: ['model_error'], stream: ['model_error'] },
  refusals: NIM_REFUSALS,
  streamErrors: NIM_STREAM_ERRORS,
  streamErrorForm: 'nested-object',
  schemaFields: ['response_format.json_schema'],
  requestIdHeaders: ['nvcf-reqid'],
  extraHeaders: { 'nvcf-status': 'fulfilled' },
  extraStreamHeaders: { 'nvcf-status': 'fulfilled' },
  bodyExtra: { prompt_logprobs: null },
  messageExtra: {},
  usageExtra: {},
  oddities: {},
  streamUsage: 'running-when-asked',
  aside: { '/v1/models': 'models' },
  polling: { pathPrefix: '/v2/nvcf/pexec/status/' },
  modelExtra: false,
};

/** https://github.com/sgl-project/sglang/blob/main/python/sglang/srt/entrypoints/openai/serving_chat.py */
export const SGLANG: ServerRow = {
  ...VLLM,
  name: 'sglang',
  checksModel: false,
  errors: SGLANG_ERRORS,
  refusals: SGLANG_REFUSALS,
  schemaFields: ['response_format.json_schema'],
  streamErrorForm: 'nested-object',
  finishWords: { ...VLLM.finishWords, content_filter: null },
  logprobs: { ids: false, bytes: true, unasked: 0, most: Number.POSITIVE_INFINITY },
  namedToolFinish: 'tool_calls',
  stopField: 'matched_stop',
  bodyExtra: {},
  messageExtra: { reasoning_content: null, tool_calls: null },
  toolCallId: 'call',
  finishDelta: {},
  emptyOptionsAsk: false,
  oddities: {
    aborted: { ...ABORTED, source: 'https://github.com/sgl-project/sglang/issues/22535', asOf: '2026-04-10' },
  },
  aside: {
    '/v1/models': 'models',
    '/health': 'health',
    '/health_generate': 'health',
    '/get_server_info': 'version',
  },
  // The arguments that it was started with stand there too, its key among them.
  versionBody: { model_path: '/models/llama', api_key: 'sk-sglang-started-with', version: '0.5.5' },
};
