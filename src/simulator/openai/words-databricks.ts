import type { ErrorWords, ServerRow } from './server-row.ts';
import { hostedWords } from './words-hosted.ts';

const coded = (status: number, type: string, message: string): ErrorWords => ({
  status,
  form: 'code-and-message',
  type,
  message,
});

/** What the service behind the gateway says, as text: https://github.com/databricks/databricks-sdk-go/issues/1183 */
const invalid = (what: string): ErrorWords => ({
  status: 400,
  form: 'text',
  type: 'BAD_REQUEST',
  message: `Bad request: rpc error: code = InvalidArgument desc = ${what}`,
});

/** Codes: https://docs.databricks.com/api/workspace/introduction and https://github.com/n8n-io/n8n/pull/38642 */
export const DATABRICKS_WORDS: Pick<ServerRow, 'errors' | 'refusals'> = hostedWords('code-and-message', {
  permission: coded(403, 'PERMISSION_DENIED', 'User does not have permission to query this endpoint'),
  invalid_request: coded(400, 'BAD_REQUEST', 'A required parameter is missing: messages'),
  context_overflow: invalid(
    'prompt token count ({inputTokens}) cannot exceed {contextTokens}. Please reduce the length of the prompt.',
  ),
  output_limit: invalid(
    'max_tokens ({maxTokens}) cannot exceed {limit}. Please reduce the length of max output tokens generated.',
  ),
  model_not_found: coded(404, 'RESOURCE_DOES_NOT_EXIST', "Endpoint with name '{model}' does not exist."),
  rate_limited: coded(429, 'REQUEST_LIMIT_EXCEEDED', 'Exceeded workspace QPS rate limit for {model}.'),
  overloaded: coded(503, 'TEMPORARILY_UNAVAILABLE', 'The service is temporarily unavailable'),
  server_error: coded(500, 'INTERNAL_ERROR', 'Internal error'),
});
