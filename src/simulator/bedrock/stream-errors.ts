import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import { encodeError, encodeException } from './encode-frame.ts';
import { bedrockErrors } from './errors.ts';

type StreamException =
  | 'internalServerException'
  | 'modelStreamErrorException'
  | 'validationException'
  | 'throttlingException'
  | 'serviceUnavailableException';

/**
 * The exceptions that both stream operations know; a kind without one comes as an un-modelled error message.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 */
const exceptions: Readonly<Record<ErrorKind, StreamException | null>> = {
  authentication: null,
  permission: null,
  invalid_request: 'validationException',
  context_overflow: 'validationException',
  output_limit: 'validationException',
  unsupported_feature: 'validationException',
  content_filtered: 'validationException',
  model_not_found: 'validationException',
  payload_too_large: 'validationException',
  rate_limited: 'throttlingException',
  quota_exhausted: 'throttlingException',
  overloaded: 'serviceUnavailableException',
  timeout: 'modelStreamErrorException',
  server_error: 'internalServerException',
  model_error: 'modelStreamErrorException',
  stream_interrupted: 'modelStreamErrorException',
  connection: null,
  malformed_response: null,
  cancelled: null,
  unknown: null,
};

/** The error as a frame in a stream whose status was already 200. */
export function streamErrorFrame(kind: ErrorKind): Uint8Array {
  const { name, message, status } = bedrockErrors[kind];
  const exception = exceptions[kind];
  if (exception === null) return encodeError(name ?? 'InternalFailure', message);
  const original =
    exception === 'modelStreamErrorException' ? { originalStatusCode: status, originalMessage: message } : {};
  return encodeException(exception, JSON.stringify({ message, ...original }));
}
