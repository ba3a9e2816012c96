import type { Exchange } from '../contract/exchange.ts';

/**
 * Milliseconds from the first attempt's request to the last attempt's last byte: backoff in, queueing out. Null when
 * either was not reached.
 */
export function latencyMs(exchange: Exchange): number | null {
  const sentMs = exchange.attempts[0]?.sentMs ?? null;
  const lastByteMs = exchange.attempts.at(-1)?.lastByteMs ?? null;
  return sentMs === null || lastByteMs === null ? null : lastByteMs - sentMs;
}
