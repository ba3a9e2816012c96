import { phrase, type PhraseGroup } from './phrase.ts';

const TGI = 'https://github.com/huggingface/text-generation-inference/blob/main/router/src';

/**
 * The grammar of a refusal, whatever is refused. A driver or a library may speak so of its own as well: a failed server
 * is believed before.
 */
export const SOUNDS_LIKE_OURS: PhraseGroup = {
  kind: 'invalid_request',
  phrases: [
    phrase(
      /(?:cannot|can['’]t|may only|must|should|has to|have to) (?:not |only )?(?:be|begin|have|contain|end with|exceed|specify|start with|use|describe|decode|include)\b/i,
      {
        seen: 'min tokens cannot be more then max tokens',
        who: 'tabbyapi',
        source: 'https://github.com/theroyallab/tabbyAPI/tree/main/endpoints',
      },
    ),
    phrase(
      /invalid \W{0,2}(?!(?:response|answer|reply|chunk|event|byte|utf|memory|pointer|device|handle|resource|state|file|unicode)\b)\w{2}/i,
      {
        seen: 'invalid input type',
        who: 'ollama',
        source: 'https://github.com/ollama/ollama/blob/main/server/routes.go',
      },
    ),
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
    phrase(/unknown (?!error|exception|host|reason|failure|issue|problem|desc)\w{2}/i, {
      seen: 'unknown message type',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/routes.go',
    }),
    phrase(/only (?:\S{1,20} ){1,6}?(?:can|may) be\b/i, {
      seen: 'only regular files may be imported: /skills/a.sock',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/fb30760/agent/skills.go',
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
      seen: 'duplicate artifact name scout',
      who: 'localai',
      source: 'https://github.com/mudler/LocalAI/blob/82c191a/core/config/model_config.go',
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
  ],
};
