import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import { Refusal, type Moment, type Reply, type Seat, type SimulatedError } from '../face.ts';

/** One error as OCI says it. `{model}` and other values are filled in. */
export interface OciWords {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const words = (status: number, code: string, message: string): OciWords => ({ status, code, message });

const INVALID = words(400, '400', 'Please pass in correct format of request.');
const INTERNAL = words(500, 'InternalServerError', 'An internal server error occurred.');

/**
 * Codes and statuses: https://docs.oracle.com/iaas/Content/API/References/apierrors.htm. The service of the models itself
 * gives its status for a code (https://github.com/langchain-ai/langchain/issues/24907). Its words for a limit were not
 * read: those here say no more than that there is one.
 */
export const OCI_ERRORS: Readonly<Record<ErrorKind, OciWords>> = {
  authentication: words(
    401,
    'NotAuthenticated',
    'The required information to complete authentication was not provided or was incorrect.',
  ),
  permission: words(403, 'NotAuthorized', 'You do not have authorization to perform this request.'),
  invalid_request: INVALID,
  context_overflow: words(
    400,
    '400',
    'The prompt has {inputTokens} tokens, which exceeds the context length of {contextTokens} tokens of model {model}.',
  ),
  output_limit: words(400, '400', 'maxTokens {maxTokens} must not exceed {limit} for model {model}.'),
  unsupported_feature: words(400, '400', 'tools are not supported by model {model}.'),
  content_filtered: words(400, '400', 'Inappropriate content detected'),
  model_not_found: words(404, '404', 'Entity with key {model} not found'),
  payload_too_large: words(413, 'RequestEntityTooLarge', 'The request entity is too large.'),
  // https://docs.oracle.com/iaas/Content/data-science/using/model-dep-invoke-throttling.htm
  rate_limited: words(429, 'TooManyRequests', 'Tenancy request-rate limit exceeded.'),
  quota_exhausted: words(
    400,
    'QuotaExceeded',
    'Fulfilling this request exceeds the administrator-defined quota for this compartment for this resource.',
  ),
  overloaded: words(503, 'ServiceUnavailable', 'The service is currently unavailable.'),
  timeout: words(504, 'GatewayTimeout', 'The request timed out.'),
  server_error: INTERNAL,
  model_error: INTERNAL,
  stream_interrupted: INTERNAL,
  connection: INTERNAL,
  malformed_response: INTERNAL,
  cancelled: INTERNAL,
  unknown: words(
    409,
    'IncorrectState',
    'The requested state for the resource conflicts with its current state.',
  ),
};

const RETIRED = words(404, '404', 'Model {model} was retired on {retiredOn} and is no longer available.');
const encoder = new TextEncoder();

export type OciValues = Readonly<Record<string, string | number>>;

/** In which OCI names a request, on errors as on answers. */
export function requestIds({ requestId }: Pick<Moment, 'requestId'>): Reply['headers'] {
  return { 'opc-request-id': requestId.replaceAll('-', '').toUpperCase() };
}

function say(words: OciWords, values: OciValues): string {
  const message = words.message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return JSON.stringify({ code: words.code, message });
}

/** Figures for an error that no request gave any. */
function seatValues({ modelId, contextTokens, maxOutputTokens }: Seat): OciValues {
  const context = contextTokens ?? 131_072;
  const limit = maxOutputTokens ?? context;
  return { model: modelId, contextTokens: context, inputTokens: context + 2, maxTokens: limit + 1, limit };
}

function render(words: OciWords, values: OciValues, headers: Reply['headers']): Reply {
  return {
    status: words.status,
    headers: { 'content-type': 'application/json', ...headers },
    body: encoder.encode(say(words, values)),
  };
}

export function sayError(error: SimulatedError, seat: Seat): Reply {
  const { kind, message, requestId, retiredOn = null, retryAfterMs } = error;
  const usual = retiredOn === null ? OCI_ERRORS[kind] : RETIRED;
  const retry: Reply['headers'] =
    retryAfterMs === null ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
  return render(
    message === undefined ? usual : { ...usual, message },
    { ...seatValues(seat), ...(retiredOn !== null && { retiredOn }) },
    { ...requestIds({ requestId }), ...retry },
  );
}

/** How an error ends a stream was not read: it comes as an event that is the error. */
export function renderStreamError({ kind }: SimulatedError, seat: Seat): Uint8Array {
  return encoder.encode(`data: ${say(OCI_ERRORS[kind], seatValues(seat))}\n\n`);
}

export function refuse(words: OciWords, values: OciValues, seat: Seat, moment: Moment): never {
  throw new Refusal(render(words, { ...seatValues(seat), ...values }, requestIds(moment)));
}
