import type { Transport } from '../../contract/wire.ts';
import type { CanonicalError } from '../../contract/error.ts';
import type { Clock } from '../../contract/world.ts';
import { numberAt, parseOrUndefined, stringAt } from '../../json/read.ts';
import { collectText } from '../collect-text.ts';
import { CanonicalFailure } from '../errors/canonical-failure.ts';

interface Token {
  readonly value: string;
  /** When to fetch the next one: 80 % of the lifetime, as IBM's own SDK does. Wall-clock milliseconds. */
  readonly refreshAtMs: number;
}

interface TokenSourceOptions {
  readonly iamUrl: string;
  readonly apiKey: string;
  readonly transport: Transport;
  readonly clock: Clock;
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
  return {
    async token(signal) {
      if (held !== null && options.clock.wallMs() < held.refreshAtMs) return held.value;
      pending ??= exchange(options, signal).finally(() => {
        pending = null;
      });
      held = await pending;
      return held.value;
    },
    drop(token) {
      if (held?.value === token) held = null;
    },
  };
}

async function exchange(options: TokenSourceOptions, signal: AbortSignal): Promise<Token> {
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
    signal,
  );
  const text = await collectText(response);
  const body = parseOrUndefined(text);
  const value = stringAt(body, 'access_token');
  const lifetimeS = numberAt(body, 'expires_in');
  if (response.status !== 200 || value === null || lifetimeS === null) {
    throw new CanonicalFailure(options.errorFor(response.status, response.headers, text));
  }
  return { value, refreshAtMs: options.clock.wallMs() + lifetimeS * 800 };
}
