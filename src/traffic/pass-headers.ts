type Headers = Readonly<Record<string, string>>;

/**
 * The client's headers that a target may see. Everything else stays here: credentials, cookies, what is between two
 * connections alone, and whatever a gateway before us has added about the client.
 */
const TO_TARGET: ReadonlySet<string> = new Set(['accept', 'traceparent', 'tracestate']);

export function headersToTarget(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  requestIdHeader: string | null,
): Headers {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') continue;
    if (TO_TARGET.has(name) || name === requestIdHeader) kept[name] = value;
  }
  return kept;
}

/**
 * The target's headers that a client gets: what the bytes are, and how the request fared. Any other may say whose account
 * was asked, or by which key.
 */
const TO_CLIENT: ReadonlySet<string> = new Set([
  'content-type',
  'cache-control',
  'x-accel-buffering',
  'x-request-id',
  'server-timing',
]);

/** What Node writes into a header. */
const WRITABLE = /^[\t\x20-\x7e]*$/;

export function headersToClient(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => isForClients(name) && WRITABLE.test(value)),
  );
}

function isForClients(name: string): boolean {
  return TO_CLIENT.has(name) || name.startsWith('x-ratelimit-');
}
