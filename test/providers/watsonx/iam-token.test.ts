import { describe, expect, it } from 'vitest';
import type { Transport, WireRequest } from '../../../src/contract/wires/wire.ts';
import { CanonicalFailure } from '../../../src/providers/errors/canonical-failure.ts';
import { normalizeError } from '../../../src/providers/errors/normalize-error.ts';
import { createTokenSource } from '../../../src/providers/watsonx/iam-token.ts';
import { bytesResponse, type BytesResponse } from '../../../src/transport/in-memory-transport.ts';
import { createFakeClock } from '../../fake-clock.ts';

const never = new AbortController().signal;
/** https://github.com/IBM/watsonx-ai-java-sdk (IBMCloudAuthenticatorTest) */
const WRONG_KEY =
  '{"errorCode":"BXNIM0415E","errorMessage":"Provided API key could not be found.","errorDetails":"x","context":{"requestId":"iam-1"}}';

const tokenReply = (value: string, lifetimeS = 3_600): BytesResponse => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    access_token: value,
    token_type: 'Bearer',
    expires_in: lifetimeS,
    scope: 'ibm openid',
  }),
});

/** IAM with tokens numbered from 1; an exchange takes `slowMs`. */
function stage({ slowMs = 0, answer = (nth: number) => tokenReply(`token-${nth}`) } = {}) {
  const clock = createFakeClock();
  const asked: WireRequest[] = [];
  const learned: string[] = [];
  const iam: Transport = async (request, signal) => {
    asked.push(request);
    const nth = asked.length;
    if (slowMs > 0) await clock.sleep(slowMs, signal);
    return bytesResponse(answer(nth));
  };
  const tokens = createTokenSource({
    iamUrl: 'https://iam.cloud.ibm.com',
    apiKey: 'a key+/',
    transport: iam,
    clock,
    learnSecret: (secret) => learned.push(secret),
    errorFor: (status, headers, body) =>
      normalizeError(null, {
        provider: 'watsonx',
        redact: (text) => text,
        phase: 'http',
        status,
        headers,
        body,
        aborted: null,
        nowMs: 0,
      }),
  });
  return { clock, asked, tokens, learned };
}

function failure(error: unknown): CanonicalFailure['error'] {
  if (error instanceof CanonicalFailure) return error.error;
  throw new Error('no CanonicalFailure', { cause: error });
}

describe('the token of an IBM API key', () => {
  it('is read from a body cut anywhere, its characters whole', async () => {
    const { tokens } = stage({ answer: () => ({ ...tokenReply('é東😀'), chunkSize: 1 }) });
    expect(await tokens.token(never)).toBe('é東😀');
  });

  it('comes from one exchange and serves until 80% of its lifetime', async () => {
    const { tokens, asked, clock } = stage();
    expect(await tokens.token(never)).toBe('token-1');
    await clock.advance(2_879_999);
    expect(await tokens.token(never)).toBe('token-1');
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    expect(await tokens.token(never)).toBe('token-2');
    expect(asked).toHaveLength(2);
  });

  it('is asked for as IAM wants it', async () => {
    const { tokens, asked } = stage();
    await tokens.token(never);
    expect(asked).toEqual([
      {
        method: 'POST',
        url: 'https://iam.cloud.ibm.com/identity/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: 'grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&apikey=a+key%2B%2F&response_type=cloud_iam',
      },
    ]);
  });

  it('is exchanged once for all who ask at the same time', async () => {
    const { tokens, asked, clock } = stage({ slowMs: 100 });
    const all = Promise.all(Array.from({ length: 8 }, () => tokens.token(never)));
    expect(await clock.runUntil(all)).toEqual(Array.from({ length: 8 }, () => 'token-1'));
    expect(asked).toHaveLength(1);
  });

  it('is not lost to the others when the one who asked first goes away', async () => {
    const { tokens, asked, clock } = stage({ slowMs: 100 });
    const controller = new AbortController();
    const first = tokens.token(controller.signal).catch((error: unknown) => error);
    const second = tokens.token(never);
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await first).toBe(reason);
    expect(await clock.runUntil(second)).toBe('token-1');
    expect(asked).toHaveLength(1);
  });

  it('is not asked for by a call that was stopped before', async () => {
    const { tokens, asked } = stage();
    await expect(tokens.token(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(asked).toEqual([]);
  });

  it('is exchanged anew when the service refused it, once for all who heard so', async () => {
    const { tokens, asked } = stage();
    const token = await tokens.token(never);
    tokens.drop(token);
    expect(await tokens.token(never)).toBe('token-2');
    tokens.drop(token);
    expect(await tokens.token(never)).toBe('token-2');
    expect(asked).toHaveLength(2);
  });

  it('is told to the masks before anybody can use it, also where IAM forgot its lifetime', async () => {
    const { tokens, learned } = stage({
      answer: (nth) =>
        nth === 1 ? { body: '{"access_token":"half","refresh_token":"again"}' } : tokenReply('token-2'),
    });
    await expect(tokens.token(never)).rejects.toThrow(CanonicalFailure);
    expect(learned).toEqual(['half', 'again']);
    expect(await tokens.token(never)).toBe('token-2');
    expect(learned).toContain('token-2');
  });

  it('is refused for a wrong key as an authentication error, with the id that IAM gave', async () => {
    const { tokens } = stage({ answer: () => ({ status: 400, body: WRONG_KEY }) });
    const error = failure(await tokens.token(never).catch((thrown: unknown) => thrown));
    expect(error).toMatchObject({
      kind: 'authentication',
      retryable: false,
      status: 400,
      providerCode: 'BXNIM0415E',
      message: 'Provided API key could not be found.',
      providerRequestId: 'iam-1',
    });
  });

  it.each([
    ['a token without a lifetime', { body: '{"access_token":"x"}' }, 'malformed_response'],
    ['no JSON', { body: '<html>' }, 'malformed_response'],
    ['an outage', { status: 503, body: 'busy' }, 'overloaded'],
  ])(
    'is an error where IAM answers with %s, and is asked for again next time',
    async (_name, answer, kind) => {
      const { tokens, asked } = stage({ answer: (nth) => (nth === 1 ? answer : tokenReply('token-2')) });
      expect(failure(await tokens.token(never).catch((thrown: unknown) => thrown)).kind).toBe(kind);
      expect(await tokens.token(never)).toBe('token-2');
      expect(asked).toHaveLength(2);
    },
  );
});
