import { describe, expect, it } from 'vitest';
import { watsonxFace } from '../../../src/simulator/watsonx/face.ts';
import { jsonOf, MOMENT, refusal } from '../openai/stage.ts';
import { BODY, exchange, GRANT, post, SEAT, tokenFor } from './stage.ts';

const issuedAtS = Math.floor(MOMENT.createdMs / 1000);

describe('the IAM exchange', () => {
  it('gives a three-part token with times that can be decoded', () => {
    const { status, body } = exchange(`${GRANT}&apikey=ibm-test-key`);
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      refresh_token: 'not_supported',
      token_type: 'Bearer',
      expires_in: 3600,
      expiration: issuedAtS + 3600,
      scope: 'ibm openid',
    });
    const [, claims = ''] = tokenFor().split('.');
    expect(tokenFor().split('.')).toHaveLength(3);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      iat: issuedAtS,
      exp: issuedAtS + 3600,
    });
  });

  it('refuses a wrong key with 400 and an envelope of its own', () => {
    expect(exchange(`${GRANT}&apikey=wrong`)).toEqual({
      status: 400,
      body: {
        errorCode: 'BXNIM0415E',
        errorMessage: 'Provided API key could not be found.',
        errorDetails: expect.any(String),
        context: { requestId: expect.any(String) },
      },
    });
  });

  it.each([
    ['no grant type', 'apikey=ibm-test-key', {}, 400],
    ['another grant type', 'grant_type=password&apikey=ibm-test-key', {}, 400],
    ['no key', GRANT, {}, 400],
    ['a JSON body', '{}', { headers: { 'content-type': 'application/json' } }, 415],
  ])('refuses %s', (_what, form, changes, status) => {
    expect(exchange(form, changes).status).toBe(status);
  });

  it('stands on its own path alone', () => {
    expect(watsonxFace.answerAside(post(BODY), SEAT, MOMENT)).toBeNull();
  });
});

const ask =
  (authorization: string, createdMs = MOMENT.createdMs) =>
  () =>
    watsonxFace.hear(post(BODY, { headers: { authorization } }), SEAT, { ...MOMENT, createdMs });

const later = (ms: number) => ask(`Bearer ${tokenFor()}`, MOMENT.createdMs + ms);

describe('a chat request and its token', () => {
  it.each([
    ['no token', ''],
    ['a text that is no token', 'Bearer abc'],
    ['the API key itself', 'Bearer ibm-test-key'],
    ['a token with another signature', `Bearer ${tokenFor().slice(0, -4)}AAAA`],
    ['a token with other claims', `Bearer ${tokenFor().split('.').with(1, 'e30').join('.')}`],
  ])('is refused with %s', (_what, authorization) => {
    const reply = refusal(ask(authorization));
    expect(reply.status).toBe(401);
    expect(jsonOf(reply)).toMatchObject({
      errors: [{ code: 'authentication_token_not_valid' }],
      status_code: 401,
    });
  });

  it('is refused once the token has run out, and not before', () => {
    expect(later(3_590_000)().modelId).toBe(SEAT.modelId);
    const reply = refusal(later(3_600_000));
    expect(jsonOf(reply)).toMatchObject({
      errors: [{ code: 'authentication_token_expired' }],
      status_code: 401,
    });
  });
});
