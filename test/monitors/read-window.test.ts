import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/contract/exchanges/verdict.ts';
import { openWindow, readFirstAttempt } from '../../src/monitors/read-window.ts';
import { answered, buildAttempt, buildRecord, buildResponse, refused } from '../build-exchange.ts';

const fail = (check: string): Verdict => ({ check, status: 'fail', findings: [], notes: [] });
const pass = (check: string): Verdict => ({ check, status: 'pass', notes: [] });

function failed(kind: 'timeout' | 'stream_interrupted' | 'server_error', number = 1) {
  const { outcome } = refused({ kind });
  return buildAttempt({ number, error: outcome.type === 'error' ? outcome.error : null });
}

function brokenStream(kind: 'server_error' | 'stream_interrupted') {
  const exchange = refused({ kind }, { mode: 'stream', attempts: [failed(kind)] });
  return readFirstAttempt(buildRecord({ state: 'errored', exchange }));
}

describe('a first attempt', () => {
  it('that answered and passed is good by all that can be said of it', () => {
    const verdicts = [pass('output-schema'), pass('truncation'), pass('stream-complete')];
    const record = buildRecord({ verdicts, exchange: answered({}, { mode: 'stream' }) });
    expect(readFirstAttempt(record)).toEqual({
      error: false,
      timeout: false,
      retry: false,
      stream: false,
      truncation: false,
      schema: false,
    });
  });

  it('that failed is bad although the second one answered, and nothing is said of its answer', () => {
    const attempts = [failed('timeout'), buildAttempt({ number: 2 })];
    const verdicts = [pass('output-schema'), pass('truncation')];
    const record = buildRecord({ verdicts, exchange: answered({}, { attempts }) });
    expect(readFirstAttempt(record)).toEqual({ error: true, timeout: true, retry: true });
  });

  it('is good where its error is the answer that was approved', () => {
    const exchange = refused({ kind: 'content_filtered' }, { attempts: [failed('server_error')] });
    expect(readFirstAttempt(buildRecord({ state: 'passed', exchange }))).toEqual({
      error: false,
      timeout: false,
      retry: false,
    });
  });

  it('that was refused says nothing of streams, and one that was cut does', () => {
    expect(brokenStream('server_error')).toEqual({ error: true, timeout: false, retry: false });
    expect(brokenStream('stream_interrupted')).toEqual({
      error: true,
      timeout: false,
      retry: false,
      stream: true,
    });
  });

  it('is bad by each check that failed', () => {
    const verdicts = [fail('output-schema'), fail('truncation'), fail('stream-complete')];
    const record = buildRecord({ state: 'failed', verdicts, exchange: answered({}, { mode: 'stream' }) });
    expect(readFirstAttempt(record)).toMatchObject({
      error: false,
      schema: true,
      truncation: true,
      stream: true,
    });
  });

  it('of what was skipped is none', () => {
    expect(readFirstAttempt(buildRecord({ state: 'skipped', exchange: null }))).toBeNull();
  });
});

const OF = {
  target: 'vllm',
  source: 'live',
  run: '20260101-000000-0000',
  root: 'a'.repeat(64),
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-01-01T00:01:00.000Z',
  asked: 'b'.repeat(64),
  planned: 4,
} as const;

describe('a window', () => {
  it('counts what was asked, and the tokens of all its attempts', () => {
    const window = openWindow();
    window.add(buildRecord());
    window.add(
      buildRecord({
        state: 'errored',
        exchange: refused({ kind: 'timeout' }, { attempts: [failed('timeout')] }),
      }),
    );
    window.add(buildRecord({ state: 'skipped', exchange: null }));
    const { seen, indicators, tokens } = window.close(OF);
    expect([seen, tokens]).toEqual([2, 16]);
    expect(indicators.error).toEqual({ bad: 1, n: 2 });
    expect(indicators.schema).toEqual({ bad: 0, n: 0 });
  });

  it('knows its tokens where a stream broke off before they were counted', () => {
    const window = openWindow();
    const usage = { inputTokens: null, outputTokens: null, cachedTokens: null, reasoningTokens: null };
    window.add(buildRecord());
    window.add(
      buildRecord({
        state: 'errored',
        exchange: refused({ kind: 'stream_interrupted', partial: buildResponse({ usage }) }),
      }),
    );
    expect(window.close(OF).tokens).toBe(16);
  });

  it('does not know its tokens where an answer came without a count', () => {
    const window = openWindow();
    const usage = { inputTokens: null, outputTokens: 4, cachedTokens: null, reasoningTokens: null };
    window.add(buildRecord({ exchange: answered({ usage }) }));
    expect(window.close(OF).tokens).toBeNull();
  });
});
