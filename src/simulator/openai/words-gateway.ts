import type { ErrorWords } from './server-row.ts';

type GatewayKind =
  'permission' | 'payload_too_large' | 'rate_limited' | 'quota_exhausted' | 'overloaded' | 'timeout';

const page = (status: number, type: string, message: string): ErrorWords => ({
  status,
  form: 'html',
  type,
  message,
});

/**
 * What stands in front of a self-hosted server says these: the servers have no words of their own for them.
 * The pages are nginx's: https://github.com/nginx/nginx/blob/master/src/http/ngx_http_special_response.c
 */
export const GATEWAY: Readonly<Record<GatewayKind, ErrorWords>> = {
  permission: page(403, 'PermissionDeniedError', '403 Forbidden'),
  payload_too_large: page(413, 'RequestEntityTooLarge', '413 Request Entity Too Large'),
  rate_limited: page(429, 'TooManyRequests', '429 Too Many Requests'),
  quota_exhausted: page(429, 'TooManyRequests', '429 Too Many Requests'),
  overloaded: page(503, 'ServiceUnavailable', '503 Service Temporarily Unavailable'),
  timeout: page(504, 'GatewayTimeout', '504 Gateway Time-out'),
};

/** A server of your own retires nothing: a host of many models does, in Groq's words (https://console.groq.com/docs/deprecations). */
export const RETIRED: ErrorWords = {
  status: 400,
  form: 'nested',
  type: 'invalid_request_error',
  message:
    'The model `{model}` has been decommissioned and is no longer supported. Please refer to https://console.groq.com/docs/deprecations for a recommendation on which model to use instead.',
  extra: { code: 'model_decommissioned' },
};
