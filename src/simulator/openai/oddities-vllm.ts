import type { RowOddity } from './server-row.ts';

const ENGINE = 'https://github.com/vllm-project/vllm';

export const ABORTED: RowOddity = {
  says: 'an engine that shuts down ends the answer with `abort`, status 200 and `[DONE]`',
  source: `${ENGINE}/issues/57082`,
  asOf: '2026-09-15',
  play: { finishWord: 'abort' },
};

export const VLLM_ODDITIES: Readonly<Record<string, RowOddity>> = {
  aborted: ABORTED,
  repetition: {
    says: 'an engine that detects repetition ends the answer with a word of its own',
    source: 'https://github.com/BerriAI/litellm/issues/27101',
    asOf: '2026-11',
    play: { finishWord: 'repetition' },
  },
  'request-ids': {
    says: 'the operator has turned on the ids of requests in headers',
    source: `${ENGINE}/blob/029329a/vllm/entrypoints/openai/server_utils.py`,
    asOf: '2026-11',
    row: { requestIdHeaders: ['x-request-id'] },
  },
};
