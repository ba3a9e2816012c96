import { HOSTED } from './hosted-row.ts';
import type { ErrorWords, ServerRow } from './server-row.ts';
import { hostedWords } from './words-hosted.ts';

const PUTER = 'https://github.com/HeyPuter/puter/issues/3168';

const notServerless: ErrorWords = {
  status: 400,
  form: 'nested',
  type: 'invalid_request_error',
  code: 'model_not_available',
  message:
    'Unable to access non-serverless model {model}. Please visit the page of the model to create a dedicated endpoint.',
  beside: { id: '{functionId}' },
};

/** Bodies: test_tool_choice_matrix of https://github.com/pydantic/pydantic-ai/tree/main/tests/models/cassettes */
export const TOGETHER: ServerRow = {
  ...HOSTED,
  ...hostedWords('nested', { model_not_found: notServerless }),
  name: 'together',
  numbersCalls: true,
  choiceExtra: { seed: 1_234_567 },
  messageExtra: { reasoning: null },
  bodyExtra: { prompt: [], metadata: { weight_version: 'default' } },
  aside: { '/v1/models': 'models' },
  oddities: {
    'off-serverless': {
      says: 'a model that is on dedicated endpoints only is `model_not_available`',
      source: PUTER,
      asOf: '2026-03-26',
      error: notServerless,
    },
    'eos-finish': {
      says: 'old builds say `eos` where others say `stop`',
      source: PUTER,
      asOf: '2026-03',
      play: { finishWord: 'eos' },
    },
  },
};

/** What the provider behind says, and a header that means nothing. */
export const HUGGINGFACE: ServerRow = {
  ...HOSTED,
  ...hostedWords('nested', {}),
  name: 'huggingface',
  extraHeaders: { 'retry-after': '2' },
  extraStreamHeaders: { 'retry-after': '2' },
  aside: { '/v1/models': 'models' },
  oddities: {
    gone: {
      says: 'the provider behind has retired the model',
      source: 'https://huggingface.co/docs/inference-providers',
      asOf: '2026-11',
      error: {
        status: 410,
        form: 'bare-string',
        type: 'Gone',
        message: 'The model {model} is no longer available',
      },
    },
  },
};

const alone = (status: number, message: string): ErrorWords => ({
  status,
  form: 'message',
  type: '',
  message,
});
const TOO_LONG = 'Requested input length {inputTokens} exceeds maximum input length {contextTokens}';

/** https://deepinfra.com/docs/advanced/openai_api */
export const DEEPINFRA: ServerRow = {
  ...HOSTED,
  ...hostedWords('message', {
    context_overflow: alone(400, TOO_LONG),
    // Not a limit of ours: https://github.com/truefoundry/models/pull/862
    overloaded: alone(429, 'Model busy, retry later'),
  }),
  name: 'deepinfra',
  basePath: '/v1/openai',
  aside: { '/v1/openai/models': 'models' },
  oddities: {
    'overflow-500': {
      says: 'a prompt that is too long is a 500',
      source: 'https://github.com/langchain-ai/langchain/issues/25671',
      asOf: '2024-08',
      error: alone(500, TOO_LONG),
    },
  },
};
