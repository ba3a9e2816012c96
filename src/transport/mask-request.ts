import type { WireRequest } from '../contract/wire.ts';
import type { Redact } from '../contract/world.ts';

/** Headers whose whole value is a secret, whatever it is. */
const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'x-amz-security-token',
  'x-api-key',
  'api-key',
  'cookie',
  'set-cookie',
]);

export const MASK = '[redacted]';

/** The request for the record: secret headers masked whole, known secrets masked wherever they stand. */
export function maskRequest(request: WireRequest, redact: Redact): WireRequest {
  return {
    method: request.method,
    url: redact(request.url),
    headers: maskHeaders(request.headers, redact),
    body: typeof request.body === 'string' ? redact(request.body) : request.body,
  };
}

export function maskHeaders(headers: WireRequest['headers'], redact: Redact): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    masked[name] = SECRET_HEADERS.has(name) ? MASK : redact(value);
  }
  return masked;
}
