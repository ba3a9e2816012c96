import { expect, it } from 'vitest';
import type { WireEvidence } from '../../src/contract/wires/wire.ts';
import { readTiming } from '../../src/metrics/read-timing.ts';
import { buildAttempt, buildExchange } from '../build-exchange.ts';

function evidence(chunkAtMs: readonly number[]): WireEvidence {
  return {
    request: { method: 'POST', url: 'http://h/', headers: {}, body: null },
    status: 200,
    headers: {},
    bytes: chunkAtMs.length * 10,
    chunkEnds: chunkAtMs.map((_, index) => (index + 1) * 10),
    chunkAtMs,
    body: { text: '' },
    end: 'fin',
  };
}

it('times count from the sending of the last attempt, whatever was waited before', () => {
  const first = buildAttempt({ number: 1, sentMs: 100 });
  const last = buildAttempt({
    number: 2,
    waitedMs: 400,
    sentMs: 600,
    headersMs: 640,
    firstByteMs: 641,
    firstOutputMs: 650,
    lastByteMs: 900,
  });
  const exchange = buildExchange({ attempts: [first, last], enqueuedMs: 0, acquiredMs: 90 });
  expect(readTiming(exchange)).toMatchObject({
    headersMs: 40,
    firstByteMs: 41,
    firstOutputMs: 50,
    lastByteMs: 300,
    queuedMs: 90,
  });
});

it('the largest stall is the longest wait for a chunk, the first one too', () => {
  const attempts = [buildAttempt({ sentMs: 0, headersMs: 10 })];
  const stallOf = (atMs: readonly number[]) =>
    readTiming(buildExchange({ attempts, evidence: evidence(atMs) }))?.largestStall;
  expect(stallOf([12, 14, 60, 61])).toEqual({ ms: 46, afterBytes: 20 });
  expect(stallOf([90, 91])).toEqual({ ms: 80, afterBytes: 0 });
  expect(stallOf([])).toBeNull();
});

it('what was not reached is null, never 0', () => {
  const attempts = [
    buildAttempt({ headersMs: null, firstByteMs: null, firstOutputMs: null, lastByteMs: null }),
  ];
  expect(readTiming(buildExchange({ attempts }))).toMatchObject({
    headersMs: null,
    firstByteMs: null,
    firstOutputMs: null,
    lastByteMs: null,
    chunks: 0,
    largestStall: null,
  });
  expect(readTiming(buildExchange({ attempts: [] }))).toBeNull();
});
