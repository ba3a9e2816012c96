import type { ErrorKind } from '../../contract/errors/error-kind.ts';

/**
 * The kind that a status alone suggests. RFC 9110; 420, 498, 509, 529, 598 and 599 by their common use; 494 to 499 are
 * nginx's, 460 and 463 ALB's, 520 to 530 Cloudflare's
 * (https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/).
 */
const STATUS_KINDS: Readonly<Record<number, ErrorKind>> = {
  401: 'authentication',
  402: 'quota_exhausted',
  403: 'permission',
  404: 'model_not_found',
  407: 'authentication',
  408: 'timeout',
  410: 'model_not_found',
  413: 'payload_too_large',
  414: 'payload_too_large',
  420: 'rate_limited',
  424: 'model_error',
  425: 'overloaded',
  429: 'rate_limited',
  431: 'payload_too_large',
  451: 'permission',
  460: 'cancelled',
  494: 'payload_too_large',
  498: 'authentication',
  499: 'cancelled',
  501: 'unsupported_feature',
  503: 'overloaded',
  504: 'timeout',
  509: 'quota_exhausted',
  522: 'timeout',
  524: 'timeout',
  529: 'overloaded',
  598: 'timeout',
  599: 'timeout',
};

/** Every status has a kind but those that say nothing of an outcome; 2xx and 3xx with an error are no answer we know. */
export function statusKind(status: number): ErrorKind | null {
  const known = STATUS_KINDS[status];
  if (known !== undefined) return known;
  if (status >= 500 && status < 600) return 'server_error';
  if (status >= 400 && status < 500) return 'invalid_request';
  return status >= 200 && status < 400 ? 'malformed_response' : null;
}

/** RFC 9110's reason phrases, and those of gateways, lower case. */
export const REASON_PHRASES: ReadonlyMap<string, number> = new Map([
  ['bad request', 400],
  ['unauthorized', 401],
  ['unauthorised', 401],
  ['payment required', 402],
  ['forbidden', 403],
  ['not found', 404],
  ['method not allowed', 405],
  ['not acceptable', 406],
  ['request timeout', 408],
  ['request time-out', 408],
  ['conflict', 409],
  ['gone', 410],
  ['length required', 411],
  ['precondition failed', 412],
  ['request entity too large', 413],
  ['payload too large', 413],
  ['content too large', 413],
  ['uri too long', 414],
  ['request-uri too long', 414],
  ['request-uri too large', 414],
  ['unsupported media type', 415],
  ['expectation failed', 417],
  ['misdirected request', 421],
  ['unprocessable entity', 422],
  ['unprocessable content', 422],
  ['failed dependency', 424],
  ['too early', 425],
  ['upgrade required', 426],
  ['precondition required', 428],
  ['too many requests', 429],
  ['unavailable for legal reasons', 451],
  ['internal server error', 500],
  ['not implemented', 501],
  ['bad gateway', 502],
  ['proxy error', 502],
  ['service unavailable', 503],
  ['service temporarily unavailable', 503],
  ['gateway timeout', 504],
  ['gateway time-out', 504],
  ['insufficient storage', 507],
  ['loop detected', 508],
]);
