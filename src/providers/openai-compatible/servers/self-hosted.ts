import { CHAT_CAPABILITIES, FAMILY, type KnownServer } from './known-server.ts';

const LLAMACPP = 'https://github.com/ggml-org/llama.cpp';
const SGLANG = 'https://github.com/sgl-project/sglang';
const TGI = 'https://github.com/huggingface/text-generation-inference';
const OLLAMA = 'https://github.com/ollama/ollama';

/** Without an id in headers. */
const nameless = { ...FAMILY, requestIdHeaders: [] } as const;

/** Open servers that people run themselves, vLLM apart. */
export const SELF_HOSTED = {
  llamacpp: {
    title: 'llama.cpp server',
    // While it loads it answers /v1/models, and everything else with 503.
    dialect: { ...nameless, healthPath: '/health' },
    facts: [
      {
        says: 'Errors have types of their own; of a context that is too small it is `exceed_context_size_error`, with both figures. Trust the type, not the code: first builds said 500.',
        source: `${LLAMACPP}/issues/15780`,
        asOf: '2025-09',
      },
      {
        says: 'An error in a stream is an event with `error` and no `choices`, and no `[DONE]` after it.',
        source: `${LLAMACPP}/pull/16109`,
        asOf: '2026-08-20',
      },
      {
        says: '`model` is not read.',
        source: `${LLAMACPP}/tree/master/tools/server`,
        asOf: '2026-11',
      },
    ],
    open: {},
  },
  'llamacpp-legacy': {
    title: 'llama.cpp server before September 2025',
    dialect: { ...nameless, healthPath: '/health', capabilities: { ...CHAT_CAPABILITIES, tools: 'send' } },
    facts: [
      {
        says: 'Errors in a stream stand in a field `error:` of their own, which parsers of server-sent events drop.',
        source: `${LLAMACPP}/pull/16109`,
        asOf: '2025-09',
      },
      {
        says: 'Tools are refused in streams.',
        source: `${LLAMACPP}/pull/16109`,
        asOf: '2025-09',
      },
    ],
    open: {},
  },
  sglang: {
    title: 'SGLang',
    // Its /health is answered before the model is warm.
    dialect: { ...nameless, errorBody: 'flat', healthPath: '/health_generate' },
    facts: [
      {
        says: 'Errors are flat objects; in a stream they stand under `error`.',
        source: `${SGLANG}/blob/main/python/sglang/srt/entrypoints/openai/serving_base.py`,
        asOf: '2026-11',
      },
      {
        says: 'An abort by the operator ends a stream with `abort`; one by the system (time, memory) is an error event.',
        source: `${SGLANG}/issues/22535`,
        asOf: '2026-04-10',
      },
    ],
    open: { errorBody: 'the newest envelope was not read' },
  },
  tgi: {
    title: 'Text Generation Inference',
    dialect: {
      ...nameless,
      errorBody: 'string',
      healthPath: '/health',
      capabilities: { ...CHAT_CAPABILITIES, requestId: 'none' },
    },
    facts: [
      {
        says: 'In maintenance since 2025-12-11; the last release is 3.3.7.',
        source: TGI,
        asOf: '2026-01-08',
      },
      {
        says: '`error` is a string, its kind stands in `error_type`.',
        source: `${TGI}/blob/main/router/src/server.rs`,
        asOf: '2026-01-08',
      },
    ],
    open: {},
  },
  ollama: {
    title: 'Ollama',
    dialect: {
      ...nameless,
      auth: 'none',
      // Request ids are small random numbers, which repeat.
      capabilities: { ...CHAT_CAPABILITIES, toolChoice: ['auto'], requestId: 'none' },
    },
    facts: [
      {
        says: 'There is no `tool_choice`; unknown fields are ignored.',
        source: `${OLLAMA}/blob/main/docs/api/openai-compatibility.mdx`,
        asOf: '2026-08-21',
      },
    ],
    open: {},
  },
} as const satisfies Readonly<Record<string, KnownServer>>;
