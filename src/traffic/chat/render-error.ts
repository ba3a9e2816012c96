import { RETRY_RULES, type ErrorKind } from '../../contract/errors/error-kind.ts';

/** An answer that is an error, in the one envelope that all errors have. */
export interface ErrorReply {
  readonly status: number;
  /** As its body names it: of a closed set. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An error, as much of it as a client is told. */
export interface ToldError {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
}

interface Spelling {
  readonly status: number;
  /** https://platform.openai.com/docs/guides/error-codes */
  readonly type: string;
  readonly code: string;
}

const asked = (status: number, code: string): Spelling => ({ status, type: 'invalid_request_error', code });
const failed = (status: number, code: string): Spelling => ({ status, type: 'server_error', code });

/**
 * A key or a model that the provider does not know is the proxy's: to say 401 or 404 would have the client look for a
 * mistake of its own.
 */
const SPELLINGS: Readonly<Record<ErrorKind, Spelling>> = {
  authentication: failed(502, 'upstream_authentication'),
  permission: failed(502, 'upstream_permission'),
  invalid_request: asked(400, 'invalid_request'),
  context_overflow: asked(400, 'context_length_exceeded'),
  output_limit: asked(400, 'output_limit'),
  unsupported_feature: asked(400, 'unsupported_feature'),
  content_filtered: asked(400, 'content_filter'),
  model_not_found: failed(502, 'upstream_model_not_found'),
  payload_too_large: asked(413, 'payload_too_large'),
  rate_limited: { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  quota_exhausted: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  overloaded: failed(503, 'overloaded'),
  timeout: failed(504, 'timeout'),
  server_error: failed(502, 'upstream_error'),
  model_error: failed(502, 'model_error'),
  stream_interrupted: failed(502, 'stream_interrupted'),
  connection: failed(502, 'upstream_unreachable'),
  malformed_response: failed(502, 'malformed_response'),
  cancelled: failed(503, 'cancelled'),
  unknown: failed(502, 'unknown'),
};

/** An error of a provider, or of the proxy's own, as a response before anything else of it was sent. */
export function renderError(error: ToldError): ErrorReply {
  const { kind, retryAfterMs } = error;
  return {
    status: SPELLINGS[kind].status,
    code: SPELLINGS[kind].code,
    headers: {
      // SDKs of this form send again by the status alone, unless it is said whether to.
      'x-should-retry': String(error.retryable),
      ...(retryAfterMs !== null && { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    },
    body: `${JSON.stringify(envelopeOf(error))}\n`,
  };
}

/** A request that the proxy serves nobody: its path, its key, its model. */
export function renderRefusal(status: number, code: string, message: string): ErrorReply {
  const body = { error: { message, type: 'invalid_request_error', param: null, code } };
  return { status, code, headers: { 'x-should-retry': 'false' }, body: `${JSON.stringify(body)}\n` };
}

/** The same in a stream that has begun, where no status can say it any more. */
export function renderErrorEvent(error: ToldError): string {
  return `data: ${JSON.stringify(envelopeOf(error))}\n\n`;
}

function envelopeOf({ kind, message }: ToldError): object {
  const { type, code } = SPELLINGS[kind];
  return { error: { message, type, param: null, code } };
}

/** An error that the proxy itself has found. */
export function ownError(kind: ErrorKind, message: string): ToldError {
  return { kind, message, retryable: RETRY_RULES[kind].retryable, retryAfterMs: null };
}
