/** The closed set of error kinds. The compiler lists every table to complete when one is added. */
export const ERROR_KINDS = [
  'authentication',
  'permission',
  'invalid_request',
  'context_overflow',
  'output_limit',
  'unsupported_feature',
  'content_filtered',
  'model_not_found',
  'payload_too_large',
  'rate_limited',
  'quota_exhausted',
  'overloaded',
  'timeout',
  'server_error',
  'model_error',
  'stream_interrupted',
  'connection',
  'malformed_response',
  'cancelled',
  'unknown',
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

/** How often, and how patiently, an error of a kind may be retried. */
export interface RetryRule {
  readonly retryable: boolean;
  /** An upper bound of its own below the budget's, or null. */
  readonly maxRetries: number | null;
  /** Factor on the backoff delay: an overloaded server needs longer than a rate limit. */
  readonly delayFactor: number;
}

const never: RetryRule = { retryable: false, maxRetries: 0, delayFactor: 1 };
const once: RetryRule = { retryable: true, maxRetries: 1, delayFactor: 1 };
const always: RetryRule = { retryable: true, maxRetries: null, delayFactor: 1 };
const patiently: RetryRule = { retryable: true, maxRetries: null, delayFactor: 4 };

export const RETRY_RULES: Readonly<Record<ErrorKind, RetryRule>> = {
  authentication: never,
  permission: never,
  invalid_request: never,
  context_overflow: never,
  output_limit: never,
  unsupported_feature: never,
  content_filtered: never,
  model_not_found: never,
  payload_too_large: never,
  rate_limited: always,
  quota_exhausted: never,
  overloaded: patiently,
  timeout: always,
  server_error: always,
  model_error: once,
  stream_interrupted: once,
  connection: always,
  malformed_response: once,
  cancelled: never,
  unknown: never,
};

/** Errors that answer a prompt, and that a golden may expect. An outage or a wrong key says nothing of any prompt. */
export const EXPECTED_ERRORS = [
  'content_filtered',
  'context_overflow',
  'output_limit',
  'unsupported_feature',
  'invalid_request',
  'payload_too_large',
] as const satisfies readonly ErrorKind[];
