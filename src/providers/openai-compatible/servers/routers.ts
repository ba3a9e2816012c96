import { CHAT_CAPABILITIES, FAMILY, type KnownServer } from './known-server.ts';

const OF_THE_PROVIDER = 'depends on the provider behind';

/** Hosts that hand a request on to a provider, and those that serve many open models by themselves. */
export const ROUTERS = {
  openrouter: {
    title: 'OpenRouter',
    dialect: {
      ...FAMILY,
      baseUrl: 'https://openrouter.ai',
      basePath: '/api/v1',
      requestIdHeaders: ['x-generation-id'],
      capabilities: CHAT_CAPABILITIES,
    },
    facts: [
      {
        says: 'Errors are `{"error":{"code","message","metadata"}}`: the code is the HTTP status as a number, the body of the provider behind stands in `metadata.raw`.',
        source: 'https://openrouter.ai/docs/api-reference/errors',
        asOf: '2026-11',
      },
      {
        says: 'Comments (`: OPENROUTER PROCESSING`) stand before and between the events of a stream.',
        source: 'https://github.com/openai/openai-go/issues/227',
        asOf: '2026-11',
      },
      {
        says: '`native_finish_reason` beside `finish_reason` is the word of the provider behind; a failure can stand there alone.',
        source: 'https://github.com/OleksandrChekhovskyi/hax/issues/15',
        asOf: '2026-11',
      },
      {
        says: 'The last chunk has the usage record and no choices.',
        source: 'https://openrouter.ai/docs/api-reference/streaming',
        asOf: '2026-03-08',
      },
    ],
    open: {
      'capabilities.jsonSchema': OF_THE_PROVIDER,
      'capabilities.tools': OF_THE_PROVIDER,
    },
  },
  huggingface: {
    title: 'Hugging Face router',
    dialect: {
      ...FAMILY,
      baseUrl: 'https://router.huggingface.co',
      capabilities: { ...CHAT_CAPABILITIES, usageInStream: false, doneMarker: false },
    },
    facts: [
      {
        says: 'It hands on what the provider behind says, errors too; a provider is chosen by `/{provider}` at the end of the base URL.',
        source: 'https://huggingface.co/docs/inference-providers',
        asOf: '2026-08-22',
      },
      {
        says: 'An answer with status 200 may have `retry-after: 2`: the header alone is no throttling.',
        source:
          'https://github.com/pydantic/pydantic-ai/tree/main/tests/models/cassettes/test_tool_choice_matrix',
        asOf: '2026-01',
      },
      {
        says: 'A model that its provider retired is 410.',
        source: 'https://huggingface.co/docs/inference-providers',
        asOf: '2026-11',
      },
    ],
    open: {
      errorBody: OF_THE_PROVIDER,
      'capabilities.jsonSchema': OF_THE_PROVIDER,
      'capabilities.tools': OF_THE_PROVIDER,
      'capabilities.usageInStream': OF_THE_PROVIDER,
      'capabilities.doneMarker': OF_THE_PROVIDER,
    },
  },
  together: {
    title: 'Together',
    dialect: {
      ...FAMILY,
      baseUrl: 'https://api.together.ai',
      capabilities: { ...CHAT_CAPABILITIES, usageInStream: false },
    },
    facts: [
      {
        says: 'Both Llama 4 are off serverless, on dedicated endpoints only: 400 with the code `model_not_available`, and an `id` beside `error`.',
        source: 'https://github.com/HeyPuter/puter/issues/3168',
        asOf: '2026-03-26',
      },
      {
        says: 'Answers carry `prompt: []`, a `seed` in each choice, `reasoning: null` in messages and `metadata.weight_version`; whole tool calls are numbered. Old builds finish with `eos`.',
        source:
          'https://github.com/pydantic/pydantic-ai/tree/main/tests/models/cassettes/test_tool_choice_matrix',
        asOf: '2026-01',
      },
    ],
    open: {
      'capabilities.jsonSchema': 'not read',
      'capabilities.usageInStream': 'not read',
    },
  },
  deepinfra: {
    title: 'DeepInfra',
    dialect: {
      ...FAMILY,
      baseUrl: 'https://api.deepinfra.com',
      basePath: '/v1/openai',
      capabilities: { ...CHAT_CAPABILITIES, usageInStream: false, doneMarker: false },
    },
    facts: [
      {
        says: 'The path is `/v1/openai`.',
        source: 'https://deepinfra.com/docs/advanced/openai_api',
        asOf: '2026-11',
      },
      {
        says: 'Errors have a message alone: `{"error":{"message":"Model busy, retry later"}}` with 429 is a server that is full, not a limit of yours.',
        source: 'https://github.com/truefoundry/models/pull/862',
        asOf: '2026-11',
      },
      {
        says: 'A prompt that is too long was once 500.',
        source: 'https://github.com/langchain-ai/langchain/issues/25671',
        asOf: '2024-08',
      },
      {
        says: 'Maverick is listed without tools, Scout with them.',
        source: 'https://models.dev',
        asOf: '2026-07-02',
      },
    ],
    open: {
      'capabilities.tools': 'by model: see above; `tools: none` stands in the offer of a model',
      'capabilities.jsonSchema': 'not read',
      'capabilities.usageInStream': 'not read',
      'capabilities.doneMarker': 'not read',
    },
  },
} as const satisfies Readonly<Record<string, KnownServer>>;
