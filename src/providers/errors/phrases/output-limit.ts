import { phrase, type PhraseGroup } from './phrase.ts';

export const OUTPUT: PhraseGroup = {
  kind: 'output_limit',
  phrases: [
    phrase(/max[ \w]{0,12}tokens\b.{0,30}?(?:cannot|must not) (?:exceed|be greater)/i, {
      seen: 'max_tokens=9999 cannot be greater than max_model_len=4096.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/engine/serving.py',
      unread: true,
    }),
    phrase(/max[ \w]{0,12}tokens\b.{0,40}?too (?:large|high)/i, {
      seen: "'max_tokens' or 'max_completion_tokens' is too large: 4096.",
      who: 'vllm',
      source:
        'https://github.com/canfieldjuan/finetunelab.ai/blob/main/docs/MAX_TOKENS_CONTEXT_OVERFLOW_FIX.md',
    }),
    phrase(
      /max[ \w]{0,12}tokens\W{0,3}(?: for \S{1,60})? (?:must|should) be (?:<|less|at most|no more|between|smaller)/i,
      {
        seen: 'Input validation error: `max_new_tokens` must be <= 2048. Given: 4096',
        who: 'tgi',
        source: 'https://github.com/bytedance/UI-TARS-desktop/issues/626',
      },
    ),
    phrase(/max\w{0,12}tokens\b.{0,40}? supported range/i, {
      seen: 'Unable to submit request because it has a maxOutputTokens value of 100000 but the supported range is from 1 (inclusive) to 65537 (exclusive).',
      who: 'vertex',
      source: 'https://github.com/BerriAI/litellm/pull/10548',
    }),
    phrase(/range of max_?tokens/i, {
      seen: 'Invalid max_tokens value, the valid range of max_tokens is [1, 8192]',
      who: 'deepseek',
      source: 'https://github.com/vercel/ai/blob/ed857f5/packages/gmicloud/src/gmicloud-error.test.ts',
    }),
    phrase(/max_gen_len: \d{1,9} is not less/i, {
      seen: 'Malformed input request: #/max_gen_len: 4096 is not less or equal to 2048, please reformat your input and try again.',
      who: 'bedrock',
      source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html',
      unread: true,
    }),
    phrase(/maximum (?:allowed )?number of (?:output|completion|generated) tokens/i, {
      seen: 'max_tokens: 9000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-sonnet-20241022',
      who: 'anthropic',
      source: 'https://github.com/RooCodeInc/Roo-Code/issues/248',
    }),
    phrase(/maximum tokens you requested exceed/i, {
      seen: 'The maximum tokens you requested exceeds the model limit of 8192. Try again with a maximum tokens value that is lower than 8192.',
      who: 'bedrock',
      source: 'https://github.com/RooCodeInc/Roo-Code/issues/248',
    }),
    phrase(/at most [\d,]{1,9} (?:completion|output) tokens/i, {
      seen: 'This model supports at most 4096 completion tokens, whereas you provided 9000.',
      who: 'openai',
      source: 'https://github.com/diffbot/code-gpt-docs/issues/284',
    }),
    phrase(/n(?:um)?_predict exceeds/i, {
      seen: 'n_predict exceeds the context size',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
      unread: true,
    }),
    phrase(/output token (?:maximum|limit)/i, {
      seen: "Claude's response exceeded the 32000 output token maximum.",
      who: 'anthropic',
      source: 'https://github.com/anthropics/claude-code/issues/18373',
    }),
  ],
};
