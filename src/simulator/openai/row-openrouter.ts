import { HOSTED } from './hosted-row.ts';
import type { ServerRow } from './server-row.ts';
import { openrouter, OPENROUTER_WORDS } from './words-openrouter.ts';

const NATIVE = {
  source: 'https://github.com/OleksandrChekhovskyi/hax/issues/15',
  asOf: '2026-11',
} as const;

/** https://openrouter.ai/docs/api-reference/overview */
export const OPENROUTER: ServerRow = {
  ...HOSTED,
  ...OPENROUTER_WORDS,
  name: 'openrouter',
  basePath: '/api/v1',
  nativeFinish: 'same',
  requestIdHeaders: ['x-generation-id'],
  // Asked for or not: https://openrouter.ai/docs/api-reference/streaming
  streamUsage: 'always',
  comment: ' OPENROUTER PROCESSING',
  commentsBetween: true,
  aside: { '/api/v1/models': 'models' },
  oddities: {
    'upstream-error': {
      says: 'the provider behind fails in the middle of a stream: an event with `error` and no choice',
      source: 'https://github.com/diegosouzapw/OmniRoute/pull/8210',
      asOf: '2026-07-22',
      mode: 'stream',
      error: {
        ...openrouter(502, 'Worker local total request limit reached (33/32)', {
          error_type: 'provider_unavailable',
        }),
        beside: { choices: [] },
      },
    },
    'upstream-error-choice': {
      says: 'the same, with a choice beside it that ends with `error`, and a code in words',
      source: 'https://openrouter.ai/docs/api_reference/errors-and-debugging',
      asOf: '2026-09-15',
      mode: 'stream',
      error: {
        ...openrouter(502, 'Provider disconnected unexpectedly'),
        code: 'server_error',
        beside: {
          choices: [
            { index: 0, delta: { content: '' }, finish_reason: 'error', native_finish_reason: 'error' },
          ],
        },
      },
    },
    'upstream-too-long': {
      says: 'a prompt that is too long for the provider behind is refused after status 200',
      source: 'https://github.com/dcdpr/jp/pull/978',
      asOf: '2026-08-12',
      mode: 'stream',
      error: {
        ...openrouter(400, 'prompt is too long: {inputTokens} tokens > {contextTokens} maximum'),
        beside: { choices: [] },
      },
    },
    'upstream-raw': {
      says: 'the body of the provider behind stands in `metadata.raw`',
      source: 'https://github.com/cline/cline/issues/5449',
      asOf: '2025-08-08',
      error: openrouter(502, 'Upstream error from Simulated: {inputTokens} tokens do not fit', {
        raw: {
          object: 'error',
          message: "This model's maximum context length is {contextTokens} tokens.",
          type: 'BadRequestError',
          param: null,
          code: 400,
        },
        provider_name: 'Simulated',
      }),
    },
    'native-failure': {
      ...NATIVE,
      says: 'a failure stands in `native_finish_reason` alone, behind `stop`',
      row: { nativeFinish: { word: 'network_error' } },
      play: { finishWord: 'stop' },
    },
    'native-failure-alone': {
      ...NATIVE,
      says: 'a failure stands in `native_finish_reason` alone, behind an empty finish reason',
      row: { nativeFinish: { word: 'error' } },
      play: { finishWord: '' },
    },
    'error-finish': {
      says: 'status 200 with the finish reason `error` and a usage record of nulls',
      source: 'https://github.com/maximhq/bifrost/issues/5425',
      asOf: '2026-11',
      mode: 'send',
      row: { bodyExtra: { usage: { prompt_tokens: null, completion_tokens: null, total_tokens: null } } },
      play: { text: '', finishWord: 'error' },
    },
    'no-choices': {
      says: 'status 200 with `choices: null` and no error',
      source: 'https://github.com/pydantic/pydantic-ai/issues/6900',
      asOf: '2026-08-22',
      mode: 'send',
      row: { bodyExtra: { choices: null } },
    },
  },
};
