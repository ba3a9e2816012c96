import { isUtf8 } from 'node:buffer';
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

const MASK = '[redacted]';

/** The request for the record: secret headers masked whole, known secrets wherever they stand; text as text. */
export function maskRequest(request: WireRequest, redact: Redact): WireRequest {
  return {
    method: request.method,
    url: redact(request.url),
    headers: maskHeaders(request.headers, redact),
    body: maskBody(request.body, redact),
  };
}

function maskBody(body: WireRequest['body'], redact: Redact): WireRequest['body'] {
  if (body === null) return null;
  if (typeof body === 'string') return redact(body);
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return isUtf8(bytes) ? redact(bytes.toString('utf8')) : body;
}

export function maskHeaders(headers: WireRequest['headers'], redact: Redact): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    masked[name] = SECRET_HEADERS.has(name) ? MASK : redact(value);
  }
  return masked;
}
