import { ERROR_KINDS } from '../../contract/errors/error-kind.ts';
import { PLAIN } from './plain-row.ts';
import type { ServerRow } from './server-row.ts';
import {
  LLAMACPP_ERRORS,
  LLAMACPP_LEGACY_ERRORS,
  LLAMACPP_LEGACY_REFUSALS,
  LLAMACPP_REFUSALS,
} from './words-llamacpp.ts';
import { LLAMACPP_ODDITIES } from './oddities-llamacpp.ts';
import { OLLAMA_LOST_ERROR, OLLAMA_ODDITIES } from './oddities-ollama.ts';
import { OLLAMA_ERRORS, OLLAMA_REFUSALS } from './words-ollama.ts';
import { TGI_ERRORS, TGI_REFUSALS } from './words-tgi.ts';

/** https://github.com/ggml-org/llama.cpp/tree/master/tools/server */
export const LLAMACPP: ServerRow = {
  ...PLAIN,
  name: 'llamacpp',
  formats: ['text', 'json_object', 'json_schema'],
  schemaFields: ['response_format.json_schema', 'response_format.schema'],
  temperature: null,
  // A tool_choice that is no word is of the wrong type, for which json_value() puts the default.
  toolChoices: 'words',
  manyChoices: false,
  logprobs: { ids: true, bytes: true, unasked: 20, most: Number.POSITIVE_INFINITY },
  errors: LLAMACPP_ERRORS,
  refusals: LLAMACPP_REFUSALS,
  streamErrorForm: 'llamacpp',
  doneAfterError: false,
  id: 'chatcmpl-letters',
  toolCallId: 'letters',
  systemFingerprint: 'b6600-5d3c1a2e',
  timings: true,
  opening: { role: 'assistant', content: null },
  finishDelta: {},
  aside: {
    '/v1/models': 'models',
    '/models': 'models',
    '/health': 'health',
    '/v1/health': 'health',
    '/props': 'version',
  },
  versionBody: { total_slots: 1, build_info: 'b6600-5d3c1a2e' },
  oddities: LLAMACPP_ODDITIES,
};

/** Before https://github.com/ggml-org/llama.cpp/pull/16109: errors in a stream under a field that SSE does not know. */
export const LLAMACPP_LEGACY: ServerRow = {
  ...LLAMACPP,
  name: 'llamacpp-legacy',
  tools: 'send',
  errors: LLAMACPP_LEGACY_ERRORS,
  borrows: {
    http: ['quota_exhausted', 'model_error', 'invalid_request'],
    stream: ['quota_exhausted', 'model_error', 'invalid_request'],
  },
  refusals: LLAMACPP_LEGACY_REFUSALS,
  streamErrorForm: 'llamacpp-bare',
  streamErrorTemplate: 'error: {body}\n\n',
  doneAfterError: true,
  systemFingerprint: 'b5050-23106f94',
  versionBody: { total_slots: 1, build_info: 'b5050-23106f94' },
  oddities: {},
};

/** https://github.com/huggingface/text-generation-inference/blob/main/router/src/server.rs */
export const TGI: ServerRow = {
  ...PLAIN,
  name: 'tgi',
  formats: ['text', 'json_object', 'json_schema', 'json', 'regex'],
  schemaFields: ['response_format.value'],
  manyChoices: false,
  logprobs: { ids: false, bytes: false, unasked: 0, most: 5 },
  errors: TGI_ERRORS,
  // The reason is the engine's own, which knows no tools: FinishReason in router/src/lib.rs.
  finishWords: { ...PLAIN.finishWords, tool_calls: 'stop' },
  namedToolFinish: 'stop',
  repeatsCalls: true,
  // Its 500 is the model's.
  borrows: { http: ['quota_exhausted', 'server_error'], stream: ['quota_exhausted', 'server_error'] },
  refusals: TGI_REFUSALS,
  streamErrorForm: 'string',
  stopStringFinish: 'stop_sequence',
  streamId: 'empty',
  toolCallId: 'index',
  systemFingerprint: '3.3.7-native',
  logprobsKey: true,
  extraHeaders: {
    'x-compute-type': 'gpu+optimized',
    'x-compute-time': '{computeS}',
    'x-prompt-tokens': '{inputTokens}',
    'x-generated-tokens': '{outputTokens}',
  },
  extraStreamHeaders: { 'x-compute-type': 'gpu+optimized' },
  opening: null,
  everyDelta: { role: 'assistant' },
  finishDelta: { role: 'assistant', content: '' },
  comment: '',
  aside: { '/v1/models': 'models', '/health': 'health', '/info': 'version' },
  versionBody: { version: '3.3.7' },
};

/** https://github.com/ollama/ollama/blob/main/openai/openai.go and middleware/openai.go */
export const OLLAMA: ServerRow = {
  ...PLAIN,
  name: 'ollama',
  checksModel: true,
  toolChoices: 'none',
  manyChoices: false,
  // Known from 0.12.11 on.
  logprobs: null,
  cutsPrompt: true,
  formats: ['text', 'json_object', 'json_schema'],
  temperature: null,
  errors: OLLAMA_ERRORS,
  // In a stream an error is lost.
  borrows: { http: ['quota_exhausted', 'model_error', 'output_limit'], stream: ERROR_KINDS },
  refusals: OLLAMA_REFUSALS,
  streamErrorForm: 'bare-string',
  streamErrorTemplate: OLLAMA_LOST_ERROR,
  doneAfterError: false,
  id: 'chatcmpl-number',
  toolCallId: 'call-short',
  systemFingerprint: 'fp_ollama',
  emptyContent: '',
  numbersCalls: true,
  opening: null,
  firstDelta: { role: 'assistant' },
  everyDelta: { content: '' },
  finishDelta: {},
  argumentPieces: false,
  aside: { '/v1/models': 'models', '/api/version': 'version' },
  versionBody: { version: '0.32.15' },
  oddities: OLLAMA_ODDITIES,
};
