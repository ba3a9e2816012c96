import { phrase, type PhraseGroup } from './phrase.ts';

const VLLM =
  'https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/chat_completion/serving.py';

/** Said with the words of a model that is not there. */
export const NO_ENDPOINT: PhraseGroup = {
  kind: 'unsupported_feature',
  phrases: [
    phrase(/no endpoints found that (?:support|can handle)/i, {
      seen: 'No endpoints found that support tool use.',
      who: 'openrouter',
      source: 'https://github.com/zed-industries/zed/issues/36094',
    }),
    phrase(/not available (?:for|on|with) this (?:model|endpoint)/i, {
      seen: 'speculative decoding is not available for this model',
      who: 'cactus',
      source: 'https://github.com/cactus-compute/cactus',
      unread: true,
    }),
    phrase(
      /(?:streaming|tools?|tool (?:calls?|calling|choice|use)|(?<!with )vision|audio|video|embeddings?|logprobs) (?:for|in|on|with) (?:that|the|this|your) (?:model|deployment|endpoint) (?:is|are) unavailable/i,
      {
        seen: 'streaming for this model is unavailable',
        who: 'proxy',
        source: 'https://docs.litellm.ai/docs/providers',
        unread: true,
      },
    ),
    phrase(
      /(?:json mode|\w{2,12} (?:calling|inputs?|outputs?|schema)|caching|reasoning|thinking) (?:for|in|on|with) (?:that|the|this|your) (?:model|deployment|endpoint) (?:is|are) unavailable/i,
      {
        seen: 'Structured outputs for this model are unavailable',
        who: 'proxy',
        source: 'https://docs.litellm.ai/docs/providers',
        unread: true,
      },
    ),
  ],
};

