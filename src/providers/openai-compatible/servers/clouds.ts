import { CHAT_CAPABILITIES, FAMILY, type KnownServer } from './known-server.ts';

const NOT_READ = 'not read';

/** Clouds and platforms that serve models to their own customers. */
export const CLOUDS = {
  vertex: {
    title: 'Google Vertex AI, models as a service',
    dialect: {
      ...FAMILY,
      basePath: '',
      capabilities: { ...CHAT_CAPABILITIES, usageInStream: false, doneMarker: false },
    },
    facts: [
      {
        says: 'Errors are `{"error":{"code","message","status","details"}}` with a status in words, `INVALID_ARGUMENT`; Google services may wrap them in a list.',
        source: 'https://github.com/google-gemini/gemini-cli/issues/6678',
        asOf: '2026-11',
      },
      {
        says: 'Model ids end with `-maas`; a request takes 3 images at most.',
        source: 'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/llama/use-llama',
        asOf: '2026-11',
      },
    ],
    open: {
      basePath:
        'the base URL of a target holds the whole path: a region of aiplatform.googleapis.com, then a path that ends with /endpoints/openapi',
      'capabilities.usageInStream': NOT_READ,
      'capabilities.doneMarker': NOT_READ,
    },
  },
  'azure-foundry': {
    title: 'Azure AI Foundry',
    dialect: {
      ...FAMILY,
      basePath: '',
      capabilities: { ...CHAT_CAPABILITIES, usageInStream: false },
    },
    facts: [
      {
        says: 'Chunks that only tell of the content filter have no choices.',
        source: 'https://github.com/openai/openai-node/pull/1982',
        asOf: '2026-11',
      },
      {
        says: 'The older `/models` API was to end on 2026-08-26; the path is `/openai/v1`.',
        source: 'https://github.com/Azure/azure-rest-api-specs/pull/43907',
        asOf: '2026-08-26',
      },
    ],
    open: {
      basePath: 'the base URL of a target holds the whole path: the resource, then /openai/v1',
      auth: 'a bearer token of Entra, or a key: `credentials: none` and `headers: { api-key: { env: … } }`',
      errorBody: NOT_READ,
      'capabilities.jsonSchema': NOT_READ,
      'capabilities.usageInStream': NOT_READ,
    },
  },
  databricks: {
    title: 'Databricks',
    dialect: {
      ...FAMILY,
      basePath: '/ai-gateway/mlflow/v1',
      errorBody: 'text',
      capabilities: { ...CHAT_CAPABILITIES, usageInStream: false },
    },
    facts: [
      {
        says: 'The base URL is the workspace. `/serving-endpoints` is the older path: a row of your own that extends this one.',
        source: 'https://docs.databricks.com/machine-learning/model-serving/score-foundation-models.html',
        asOf: '2026-08-18',
      },
      {
        says: 'An error may be plain text: `Bad request: rpc error: code = InvalidArgument desc = max_tokens (10000) cannot exceed 8192. …` with 400.',
        source: 'https://github.com/databricks/databricks-sdk-go/issues/1183',
        asOf: '2026-11',
      },
      {
        says: 'Else it is `{"error_code","message"}`: `REQUEST_LIMIT_EXCEEDED` with 429.',
        source: 'https://github.com/n8n-io/n8n/pull/38642',
        asOf: '2026-09-14',
      },
      {
        says: "Streams are server-sent events, which Databricks' own Python SDK cannot read.",
        source: 'https://github.com/databricks/databricks-sdk-py/issues/1048',
        asOf: '2026-11',
      },
    ],
    open: { 'capabilities.usageInStream': NOT_READ },
  },
  snowflake: {
    title: 'Snowflake Cortex',
    dialect: {
      ...FAMILY,
      basePath: '/api/v2/cortex/v1',
      capabilities: {
        ...CHAT_CAPABILITIES,
        tools: 'none',
        toolChoice: [],
        jsonSchema: false,
        usageInStream: false,
      },
    },
    facts: [
      {
        says: '`response_format` is ignored without a word, and `tools` are an error, for all models but those of OpenAI and Anthropic.',
        source: 'https://docs.snowflake.com/en/user-guide/snowflake-cortex/cortex-rest-api',
        asOf: '2026-08-22',
      },
      {
        says: 'A finish reason may be an empty word (seen with Claude).',
        source:
          'https://github.com/pydantic/pydantic-ai/blob/main/pydantic_ai_slim/pydantic_ai/models/snowflake.py',
        asOf: '2026-08-22',
      },
    ],
    open: { errorBody: NOT_READ, 'capabilities.usageInStream': NOT_READ },
  },
  oci: {
    title: 'OCI Generative AI, with an API key',
    dialect: {
      ...FAMILY,
      basePath: '/20231130/actions/v1',
      requestIdHeaders: ['opc-request-id'],
      capabilities: { ...CHAT_CAPABILITIES, usageInStream: false, doneMarker: false },
    },
    facts: [
      {
        says: 'The base URL is that of a region: `https://inference.generativeai.<region>.oci.oraclecloud.com`. The bearer is an API key of Generative AI, made in the region of the model; it is no key of OCI IAM.',
        source: 'https://docs.oracle.com/iaas/Content/generative-ai/api-keys.htm',
        asOf: '2026-11',
      },
      {
        says: "API keys reach the models of OpenAI, xAI and Meta. The older `/20231130/actions/chat`, with a form of its own, takes requests that OCI's IAM signs: `provider: oci-genai` speaks it (docs/oci.md).",
        source: 'https://pypi.org/project/oci-openai',
        asOf: '2026-11',
      },
      {
        says: 'A newer page names `/openai/v1`: a row of your own that extends this one.',
        source: 'https://docs.oracle.com/en-us/iaas/Content/generative-ai/openai-compatible-api.htm',
        asOf: '2026-11',
      },
      {
        says: 'Errors of the services of OCI are `{"code","message"}`, and `opc-request-id` has the id of the request.',
        source: 'https://docs.oracle.com/iaas/Content/API/References/apierrors.htm',
        asOf: '2024-06-20',
      },
      {
        says: 'Maverick has 512,000 tokens for prompt and answer; on demand an answer has 4,000 at most.',
        source: 'https://docs.oracle.com/iaas/Content/generative-ai/meta-llama-4-maverick.htm',
        asOf: '2026-08',
      },
    ],
    open: {
      errorBody: 'that of this path was not read',
      'capabilities.usageInStream': NOT_READ,
      'capabilities.doneMarker': NOT_READ,
    },
  },
  cloudflare: {
    title: 'Cloudflare Workers AI',
    dialect: {
      ...FAMILY,
      basePath: '/ai/v1',
      errorBody: 'errors',
      capabilities: { ...CHAT_CAPABILITIES, jsonSchema: false, usageInStream: false, doneMarker: false },
    },
    facts: [
      {
        says: 'The base URL is that of the account: `https://api.cloudflare.com/client/v4/accounts/<id>`.',
        source: 'https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility',
        asOf: '2026-11',
      },
      {
        says: 'Errors are `{"errors":[{"message":"AiError: …","code"}],"success":false}`; the message may be the whole error of another server.',
        source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
        asOf: '2026-07-29',
      },
      {
        says: '429 is a daily allocation that is used up (3036), or no capacity (3040): only the second is worth a retry.',
        source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
        asOf: '2026-07-29',
      },
      {
        says: 'Llama 4 Scout has no schema mode there, and Maverick is not served.',
        source: 'https://models.dev',
        asOf: '2026-07-02',
      },
    ],
    open: {
      toolArguments: 'some builds want the arguments of earlier tool calls as an object',
      'capabilities.usageInStream': NOT_READ,
      'capabilities.doneMarker': NOT_READ,
    },
  },
} as const satisfies Readonly<Record<string, KnownServer>>;
