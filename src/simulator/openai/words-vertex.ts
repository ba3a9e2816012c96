import type { ErrorWords, ServerRow } from './server-row.ts';
import { hostedWords } from './words-hosted.ts';

const google = (status: number, type: string, message: string): ErrorWords => ({
  status,
  form: 'google',
  type,
  message,
});

/** The statuses of https://google.aip.dev/193 with the words of https://cloud.google.com/apis/design/errors */
export const VERTEX_WORDS: Pick<ServerRow, 'errors' | 'refusals'> = hostedWords('google', {
  authentication: google(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
  permission: google(
    403,
    'PERMISSION_DENIED',
    "Permission 'aiplatform.endpoints.predict' denied on resource.",
  ),
  invalid_request: google(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
  context_overflow: google(
    400,
    'INVALID_ARGUMENT',
    'The input token count ({inputTokens}) exceeds the maximum number of tokens allowed ({contextTokens}).',
  ),
  output_limit: google(
    400,
    'INVALID_ARGUMENT',
    'Unable to submit request because it has a maxOutputTokens value of {maxTokens} but the supported range is from 1 (inclusive) to {limit}.',
  ),
  model_not_found: google(404, 'NOT_FOUND', 'Publisher Model `{model}` was not found.'),
  rate_limited: google(429, 'RESOURCE_EXHAUSTED', 'Too many requests. Please try again later.'),
  overloaded: google(503, 'UNAVAILABLE', 'The service is currently unavailable.'),
  timeout: google(504, 'DEADLINE_EXCEEDED', 'Deadline exceeded.'),
  server_error: google(500, 'INTERNAL', 'Internal error encountered.'),
});
