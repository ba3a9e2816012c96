import type { UnknownRecord } from '../../json/read.ts';

type Headers = Readonly<Record<string, string>>;

/** Credentials by their nature (RFC 6265, RFC 9110 section 11): no error needs their values. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'set-cookie',
  'cookie',
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'api-key',
  'x-auth-token',
  'x-amz-security-token',
]);

/** Headers with lower-case names, whatever they came as: SDKs and people spell them as they like. Total. */
export function readHeaders(...sources: readonly unknown[]): Headers {
  const headers: Record<string, string> = {};
  for (const source of sources) {
    if (typeof source !== 'object' || source === null) continue;
    try {
      // Nearly all are records, and the name `Headers` is an accessor, slower than all that is read here.
      const isPlain = Object.getPrototypeOf(source) === Object.prototype;
      if (!isPlain && source instanceof Headers) {
        for (const [name, value] of source.entries()) addTo(headers, name, value);
      } else {
        // Copied first: where one of them cannot be read, none is.
        const record: UnknownRecord = { ...source };
        for (const name of Object.keys(record)) addTo(headers, name, record[name]);
      }
    } catch {
      // What cannot be read has no headers.
    }
  }
  return headers;
}

function addTo(headers: Record<string, string>, name: string, value: unknown): void {
  const lower = name.toLowerCase();
  if (lower === '__proto__' || Object.hasOwn(headers, lower)) return;
  const text: unknown = Array.isArray(value) ? value.find((item) => typeof item === 'string') : value;
  if (typeof text === 'string') headers[lower] = text;
  else if (typeof text === 'number') headers[lower] = String(text);
}

/** For the record: without credentials. */
export function maskCredentials(name: string, value: string): string {
  return CREDENTIALS.has(name) ? '***' : value;
}
