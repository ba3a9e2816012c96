type Headers = Readonly<Record<string, string>>;

/** Credentials by their nature (RFC 6265, RFC 9110 section 11): no error needs their values. */
const CREDENTIALS =
  /^(?:set-cookie|cookie|(?:proxy-)?authorization|x-api-key|api-key|x-auth-token|x-amz-security-token)$/;

/** Headers with lower-case names, whatever they came as: SDKs and people spell them as they like. Total. */
export function readHeaders(...sources: readonly unknown[]): Headers {
  const headers: Record<string, string> = {};
  for (const source of sources) {
    if (typeof source !== 'object' || source === null) continue;
    for (const [name, value] of entriesOf(source)) {
      const lower = name.toLowerCase();
      if (lower === '__proto__' || Object.hasOwn(headers, lower)) continue;
      const text: unknown = Array.isArray(value) ? value.find((item) => typeof item === 'string') : value;
      if (typeof text === 'string') headers[lower] = text;
      else if (typeof text === 'number') headers[lower] = String(text);
    }
  }
  return headers;
}

function entriesOf(source: object): [string, unknown][] {
  try {
    // Nearly all are records, and the name `Headers` is an accessor, slower than all that is read here.
    const isRecord = Object.getPrototypeOf(source) === Object.prototype;
    return !isRecord && source instanceof Headers ? [...source.entries()] : Object.entries(source);
  } catch {
    return [];
  }
}

/** For the record: without credentials. */
export function maskCredentials(name: string, value: string): string {
  return CREDENTIALS.test(name) ? '***' : value;
}
