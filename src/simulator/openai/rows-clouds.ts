import { HOSTED } from './hosted-row.ts';
import type { ErrorWords, ServerRow } from './server-row.ts';
import { CLOUDFLARE_ODDITIES, CLOUDFLARE_WORDS } from './words-cloudflare.ts';
import { DATABRICKS_WORDS } from './words-databricks.ts';
import { hostedWords } from './words-hosted.ts';
import { OCI_WORDS } from './words-oci.ts';
import { VERTEX_WORDS } from './words-vertex.ts';

/** The path is the target's own, so the face answers at its root. */
const ROOT = { basePath: '', aside: { '/models': 'models' } } as const;

/** https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/llama/use-llama */
export const VERTEX: ServerRow = {
  ...HOSTED,
  ...ROOT,
  ...VERTEX_WORDS,
  name: 'vertex',
  oddities: {
    'error-list': {
      says: 'the error stands in a list',
      source: 'https://github.com/google-gemini/gemini-cli/issues/6678',
      asOf: '2026-11',
      error: { ...VERTEX_WORDS.errors.rate_limited, form: 'google-list' },
    },
  },
};

/** Its errors were not read. The chunk without choices: https://github.com/openai/openai-node/pull/1982 */
export const AZURE_FOUNDRY: ServerRow = {
  ...HOSTED,
  ...ROOT,
  ...hostedWords('nested', {}),
  name: 'azure-foundry',
  prelude: {
    object: '',
    created: 0,
    model: '',
    prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }],
  },
};

/** https://docs.databricks.com/machine-learning/model-serving/score-foundation-models.html */
export const DATABRICKS: ServerRow = {
  ...HOSTED,
  ...DATABRICKS_WORDS,
  name: 'databricks',
  basePath: '/ai-gateway/mlflow/v1',
  streamErrorForm: 'code-and-message',
  // Said as plain text, which under status 200 is no error.
  borrows: { ...HOSTED.borrows, http: ['model_error', 'context_overflow', 'output_limit'] },
  aside: { '/ai-gateway/mlflow/v1/models': 'models' },
};

const NO_TOOLS: ErrorWords = {
  status: 400,
  form: 'nested',
  type: 'invalid_request_error',
  message: 'Tools are not supported for model {model}',
};

/** https://docs.snowflake.com/en/user-guide/snowflake-cortex/cortex-rest-api; its error body was not read. */
export const SNOWFLAKE: ServerRow = {
  ...HOSTED,
  ...hostedWords('nested', { unsupported_feature: NO_TOOLS }),
  name: 'snowflake',
  basePath: '/api/v2/cortex/v1',
  aside: {},
  tools: 'none',
  toolChoices: 'none',
  // Taken and not read.
  schemaFields: [],
  oddities: {
    'empty-finish': {
      says: 'an answer ends with an empty finish reason',
      source:
        'https://github.com/pydantic/pydantic-ai/blob/main/pydantic_ai_slim/pydantic_ai/models/snowflake.py',
      asOf: '2026-08-22',
      play: { finishWord: '' },
    },
  },
};

/** https://docs.oracle.com/iaas/Content/generative-ai/api-keys.htm; how an error ends a stream was not read. */
export const OCI: ServerRow = {
  ...HOSTED,
  ...OCI_WORDS,
  name: 'oci',
  basePath: '/20231130/actions/v1',
  requestIdHeaders: ['opc-request-id'],
  aside: { '/20231130/actions/v1/models': 'models' },
};

/** https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility */
export const CLOUDFLARE: ServerRow = {
  ...HOSTED,
  ...CLOUDFLARE_WORDS,
  name: 'cloudflare',
  basePath: '/ai/v1',
  aside: { '/ai/v1/models': 'models' },
  schemaFields: [],
  historyArguments: 'either',
  oddities: CLOUDFLARE_ODDITIES,
};
