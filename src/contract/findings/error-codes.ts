import type { ErrorKind } from '../errors/error-kind.ts';
import { breaking, degraded, type FindingRow } from './finding-row.ts';

const KEY = "check the target's credentials and what they may do";
const FIT = 'ask for less, or use a target with a larger limit';
const WAIT = 'ask again later or more slowly; ask the provider for a higher limit';
const TELL = 'show the exchange, and tell the provider the request id';

/** An exchange that ended with an error which nothing expected: the error's kind. */
export const ERROR_CODES = {
  'error/authentication': breaking('the provider does not know the credentials', KEY),
  'error/permission': breaking('the credentials do not allow this', KEY),
  'error/invalid_request': breaking(
    'the provider refuses the form of the request',
    'show the request as it went out',
  ),
  'error/context_overflow': breaking("input and output do not fit the model's window", FIT),
  'error/output_limit': breaking('more output tokens were asked for than the target gives', FIT),
  'error/unsupported_feature': breaking(
    'the target does not know what the request asks for',
    "declare it in the target's capabilities, or leave it out",
  ),
  'error/content_filtered': breaking(
    'a filter refused input or output',
    "see the provider's policy; mend the prompt",
  ),
  'error/model_not_found': breaking(
    'the provider does not serve this model here',
    "check the model's row and the region",
  ),
  'error/payload_too_large': breaking('the request has more bytes than the provider takes', FIT),
  'error/rate_limited': degraded('too many requests or tokens in a time', WAIT),
  'error/quota_exhausted': breaking('the quota or the money is used up', WAIT),
  'error/overloaded': degraded('the provider has no capacity for the request now', WAIT),
  'error/timeout': degraded('no answer within the time', 'raise the deadline of the target, or ask for less'),
  'error/server_error': degraded('the provider failed', TELL),
  'error/model_error': breaking('the model failed at this request', TELL),
  'error/stream_interrupted': breaking('the answer broke off', TELL),
  'error/connection': degraded('the provider could not be reached', 'check address, proxy and certificates'),
  'error/malformed_response': breaking('what came back is no answer of this wire', TELL),
  'error/cancelled': degraded('the request was cancelled', 'nothing, if it was meant'),
  'error/unknown': breaking('an error of no known kind', TELL),
} satisfies Readonly<Record<`error/${ErrorKind}`, FindingRow>>;