export const NOT_SUPPORTED: PhraseGroup = {
  kind: 'unsupported_feature',
  phrases: [
    phrase(
      /(?:does(?: not|n['’]?t)|do(?: not|n['’]?t)|cannot|can['’]t|can not|not) (?:currently |yet )?(?:support|accept|handle)\b(?! (?:your|the provided value|this value|(?:any )?(?:new|more)\b))/i,
      {
        seen: 'registry.ollama.ai/library/tinyllama:latest does not support tools',
        who: 'ollama',
        source: 'https://github.com/strands-agents/harness-sdk/issues/1241',
      },
    ),
    phrase(
      /(?<!version|family|protocol|cipher)(?: not|n['’]t) (?:currently |yet |been )?(?:supported|implemented)\b(?! by protocol)/i,
      {
        seen: 'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
        who: 'llamacpp',
        source: 'https://github.com/i-am-bee/beeai-framework/issues/1179',
      },
    ),
    phrase(
      /(?<!key )(?:is|are|was|been|currently)(?: currently)?(?: not|n['’]t) (?:currently |yet |been )?enabled|not been enabled/i,
      {
        seen: 'Tool use has not been enabled',
        who: 'vllm',
        source: VLLM,
        unread: true,
      },
    ),
    phrase(
      /is not (?:meant |intended |made )?for (?:chat|completions?|embeddings?|generation|vision|tools?)\b/i,
      {
        seen: "AttributeError: [address=0.0.0.0:33767, pid=5848] Model model_id='Llama2-13b' is not for chat.",
        who: 'xinference',
        source: 'https://github.com/langgenius/dify/issues/1607',
      },
    ),
    phrase(/\bunimplemented\b/i, {
      seen: 'rpc error: code = Unknown desc = unimplemented',
      who: 'localai',
      source: 'https://github.com/mudler/LocalAI/issues/1946',
    }),
    phrase(/only (?:\S{1,16} ){1,8}?(?:is|are) supported/i, {
      seen: 'Only the default (1) value is supported.',
      who: 'openai',
      source: 'https://platform.openai.com/docs/api-reference/chat/create',
      unread: true,
    }),
    phrase(
      /(?:enabled|available|supported) only (?:for|in|on|with|by|through)\b|only (?:available|supported) (?:for|in|on|with|by|through)\b/i,
      {
        seen: 'Response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later',
        who: 'azure',
        source: 'https://github.com/EvoTestOps/AISysRev/issues/104',
      },
    ),
    phrase(/only supports? \w/i, {
      seen: 'this model only supports one image while more than one image requested',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/prompt.go',
    }),
    phrase(
      /unsupported (?:(?:\w{1,8} )?method|param|value|role|mode|field|feature|content|option|message|image|media(?! type)|tool|file|type|by|for|with|in|on|when)/i,
      {
        seen: 'unsupported content[].type',
        who: 'llamacpp',
        source: 'https://github.com/ggml-org/llama.cpp/blob/006639c/tools/server/server-common.cpp',
      },
    ),
    phrase(/unknown part type/i, {
      seen: 'Unknown part type: file',
      who: 'vllm',
      source: 'https://github.com/langchain-ai/openwiki/issues/63',
    }),
    phrase(/cannot (?:use|combine|specify) (?:[^\s(]{1,20} ){1,5}?(?:with|together)/i, {
      seen: 'Cannot use tools with stream',
      who: 'llamacpp',
      source: 'https://github.com/containers/ramalama/issues/1431',
    }),
    phrase(/data required for (?:image|vision|audio)/i, {
      seen: 'this model is missing data required for image input',
      who: 'ollama',
      source: 'https://github.com/valentinfrlch/ha-llmvision/issues/691',
    }),
    phrase(
      /(?:requires?|needs?|please set|start it with|launch with) (?:the )?(?:`?--[\w-]{2,40}|\w{1,20} flag)/i,
      {
        seen: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        who: 'vllm',
        source: 'https://github.com/QwenLM/Qwen3.8/issues/44',
      },
    ),
    phrase(/please install \S{1,60} for \w{1,20} support/i, {
      seen: 'Please install vllm[audio] for audio support',
      who: 'vllm',
      source: 'https://docs.vllm.ai/en/latest/features/multimodal_inputs.html',
      unread: true,
    }),
    phrase(/not a (?:chat|multimodal|VLM|vision)\b(?! message)/i, {
      seen: 'meta-llama/Llama-3.1-8B is not a multimodal model',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/23402',
    }),
    phrase(/no longer compatible with (?:your|this) (?:version|client|server)/i, {
      seen: "'llama3.2-vision' is no longer compatible with your version of Ollama and has been replaced by a newer version.",
      who: 'ollama',
      source: 'https://github.com/microsoft/semantic-kernel/issues/12452',
    }),
    phrase(/no (?:vision|audio|multimodal) (?:encoder|projector|processor|support)/i, {
      seen: 'this server has no vision encoder loaded (--mmproj)',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/blob/master/docs/multimodal.md',
      unread: true,
    }),
    phrase(/at most \d{1,5} (?:image|video|audio)/i, {
      seen: 'At most 3 image(s) may be provided in one prompt.',
      who: 'vllm',
      source: 'https://github.com/bytedance/UI-TARS-desktop/issues/180',
    }),
    phrase(/chat template (?:is no longer|is not)/i, {
      seen: 'As of transformers v4.44, default chat template is no longer allowed',
      who: 'vllm',
      source: 'https://github.com/David-Li0406/Preference-Leakage/issues/6',
    }),
    phrase(/provide a chat template/i, {
      seen: 'so you must provide a chat template if the tokenizer does not define one.',
      who: 'vllm',
      source: 'https://github.com/David-Li0406/Preference-Leakage/issues/6',
    }),
    phrase(
      /(?:tools?|tool_choice|response_format|stream_options|guided_\w{1,20}|structured_outputs|logprobs|seed|parallel_tool_calls|reasoning_effort)\W{1,3}extra (?:fields|inputs) (?:are )?not permitted/i,
      {
        seen: 'body.stream_options: Extra inputs are not permitted',
        who: 'nim',
        source: 'https://docs.pydantic.dev/latest/errors/validation_errors/#extra_forbidden',
        unread: true,
      },
    ),
    phrase(
      /(?:streaming|tools|tool use|tool calling|function calling|logprobs|vision|caching|embeddings?|reasoning|thinking|adapters?|images?|audio|feature) (?:is|are) (?:currently )?disabled/i,
      {
        seen: 'Streaming is disabled for this endpoint',
        who: 'databricks',
        source: 'https://docs.databricks.com/aws/en/machine-learning/model-serving/',
        unread: true,
      },
    ),
    phrase(/too large to be loaded/i, {
      seen: 'The model meta-llama/Llama-4-Maverick is too large to be loaded automatically (800GB > 10GB).',
      who: 'huggingface',
      source: 'https://huggingface.co/docs/inference-providers/index',
      unread: true,
    }),
    phrase(
      /requires? (?:an? )?(?:newer|later|more recent) version of (?:the )?(?:API|client|LM Studio|Ollama|SDK)\b/i,
      {
        seen: 'The model you are attempting to pull requires a newer version of Ollama.',
        who: 'ollama',
        source: 'https://github.com/ollama/ollama/blob/main/server/images.go',
        unread: true,
      },
    ),
  ],
};
