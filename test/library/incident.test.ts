import { describe, expect, it } from 'vitest';
import { classify, decode, InputError, nodeWorld } from '../../src/index.ts';

const DEGRADED = { provider: 'nim', status: 400, body: '{"detail":"DEGRADED function cannot be invoked"}' };

function classifyWith(options: unknown): () => unknown {
  return () => Reflect.apply(classify, null, [DEGRADED, options]);
}

describe('classify', () => {
  it('says the same of an envelope as of its line', () => {
    const found = classify(DEGRADED);
    expect(found).toEqual({
      kind: 'overloaded',
      retryable: true,
      retryAfterMs: null,
      status: 400,
      providerCode: null,
      providerRequestId: null,
      message: 'DEGRADED function cannot be invoked',
    });
    expect(classify(JSON.stringify({ id: '1', ...DEGRADED }))).toEqual(found);
  });

  it('names the rule that decided when it is asked to', () => {
    const { decided, second } = classify(DEGRADED, { explain: true });
    expect(decided).toMatchObject({ kind: 'overloaded', place: expect.any(String) });
    expect(second?.rule).not.toBe(decided?.rule);
  });

  it('takes what an SDK threw as it is', () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104 });
    expect(classify({ provider: 'vllm', phase: 'transport', sdkError: reset })).toMatchObject({
      kind: 'connection',
      retryable: true,
    });
  });

  it('counts a date to wait for from the clock that it is given', () => {
    const clock = { ...nodeWorld().clock, wallMs: () => Date.parse('2026-01-01T00:00:00Z') };
    const headers = { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' };
    const found = classify({ provider: 'vllm', status: 429, headers }, { world: { clock } });
    expect(found.retryAfterMs).toBe(7_000);
  });

  it('refuses options that are not known, and none at all', () => {
    expect(classifyWith({ explian: true })).toThrow('unknown key "explian"');
    expect(classifyWith(null)).toThrow('the options must be a map of keys, not null');
    expect(classifyWith({ world: {} })).toThrow('world must be what nodeWorld() gives');
  });

  it('refuses what is no envelope', () => {
    expect(() => classify({ provider: 'acme' })).toThrow(InputError);
    expect(() => classify('{"provider":')).toThrow(/^the line is not JSON/);
    const wrong = '{"provider":"acme","phase":"later","status":"503","headers":[],"body":3,"sdkError":1}';
    const all = ['provider', 'phase', 'status', 'headers', 'body', 'sdkError'];
    expect(() => classify(wrong)).toThrow(
      expect.objectContaining({
        problems: all.map((field) =>
          expect.objectContaining({ message: expect.stringMatching(`^${field} must be`) }),
        ),
      }),
    );
  });
});

describe('decode', () => {
  const body = '{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"length"}]}';
  const recording = {
    wire: 'openai-chat',
    server: 'vllm',
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      bodyBase64: Buffer.from(body).toString('base64'),
    },
  };

  it('says what the adapter of the wire makes of recorded bytes', async () => {
    const decoded = await decode(recording);
    expect(decoded).toMatchObject({
      text: 'Hi',
      finish: 'length',
      complete: true,
      truncated: true,
      error: null,
    });
    expect(decoded.findings.map(({ code }) => code)).toContain('usage/missing');
  });

  it('refuses what is no recording, with everything that is wrong with it', async () => {
    const refused = decode({ wire: 'openai', response: { status: 1, bodyBase64: '' } });
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(/there is no wire "openai".*; response\.status is no HTTP status/);
  });
});
