import { expect, it } from 'vitest';
import { latencyMs } from '../../src/metrics/read-timing.ts';
import { buildAttempt, buildExchange } from '../build-exchange.ts';

it('latency runs from the first request to the last byte of the last attempt, backoff in', () => {
  const attempts = [
    buildAttempt({ sentMs: 100, lastByteMs: 120 }),
    buildAttempt({ number: 2, waitedMs: 500, sentMs: 620, lastByteMs: 700 }),
  ];
  expect(latencyMs(buildExchange({ attempts, enqueuedMs: 0, acquiredMs: 90 }))).toBe(600);
});

it('what never got a last byte has no latency', () => {
  expect(latencyMs(buildExchange({ attempts: [buildAttempt({ lastByteMs: null })] }))).toBeNull();
  expect(latencyMs(buildExchange({ attempts: [] }))).toBeNull();
});
