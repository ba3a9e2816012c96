import { isStarting } from '../../calls/is-starting.ts';
import type { CanonicalError } from '../../contract/errors/error.ts';
import type { Clock } from '../../contract/world.ts';
import { addHeaders } from '../../providers/add-headers.ts';
import { collectBody } from '../../transport/collect-body.ts';
import { callOnce, requestOf } from '../connect/call-once.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';

/**
 * Why a target cannot answer yet, or null when it can. The cheapest true question: its health, where its server's row
 * names a path that does not lie about it, else a call for one token. An error that is none of starting is the run's to
 * judge.
 */
export async function askReady(
  connected: ConnectedTarget,
  clock: Clock,
  signal: AbortSignal,
): Promise<string | null> {
  const error = (await askHealth(connected, clock, signal)) ?? (await askForToken(connected, clock, signal));
  if (error === 'ready') return null;
  if (signal.aborted) return 'it has not answered';
  return isStarting(error) ? describe(error) : null;
}

function describe({ kind, status, message }: CanonicalError): string {
  return [status === null ? kind : String(status), message].filter((part) => part !== '').join(' ');
}

/** Null where health has nothing to say: no path, or one that this server does not have or does not open to us. */
async function askHealth(
  { target, adapter, transport, headers }: ConnectedTarget,
  clock: Clock,
  signal: AbortSignal,
): Promise<CanonicalError | 'ready' | null> {
  const path = target.dialect?.healthPath;
  if (path === undefined) return null;
  const url = `${target.baseUrl}${path}`;
  const request = { method: 'GET', url, headers: { accept: 'application/json' }, body: null };
  const known = { aborted: null, nowMs: clock.wallMs() };
  try {
    const { status, headers: given, body } = await addHeaders(headers)(transport)(request, signal);
    const text = new TextDecoder().decode((await collectBody(body)).bytes);
    if (status >= 200 && status < 300) return 'ready';
    const context = { phase: 'http', status, headers: given, body: text, ...known } as const;
    const error = adapter.normalizeError(null, context);
    return isStarting(error) ? error : null;
  } catch (thrown) {
    const none = { phase: 'transport', status: null, headers: {}, body: null, ...known } as const;
    return adapter.normalizeError(thrown, none);
  }
}

/** The smallest true call: for one token, and once. */
export async function askForToken(
  { target, adapter, transport }: ConnectedTarget,
  clock: Clock,
  signal: AbortSignal,
): Promise<CanonicalError | 'ready'> {
  const { outcome } = await callOnce({
    name: 'ready',
    target: { ...target, maxRetries: 0 },
    adapter,
    transport,
    mode: 'send',
    source: 'live',
    clock,
    random: () => 0,
    request: { ...requestOf('ready'), maxOutputTokens: 1 },
    signal,
  });
  return outcome.type === 'response' ? 'ready' : outcome.error;
}
