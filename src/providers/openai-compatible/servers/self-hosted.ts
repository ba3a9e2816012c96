import { CHAT_CAPABILITIES, FAMILY, type KnownServer } from './known-server.ts';

const LLAMACPP = 'https://github.com/ggml-org/llama.cpp';
const SGLANG = 'https://github.com/sgl-project/sglang';
const TGI = 'https://github.com/huggingface/text-generation-inference';
const OLLAMA = 'https://github.com/ollama/ollama';

/** Without an id in headers. */
const nameless = { ...FAMILY, requestIdHeaders: [] } as const;

/** https://github.com/ggml-org/llama.cpp/tree/master/tools/server#get-props-get-server-global-properties */
const BUILD = { path: '/props', key: 'build_info' } as const;

/** Open servers that people run themselves, vLLM apart. */
export const SELF_HOSTED = {
  llamacpp: {
    title: 'llama.cpp server',
    // While it loads it answers /v1/models, and everything else with 503.
    dialect: { ...nameless, healthPath: '/health', version: BUILD },
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
    dialect: {
      ...nameless,
      healthPath: '/health',
      version: BUILD,
      capabilities: { ...CHAT_CAPABILITIES, tools: 'send' },
    },
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
    dialect: {
      ...nameless,
      errorBody: 'flat',
      healthPath: '/health_generate',
      version: { path: '/get_server_info', key: 'version' },
    },
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
      {
        says: 'Where it says its version it also shows the arguments that it was started with, its key among them.',
        source: `${SGLANG}/blob/main/python/sglang/srt/entrypoints/http_server.py`,
        asOf: '2026-11',
      },
    ],
    open: { errorBody: 'the newest envelope was not read' },
  },
  tgi: {
    title: 'Text Generation Inference',
    dialect: {
      ...nameless,
      jsonSchemaField: 'response_format.value',
      errorBody: 'string',
      healthPath: '/health',
      version: { path: '/info', key: 'version' },
      capabilities: {
        ...CHAT_CAPABILITIES,
        schemaWithTools: false,
        toolFinish: 'stop',
        namedToolFinish: 'stop',
        requestId: 'none',
      },
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
      {
        says: 'A schema stands under the key `value` of `response_format`, where others have `json_schema`, which it cannot read; and not beside tools.',
        source: `${TGI}/blob/db931fc/router/src/lib.rs`,
        asOf: '2026-01-08',
      },
      {
        says: 'An answer that calls tools ends with `stop` or `length`, never `tool_calls`; in a stream each piece of a call repeats its id and type, with the index 0.',
        source: `${TGI}/blob/db931fc/router/src/lib.rs`,
        asOf: '2026-01-08',
      },
      {
        says: '`model` and `n` are not read.',
        source: `${TGI}/blob/db931fc/router/src/lib.rs`,
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
      version: { path: '/api/version', key: 'version' },
      // Request ids are small random numbers, which repeat.
      capabilities: { ...CHAT_CAPABILITIES, toolChoice: ['auto'], requestId: 'none' },
    },
    facts: [
      {
        says: 'There is no `tool_choice`; unknown fields are ignored.',
        source: `${OLLAMA}/blob/main/docs/api/openai-compatibility.mdx`,
        asOf: '2026-08-21',
      },
      {
        says: 'From 0.32.6 on the role stands in the first chunk alone, and the finish reason in a chunk of its own.',
        source: `${OLLAMA}/issues/17485`,
        asOf: '2026-08-04',
      },
      {
        says: 'What does not fit into the window is dropped without a word, whole messages from the oldest on; a last message that alone is too long is refused in the words of llama-server. The window is 4k to 256k by the memory of the GPU. Only the count of input tokens tells.',
        source: `${OLLAMA}/blob/fb30760/server/prompt.go`,
        asOf: '2026-08-21',
      },
      {
        says: 'An error in the middle of a stream is lost: one chunk without content comes, and the stream ends without a finish reason and without `[DONE]`.',
        source: `${OLLAMA}/blob/fb30760/server/routes.go`,
        asOf: '2026-08-21',
      },
      {
        says: 'Reasoning is called `reasoning`; images must be data URIs; a full queue is 503.',
        source: `${OLLAMA}/blob/fb30760/docs/api/openai-compatibility.mdx`,
        asOf: '2026-08-21',
      },
    ],
    open: {},
  },
} as const satisfies Readonly<Record<string, KnownServer>>;
