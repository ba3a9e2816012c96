import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import { invalid, type BedrockError } from './error-reply.ts';

/**
 * How Bedrock says each kind over HTTP. Names and statuses:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors
 * and https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html.
 * Texts are as users reported them where a link stands beside them, else as in the SDK's model.
 */
export const bedrockErrors: Readonly<Record<ErrorKind, BedrockError>> = {
  // https://github.com/DataDog/dd-trace-py, cassette meta_invoke_error.yaml
  authentication: {
    status: 403,
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  permission: {
    status: 403,
    name: 'AccessDeniedException',
    message: "You don't have access to the model with the specified model ID.",
  },
  invalid_request: invalid('Malformed input request, please reformat your input and try again.'),
  // https://github.com/block/goose/issues/7504
  context_overflow: invalid('Input is too long for requested model.'),
  // https://github.com/RooCodeInc/Roo-Code/issues/248
  output_limit: invalid(
    'The maximum tokens you requested exceed the model limit of 8192. Try again with a maximum tokens value lower than 8192.',
  ),
  // https://github.com/earendil-works/pi/issues/3739
  unsupported_feature: invalid("This model doesn't support tool use in streaming mode."),
  // Converse filters by a stop reason; only image models say it as an error.
  content_filtered: invalid('This request has been blocked by our content filters.'),
  model_not_found: invalid('The provided model identifier is invalid.'),
  // An SDK finds no name on this one and calls it Unknown.
  payload_too_large: { status: 413, name: null, message: 'Request Entity Too Large' },
  // https://github.com/i-dot-ai/caddy-chatbot/issues/97
  rate_limited: {
    status: 429,
    name: 'ThrottlingException',
    message: 'Too many requests, please wait before trying again.',
  },
  quota_exhausted: {
    status: 400,
    name: 'ServiceQuotaExceededException',
    message: 'Your request exceeds the service quota for your account.',
  },
  overloaded: {
    status: 503,
    name: 'ServiceUnavailableException',
    message: 'Bedrock is unable to process your request.',
  },
  timeout: {
    status: 408,
    name: 'ModelTimeoutException',
    message: 'Model has timed out in processing the request. Try your request again.',
  },
  server_error: {
    status: 500,
    name: 'InternalServerException',
    message: 'The system encountered an unexpected error during processing. Try your request again.',
  },
  model_error: {
    status: 424,
    name: 'ModelErrorException',
    message: 'The system encountered an unexpected error during processing. Try your request again.',
    extra: { originalStatusCode: 500, resourceName: 'meta.llama4' },
  },
  stream_interrupted: {
    status: 424,
    name: 'ModelStreamErrorException',
    message: 'The system encountered an unexpected error during processing. Try your request again.',
    extra: { originalStatusCode: 500, originalMessage: 'The model ended its stream.' },
  },
  connection: { status: 502, name: null, message: 'Bad Gateway' },
  // A 200 that is no answer: neither an output nor a stop reason.
  malformed_response: {
    status: 200,
    name: null,
    message: 'The system encountered an unexpected error during processing.',
  },
  cancelled: { status: 499, name: null, message: 'Client Closed Request' },
  unknown: {
    status: 400,
    name: 'UnmodelledException',
    message: 'The request failed for a reason that has no name yet.',
  },
};

/** It denies access under the name for what is not found: https://github.com/awslabs/llmeter/issues/35 */
export const LEGACY_MODEL: BedrockError = {
  status: 404,
  name: 'ResourceNotFoundException',
  message:
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 15 days. Please upgrade to an active model on Amazon Bedrock',
};
