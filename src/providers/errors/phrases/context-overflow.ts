import { phrase, type PhraseGroup } from './phrase.ts';

/** Names the cap on output, and is about the sum of both. */
export const INPUT_AND_OUTPUT: PhraseGroup = {
  kind: 'context_overflow',
  phrases: [
    phrase(/(?:inputs?`?|tokens) (?:tokens )?\+ `?max_(?:new_)?tokens/i, {
      seen: 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and 512 `max_new_tokens`',
      who: 'tgi',
      source: 'https://github.com/bytedance/UI-TARS-desktop/issues/626',
    }),
    phrase(/max_tokens must be at least \d, got -\d/i, {
      seen: 'max_tokens must be at least 1, got -28.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/4667',
    }),
  ],
};

export const CONTEXT: PhraseGroup = {
  kind: 'context_overflow',
  phrases: [
    phrase(
      /max(?:imum)? context (?:length|window|size|reached)|context (?:limit|window|length|size) (?:is|of) (?:only )?\d/i,
      {
        seen: "This model's maximum context length is 131072 tokens. However, you requested 156632 tokens",
        who: 'vllm',
        source: 'https://github.com/anomalyco/opencode/pull/25230',
      },
    ),
    phrase(
      /(?:exceed\w{0,4}|overflow\w{0,3}|longer than|larger than|greater than|beyond|over|fit in\w{0,2}) (?:\S{1,30} ){0,4}?context(?:[ -](?:length|window|size|limit|budget)| \(\d|[.,;])/i,
      {
        seen: 'request (9001 tokens) exceeds the available context size (8192 tokens), try increasing it',
        who: 'llamacpp',
        source: 'https://github.com/QwenLM/Qwen3/issues/1321',
      },
    ),
    phrase(
      /(?:context (?:length|window|size|limit)|input length|(?:prompt|sequence|(?<!token: )token) (?:length|size))\S{0,2} (?:has been |was |is |of )?(?:exceed|overflow|only|full|reached|too large|too long)/i,
      {
        seen: 'Context size has been exceeded.',
        who: 'llamacpp',
        source: 'https://github.com/ggml-org/llama.cpp/issues/19774',
      },
    ),
    phrase(/(?:exceeds?|compared to|larger than|fit in\w{0,2}) (?:the |available )?KV (?:cache|size)/i, {
      seen: "The max KV cache length of input sequences (9001) exceeds the KV cache manager's maximum supported length (8192).",
      who: 'tensorrt-llm',
      source: 'https://github.com/NVIDIA/TensorRT-LLM',
      unread: true,
    }),
    phrase(
      /(?<!(?:completion|max|max new|output|response) )(?:context|input|prompt|sequence|tokens?) (?:count|length|limit|size)(?: exceeded)?\W{1,3}\d{3,8} > (?:max(?:imum)? )?\d{3,8}\b/i,
      {
        seen: 'prompt length 9000 > max 8192',
        who: 'proxy',
        source: 'https://github.com/BerriAI/litellm',
        unread: true,
      },
    ),
    phrase(/(?:>=?|exceeds?|(?:larger|greater|longer) than) (?:the )?n_ctx\b/i, {
      seen: 'Cannot truncate prompt with n_keep (4270) >= n_ctx (4096)',
      who: 'lmstudio',
      source: 'https://github.com/continuedev/continue/issues/11279',
    }),
    phrase(/exceeds? (?:the )?model(?:['’]s)? max(?:imum)? (?:sequence |context )?length/i, {
      seen: 'Number of prompt tokens: 9120 exceeds model max length: 8192',
      who: 'openvino',
      source: 'https://github.com/openvinotoolkit/model_server/blob/main/src/llm/servable.cpp',
    }),
    phrase(/(?:>=?|exceed\w{0,3}|longer than) `?session_len\b|out of tokens\W{1,3}session/i, {
      seen: 'run out of tokens. session=119.',
      who: 'lmdeploy',
      source: 'https://github.com/InternLM/lmdeploy/issues/4147',
    }),
    phrase(/find (?:a )?(?:memory|KV) (?:cache )?slot/i, {
      seen: 'decode: failed to find a memory slot for batch of size 512',
      who: 'llamacpp',
      source: 'https://github.com/withcatai/node-llama-cpp/issues/190',
    }),
    phrase(
      /(?:inputs?|prompts?|messages?|requests?|conversation|sequence) (?:\([^)]{0,60}\) |\S{1,20} ){0,3}?(?:is|are|was|has|have) (?:\S{1,12} ){0,2}?too (?:long|large to process|big|many tokens)/i,
      {
        seen: 'Input is too long for requested model.',
        who: 'bedrock',
        source: 'https://github.com/aaif-goose/goose/issues/7504',
      },
    ),
    phrase(
      /(?:input|prompt|total|requested) (?:\S{1,16} )?(?:tokens?|length)(?: count)?(?: \(?[\d,]{1,12}\)?)? (?:\S{1,12} ){0,2}?(?:cannot )?exceed/i,
      {
        seen: 'prompt token count of 130000 exceeds the limit of 128000',
        who: 'copilot',
        source: 'https://github.com/anomalyco/opencode/issues/12219',
      },
    ),
    phrase(/tokens in the (?:prompt|input|messages?) (?:\S{1,16} ){0,3}?exceed/i, {
      seen: 'too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 4292.',
      who: 'cohere',
      source: 'https://www.developersdigest.tech/errors/api/cohere-api/400-too-many-tokens',
    }),
    phrase(
      /(?:longer|larger|greater) than (?:the (?:maximum |max )?(?:model|context|input|encoder|decoder)|max_(?:seq|model|input))/i,
      {
        seen: 'The decoder prompt (length 9000) is longer than the maximum model length of 8192.',
        who: 'vllm',
        source: 'https://github.com/QwenLM/Qwen3/issues/1321',
      },
    ),
    phrase(/must have less than \d{1,9} tokens/i, {
      seen: 'Input validation error: `inputs` must have less than 4095 tokens. Given: 5000',
      who: 'tgi',
      source: 'https://github.com/meta-llama/llama/issues/1103',
    }),
    phrase(/reduce (?:the length|the number of tokens|your prompt|the prompt)/i, {
      seen: 'Please reduce the length of the messages or completion.',
      who: 'groq',
      source: 'https://github.com/anomalyco/opencode/pull/25230',
    }),
    phrase(/(?:use|provide|using) a shorter (?:prompt|input)/i, {
      seen: 'Try to load the model with a larger context length, or provide a shorter input',
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/546',
    }),
    phrase(/(?:requires?|needs?) (?:a )?(?:larger|bigger|longer) context/i, {
      seen: 'This prompt needs a larger context',
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues',
      unread: true,
    }),
    phrase(/(?:not enough|number of) tokens to keep\b/i, {
      seen: 'The number of tokens to keep does not fit',
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues',
      unread: true,
    }),
    phrase(/(?:prompt|input) tokens? too (?:long|many)/i, {
      seen: 'Prompt tokens too long',
      who: 'qianfan',
      source: 'https://ai.baidu.com/ai-doc/AppBuilder/4m8sgh88y',
    }),
    phrase(/(?:too many|max(?:imum)?(?: number of)?) input tokens?\b/i, {
      seen: 'Too many input tokens. Max input tokens: 8192, request input token count: 9875',
      who: 'bedrock',
      source: 'https://github.com/aws-samples/amazon-bedrock-workshop/issues/136',
    }),
    phrase(/(?:prompt|input|sequence|conversation|content)(?: \S{1,16}){0,4} exceeds (?:(?:the|its) )?max/i, {
      seen: 'Prompt exceeds max length',
      who: 'zhipu',
      source:
        'https://github.com/vercel/ai/blob/ed857f5/packages/gateway/src/errors/extract-api-call-response.test.ts',
    }),
    phrase(/max(?:imum)? (?:supported |allowed )?(?:prompt|sequence) length/i, {
      seen: "This model's maximum prompt length is 131072 but the request contains 136973 tokens.",
      who: 'xai',
      source: 'https://github.com/cline/cline/issues/3120',
    }),
    phrase(/(?:prompt|input|sequence|context) length is (?:greater|longer|larger|more) than/i, {
      seen: 'Prompt sequence length is greater than 4096, perhaps consider using `truncate_sequence`?',
      who: 'mistralrs',
      source: 'https://github.com/EricLBuehler/mistral.rs',
      unread: true,
    }),
    phrase(/needs? [\d,]{1,9} (?:\S{1,12} )?tokens/i, {
      seen: 'Request needs 33998 context tokens (31950 prompt + 2048 max generation), but MAX_KV_SIZE is 32768.',
      who: 'mlx',
      source: 'https://github.com/ml-explore/mlx-lm',
      unread: true,
    }),
    phrase(/tokens(?: \S{1,16}){1,6} exceeds? (?:(?:the|its) )?(?:max|limit)/i, {
      seen: 'Total tokens of image and text exceed max message tokens',
      who: 'dashscope',
      source: 'https://help.aliyun.com/zh/model-studio/error-code',
      unread: true,
    }),
    phrase(/context shift is disabled/i, {
      seen: 'srv send_error: task id = 150, error: context shift is disabled',
      who: 'llamacpp',
      source: 'https://github.com/xorbitsai/inference/issues/3189',
    }),
    phrase(/range of input length/i, {
      seen: 'Range of input length should be [1, 30720]',
      who: 'dashscope',
      source: 'https://github.com/AsyncFuncAI/deepwiki-open/issues/346',
    }),
    phrase(/exceed\w{0,3} (?:the )?(?:model|context|input) token limit/i, {
      seen: 'Invalid request: Your request exceeded model token limit: 8192',
      who: 'moonshot',
      source: 'https://platform.moonshot.ai/docs',
      unread: true,
    }),
    phrase(/tokens? over the (?:limit|max)/i, {
      seen: 'Request too long: 121692 input tokens over the limit of 46112',
      who: 'gateway',
      source: 'https://github.com/anomalyco/opencode',
      unread: true,
    }),
    phrase(/current length is \d{1,12} while limit is \d/i, {
      seen: 'Current length is 42328 while limit is 40000',
      who: 'cerebras',
      source: 'https://github.com/cline/cline/issues/5140',
    }),
  ],
};
