import type { ExchangeFacts } from '../contract/exchanges/exchange.ts';
import type { RecordFacts } from '../contract/exchanges/record.ts';
import type { Timing } from '../contract/exchanges/timing.ts';

function largestStall({ evidence }: ExchangeFacts, headersMs: number | null): Timing['largestStall'] {
  if (evidence === null || headersMs === null) return null;
  let before = headersMs;
  let stall: { ms: number; afterBytes: number } | null = null;
  for (const [index, atMs] of evidence.chunkAtMs.entries()) {
    const ms = atMs - before;
    if (stall === null || ms > stall.ms) stall = { ms, afterBytes: evidence.chunkEnds[index - 1] ?? 0 };
    before = atMs;
  }
  return stall;
}

/** The timing evidence of an exchange; null when it was never sent. */
export function readTiming(exchange: ExchangeFacts): Timing | null {
  const attempt = exchange.attempts.at(-1);
  if (attempt === undefined) return null;
  const { sentMs } = attempt;
  const since = (atMs: number | null): number | null => (atMs === null ? null : atMs - sentMs);
  return {
    headersMs: since(attempt.headersMs),
    firstByteMs: since(attempt.firstByteMs),
    firstOutputMs: since(attempt.firstOutputMs),
    lastByteMs: since(attempt.lastByteMs),
    chunks: exchange.evidence?.chunkEnds.length ?? 0,
    largestStall: largestStall(exchange, attempt.headersMs),
    queuedMs: exchange.acquiredMs - exchange.enqueuedMs,
  };
}

/** Whether an exchange came to its end: with a response, or with the error that its golden expects. */
export function cameWhole<Of extends Pick<RecordFacts, 'state' | 'exchange'>>(
  record: Of,
): record is Of & { readonly exchange: ExchangeFacts } {
  const { state, exchange } = record;
  return exchange !== null && (state === 'passed' || exchange.outcome.type === 'response');
}

/**
 * Milliseconds from the first attempt's request to the last attempt's last byte: backoff in, queueing out. Null when
 * either was not reached.
 */
export function latencyMs(exchange: ExchangeFacts): number | null {
  const sentMs = exchange.attempts[0]?.sentMs ?? null;
  const lastByteMs = exchange.attempts.at(-1)?.lastByteMs ?? null;
  return sentMs === null || lastByteMs === null ? null : lastByteMs - sentMs;
}
