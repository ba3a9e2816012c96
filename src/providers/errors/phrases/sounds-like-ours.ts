import { phrase, type PhraseGroup } from './phrase.ts';

const TGI = 'https://github.com/huggingface/text-generation-inference/blob/main/router/src';
const TRITON = 'https://github.com/triton-inference-server/core/blob/main/src';

/**
 * The grammar of a refusal, whatever is refused. A driver or a library may speak so of its own as well: a failed server
 * is believed before.
 */
export const SOUNDS_LIKE_OURS: PhraseGroup = {
  kind: 'invalid_request',
  phrases: [
    phrase(
      /invalid \W{0,2}(?!(?:response|answer|reply|chunk|event|byte|utf|memory|pointer|device|handle|resource|state|file|unicode)\b)\w{2}/i,
      {
        seen: 'invalid input type',
        who: 'ollama',
        source: 'https://github.com/ollama/ollama/blob/main/server/routes.go',
      },
    ),
    phrase(
      /(?:must|has to|have to) (?:not |only )?(?:be|have|use|specify|contain|include|match|provide|set)\b/i,
      {
        seen: "inference request for sequence 42 to model 'scout' must specify the START flag on the first request of the sequence",
        who: 'triton',
        source: `${TRITON}/sequence_batch_scheduler/sequence_batch_scheduler.cc`,
      },
    ),
    phrase(
      /(?:ids?|names?|values?|contents?|roles?|arguments?|parameters?|fields?|keys?|types?|models?) should (?:not |only )?(?:be|have|contain|match|start|use)\b/i,
      {
        seen: 'Tool call IDs should be alphanumeric strings with length 9!',
        who: 'mistral',
        source: 'https://github.com/ggml-org/llama.cpp/issues/11402',
      },
    ),
    phrase(/(?:is|are|was|were)(?: not|n['’]t) (?:allowed|permitted|accepted|recogni[sz]ed|valid)\b/i, {
      seen: '`best_of` != 1 is not allowed for this endpoint',
      who: 'tgi',
      source: `${TGI}/validation.rs`,
    }),
    phrase(/(?:is|are|was|were) (?:an? )?(?:invalid|malformed|incorrect|illegal|out of range)\b/i, {
      seen: 'base64 encoding is invalid: Invalid byte 58, offset 4.',
      who: 'tgi',
      source: `${TGI}/validation.rs`,
    }),
    phrase(/supports? (?:up to|at most|only|a maximum of|no more than) \d/i, {
      seen: '`stop` supports up to 4 stop sequences. Given: 6',
      who: 'tgi',
      source: `${TGI}/validation.rs`,
    }),
    phrase(/expected .{1,80}? but (?:got|found|received|was)\b/i, {
      seen: "expected 2 inputs but got 1 inputs for model 'scout'",
      who: 'triton',
      source: `${TRITON}/infer_request.cc`,
    }),
    phrase(/unknown (?!error|exception|host|reason|failure|issue|problem|desc)\w{2}/i, {
      seen: 'unknown message type',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/routes.go',
    }),
    phrase(/expects? (?:an?|one|exactly|at|only|the|\S{1,20} to) \w/i, {
      seen: 'The model expects a single `text` element per message.',
      who: 'xai',
      source: 'https://github.com/nocmt/LLMSearchPlus/issues/2',
    }),
    phrase(/requires? \S/i, {
      seen: 'Assistant response prefix requires stream=False',
      who: 'sglang',
      source: 'https://github.com/sgl-project/sglang/tree/main/python/sglang/srt/entrypoints/openai',
      unread: true,
    }),
    phrase(/only (?:\S{1,20} ){1,6}?(?:can|may) be\b/i, {
      seen: 'Only chat templates with tool support can be used',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
      unread: true,
    }),
    phrase(/schema (?:\S{1,16} ){0,2}?(?:cannot|incompatible|unsupported)\b/i, {
      seen: 'Schema cannot be made compatible because it contains "if"',
      who: 'zed',
      source: 'https://github.com/zed-industries/zed/issues/42584',
    }),
    phrase(/deprecated\b/i, {
      seen: 'Request trying to use deprecated SDK version',
      who: 'cloudflare',
      source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
    }),
    phrase(/missing\b/i, {
      seen: 'Missing template vatiable: bos_token',
      who: 'tgi',
      source: `${TGI}/infer/mod.rs`,
    }),
    phrase(/duplicated?\b/i, {
      seen: 'Duplicate tool names found',
      who: 'anthropic',
      source: 'https://docs.anthropic.com/en/api/errors',
      unread: true,
    }),
    phrase(/do(?:es)?(?: not|n['’]t) match\b/i, {
      seen: "[request id: 7] input 'input_ids' batch size does not match other inputs for 'scout'",
      who: 'triton',
      source: 'https://github.com/triton-inference-server/tensorrtllm_backend/issues/228',
    }),
    phrase(/too many (?:\S{1,12} ){0,2}?(?:sequences|tools|messages|images|functions|stops?)\b/i, {
      seen: 'Too many images in request (21 > 20)',
      who: 'anthropic',
      source: 'https://docs.anthropic.com/en/api/errors',
      unread: true,
    }),
    phrase(/(?:params?|parameters?|fields?|arguments?) (?:\w{1,40} )?(?:is |are )?(?:incorrect|invalid)\b/i, {
      seen: 'Param Incorrect',
      who: 'relay',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
    phrase(/got \w{2,10}, want \w/i, {
      seen: "'/required': got null, want array",
      who: 'jsonschema',
      source: 'https://github.com/santhosh-tekuri/jsonschema',
      unread: true,
    }),
    phrase(/(?:incorrect|missing|specif\w{1,4} the) schema (?:type|field)|proto field\b/i, {
      seen: 'Schema specified incorrect schema type field',
      who: 'gemini',
      source: 'https://ai.google.dev/api/caching#Schema',
      unread: true,
    }),
    phrase(/turn comes immediately after/i, {
      seen: 'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
      who: 'gemini',
      source: 'https://ai.google.dev/gemini-api/docs/function-calling',
      unread: true,
    }),
    phrase(/maximum number of (?:items|tools|messages|images)\b/i, {
      seen: "'tools' : maximum number of items is 128",
      who: 'groq',
      source: 'https://console.groq.com/docs/tool-use',
      unread: true,
    }),
    phrase(/can['’]t find closing/i, {
      seen: "can't find closing '}'",
      who: 'ollama',
      source: 'https://github.com/ollama/ollama',
      unread: true,
    }),
    phrase(/(?:greater|larger|higher|more|less|smaller) than (?:the )?(?:max|min)(?:imum)?\b/i, {
      seen: 'Requested sample logprobs of 25, which is greater than max allowed: 20',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm',
      unread: true,
    }),
    phrase(
      /can only (?:be (?:set|used|specified|enabled)|(?:use|set|specify|provide|pass) (?:one|either))\b/i,
      {
        seen: 'stream_options can only be set if stream is true',
        who: 'vllm',
        source: 'https://github.com/vllm-project/vllm',
        unread: true,
      },
    ),
    phrase(
      /expected (?!\W{0,2}(?:response|reply|answer|output|body|content)\b)\S{1,30} to (?:be|have|contain)\b/i,
      {
        seen: "Expected 'messages' to be an array",
        who: 'llamacpp',
        source: 'https://github.com/ggml-org/llama.cpp',
        unread: true,
      },
    ),
  ],
};
