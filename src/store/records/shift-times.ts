import type { Attempt, Exchange } from '../../contract/exchanges/exchange.ts';

/** The same exchange by a clock that was 0 so many milliseconds earlier. */
export function shiftTimes(exchange: Exchange, ms: number): Exchange {
  const { evidence, attempts } = exchange;
  const later = (atMs: number | null): number | null => (atMs === null ? null : atMs + ms);
  return {
    ...exchange,
    enqueuedMs: exchange.enqueuedMs + ms,
    acquiredMs: exchange.acquiredMs + ms,
    attempts: attempts.map((attempt): Attempt => ({
      ...attempt,
      sentMs: attempt.sentMs + ms,
      headersMs: later(attempt.headersMs),
      firstByteMs: later(attempt.firstByteMs),
      firstOutputMs: later(attempt.firstOutputMs),
      lastByteMs: later(attempt.lastByteMs),
    })),
    evidence:
      evidence === null ? null : { ...evidence, chunkAtMs: evidence.chunkAtMs.map((atMs) => atMs + ms) },
  };
}
