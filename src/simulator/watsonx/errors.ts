import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import { Refusal, type Moment, type Reply, type Seat, type SimulatedError } from '../face.ts';

/** One error as watsonx.ai says it: HTTP status, code of `errors[0]` and message. `{model}` is filled in. */
export interface WatsonxWords {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const words = (status: number, code: string, message: string): WatsonxWords => ({ status, code, message });

const INVALID = words(
  400,
  'json_validation_error',
  "Json document validation error: 'messages' should not be empty",
);
const INTERNAL = words(500, 'internal_server_error', 'An internal server error occurred');

/**
 * Codes and statuses: the recorded traffic in the tests of https://github.com/IBM/watsonx-ai-java-sdk;
 * rate limits: https://github.com/IBM/unitxt/issues/1215. Kinds without a code of their own take the nearest one.
 */
export const WATSONX_ERRORS: Readonly<Record<ErrorKind, WatsonxWords>> = {
  authentication: words(
    401,
    'authentication_token_not_valid',
    'Failed to authenticate the request due to invalid token: Failed to parse and verify token',
  ),
  permission: words(403, 'authorization_rejected', 'Not authorized to access the requested resource'),
  invalid_request: INVALID,
  // The wording for Llama 4 is not known; the code and the words of the limit are.
  context_overflow: words(
    400,
    'invalid_input_argument',
    "Invalid input argument for Model '{model}': the number of input tokens {inputTokens} cannot exceed the total tokens limit {contextTokens} for this model",
  ),
  output_limit: words(
    400,
    'invalid_input_argument',
    "Invalid input argument for Model '{model}': max_completion_tokens {maxTokens} cannot exceed the limit {limit} for this model",
  ),
  unsupported_feature: words(
    400,
    'model_no_support_for_function',
    "Model '{model}' does not support function 'text_chat'",
  ),
  content_filtered: INVALID,
  model_not_found: words(404, 'model_not_supported', "Model '{model}' is not supported"),
  payload_too_large: words(413, 'payload_too_large', 'The request entity is too large'),
  rate_limited: words(
    429,
    'rate_limit_reached_requests',
    'Rate limit of 8 requests per 1s was reached for instance id {instance} (user {user}, plan v2-standard)',
  ),
  // 403, not the documented 429: recorded so.
  quota_exhausted: words(403, 'token_quota_reached', 'Request of 1 token(s) from quota was rejected'),
  overloaded: words(
    429,
    'consumption_limit_reached',
    "The capacity of model '{model}' is fully used, please try again later",
  ),
  timeout: words(504, 'gateway_timeout', 'The request timed out'),
  server_error: INTERNAL,
  model_error: words(500, 'model_error', "Model '{model}' failed during generation"),
  stream_interrupted: INTERNAL,
  connection: INTERNAL,
  malformed_response: INTERNAL,
  cancelled: INTERNAL,
  unknown: words(409, 'unexpected_conflict', 'Conflict'),
};

const MORE_INFO = 'https://cloud.ibm.com/apidocs/watsonx-ai#text-chat';
const encoder = new TextEncoder();

export type WatsonxValues = Readonly<Record<string, string | number>>;

/** The envelope with its correlation id; `trace` is 32 hexadecimal digits. */
function renderError(
  words: WatsonxWords,
  values: WatsonxValues,
  moment: Pick<Moment, 'requestId'>,
  headers: Reply['headers'] = {},
): Reply {
  const message = words.message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  const body = {
    errors: [{ code: words.code, message, more_info: MORE_INFO }],
    trace: moment.requestId.replaceAll('-', ''),
    status_code: words.status,
  };
  return {
    status: words.status,
    headers: { 'content-type': 'application/json', ...headers },
    body: encoder.encode(JSON.stringify(body)),
  };
}

/** Figures for an error that no request gave any. */
function seatValues(seat: Seat): WatsonxValues {
  const contextTokens = seat.contextTokens ?? 131_072;
  return {
    model: seat.modelId,
    contextTokens,
    inputTokens: contextTokens + 2,
    maxTokens: (seat.maxOutputTokens ?? contextTokens) + 1,
    limit: seat.maxOutputTokens ?? contextTokens,
    instance: seat.id,
    user: 'IBMid-000000000',
  };
}

export function sayError(error: SimulatedError, seat: Seat): Reply {
  const retry: Reply['headers'] =
    error.retryAfterMs === null ? {} : { 'retry-after': String(Math.ceil(error.retryAfterMs / 1000)) };
  const usual = WATSONX_ERRORS[error.kind];
  const words = error.message === undefined ? usual : { ...usual, message: error.message };
  return renderError(words, seatValues(seat), error, retry);
}

export function refuse(words: WatsonxWords, values: WatsonxValues, seat: Seat, moment: Moment): never {
  throw new Refusal(renderError(words, { ...seatValues(seat), ...values }, moment));
}
