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
 * Of one connection, https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1, and what is no more true of the bytes that we
 * send; cookies and permissions of the target's host mean nothing for ours.
 */
const OF_THE_TARGET: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'content-encoding',
  'date',
  'set-cookie',
  'strict-transport-security',
  'alt-svc',
]);

/** The target's headers that a client gets. */
export function headersToClient(headers: Headers): Headers {
  const named = new Set((headers['connection'] ?? '').split(',').map((name) => name.trim().toLowerCase()));
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const isOurs = name.startsWith('access-control-') || name.startsWith('x-llama-contract-');
    if (!isOurs && !OF_THE_TARGET.has(name) && !named.has(name)) kept[name] = value;
  }
  return kept;
}
