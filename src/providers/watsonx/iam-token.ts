import type { Transport } from '../../contract/wires/wire.ts';
import type { CanonicalError } from '../../contract/errors/error.ts';
import type { Clock } from '../../contract/world.ts';
import { numberAt, parseOrUndefined, stringAt } from '../../json/read.ts';
import { CanonicalFailure } from '../errors/canonical-failure.ts';
import { collectText } from './collect-text.ts';

interface Token {
  readonly value: string;
  /** When to fetch the next one: 80% of the lifetime, as IBM's own SDK does. Wall-clock milliseconds. */
  readonly refreshAtMs: number;
}

interface TokenSourceOptions {
  readonly iamUrl: string;
  readonly apiKey: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Takes whatever of an answer is secret, before anybody can use it. */
  readonly learnSecret: (secret: string) => void;
  errorFor(status: number, headers: Readonly<Record<string, string>>, body: string): CanonicalError;
}

export interface TokenSource {
  /** A valid token; concurrent callers share one exchange. Throws CanonicalFailure when IAM refuses. */
  token(signal: AbortSignal): Promise<string>;
  /** Forgets a token that the service refused. */
  drop(token: string): void;
}

/** Bearer tokens for an API key: https://cloud.ibm.com/apidocs/iam-identity-token-api#gettoken-apikey */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  let held: Token | null = null;
  let pending: Promise<Token> | null = null;
  const renew = async (): Promise<Token> => {
    try {
      held = await exchange(options);
      return held;
    } finally {
      pending = null;
    }
  };

  return {
    async token(signal) {
      signal.throwIfAborted();
      if (held !== null && options.clock.wallMs() < held.refreshAtMs) return held.value;
      pending ??= renew();
      return (await orAborted(pending, signal)).value;
    },
    drop(token) {
      if (held?.value === token) held = null;
    },
  };
}

/** Many wait for one exchange, so a caller that gives up must not end it for the others: it only stops waiting. */
function orAborted<T>(shared: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** The transport's own limits end it, and no caller's signal. */
async function exchange(options: TokenSourceOptions): Promise<Token> {
  const form = new URLSearchParams({
    grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
    apikey: options.apiKey,
    response_type: 'cloud_iam',
  });
  const response = await options.transport(
    {
      method: 'POST',
      url: `${options.iamUrl}/identity/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
    },
    new AbortController().signal,
  );
  const text = await collectText(response.body);
  const body = parseOrUndefined(text);
  const value = stringAt(body, 'access_token');
  for (const key of ['access_token', 'refresh_token']) {
    const secret = stringAt(body, key);
    if (secret !== null) options.learnSecret(secret);
  }
  const lifetimeS = numberAt(body, 'expires_in');
  if (response.status !== 200 || value === null || lifetimeS === null) {
    throw new CanonicalFailure(options.errorFor(response.status, response.headers, text));
  }
  return { value, refreshAtMs: options.clock.wallMs() + lifetimeS * 800 };
}
