import type { ErrorWords, RowOddity } from './server-row.ts';

const LLAMACPP = 'https://github.com/ggml-org/llama.cpp';

const overflow = (status: number, code: number): ErrorWords => ({
  status,
  code,
  form: 'llamacpp',
  type: 'exceed_context_size_error',
  message:
    'request ({inputTokens} tokens) exceeds the available context size ({contextTokens} tokens), try increasing it',
  extra: { n_prompt_tokens: '{inputTokens}', n_ctx: '{contextTokens}' },
});

export const LLAMACPP_ODDITIES: Readonly<Record<string, RowOddity>> = {
  'overflow-code-500': {
    says: 'first builds with a type for a context that is too small say the code 500 beside it',
    source: `${LLAMACPP}/issues/15780`,
    asOf: '2025-09',
    error: overflow(400, 500),
  },
  'overflow-status-500': {
    says: 'builds of early October 2025 sent it with another HTTP status',
    source: `${LLAMACPP}/pull/16486`,
    asOf: '2025-10',
    error: overflow(500, 500),
  },
  'fork-overflow': {
    says: 'the fork ik_llama.cpp has other words for it',
    source: 'https://github.com/ikawrakow/ik_llama.cpp/pull/2051',
    asOf: '2026-06-28',
    error: {
      status: 400,
      form: 'llamacpp',
      type: 'invalid_request_error',
      message:
        'context_length_exceeded: the request exceeds the available context size; context shift is disabled',
    },
  },
  'empty-overflow': {
    says: 'LM Studio answers a prompt that is too long with status 200, a usage record and nothing else',
    source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2339',
    asOf: '2026-08-30',
    play: { text: '', finish: null },
  },
};
