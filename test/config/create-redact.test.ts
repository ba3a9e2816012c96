import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact } from '../../src/config/secrets/create-redact.ts';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';

const secret = fc.oneof(
  fc.string({ minLength: 6, maxLength: 40, unit: anyCodePoint }),
  fc.string({ minLength: 6, maxLength: 40 }),
  fc.string({ minLength: 6, maxLength: 9, unit: fc.constantFrom('a', 'b', '*', '=', '%', '\u2588') }),
  fc.base64String({ minLength: 8, maxLength: 40 }),
);

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  base64,
  'base64 without padding': (text) => base64(text).replaceAll('=', ''),
  'base64 for URLs': (text) => Buffer.from(text, 'utf8').toString('base64url'),
  'percent-encoded': (text) => encodeURIComponent(text.toWellFormed()),
  'percent-encoded in lower case': (text) =>
    encodeURIComponent(text.toWellFormed()).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  'form-encoded': (text) => encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+'),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
};

/** Text with words that the shapes of credentials begin with. */
const noise = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        'Authorization: ',
        'Bearer ',
        '"api_key":"',
        'AKIAIOSFODNN7EXAMPLE',
        'eyJ',
        'sk-',
        '://u:',
        '@',
        '***',
        'Signature=',
        '\n',
        '"',
        'nvapi-0123456789abcdef0123',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe.each(Object.entries(ENCODINGS))('a secret that is %s', (_name, encode) => {
  it('never survives', () => {
    fc.assert(
      fc.property(
        secret,
        fc.array(secret, { maxLength: 3 }),
        noise,
        noise,
        (planted, others, before, after) => {
          const redact = createRedact([...others, planted]);
          const form = encode(planted);
          const shown = redact(`${before}${form}${after}${form}`);
          expect(shown.includes(form)).toBe(false);
        },
      ),
    );
  });
});

it('a secret within more bytes does not survive their base64', () => {
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (planted, before, after) => {
      const shown = createRedact([planted])(base64(before + planted.toWellFormed() + after));
      expect(Buffer.from(shown, 'base64').includes(Buffer.from(planted.toWellFormed()))).toBe(false);
    }),
  );
});

it('redacting twice is redacting once', () => {
  fc.assert(
    fc.property(fc.array(secret, { maxLength: 3 }), fc.array(noise), (secrets, parts) => {
      const redact = createRedact(secrets);
      const once = redact(parts.join(secrets[0] ?? ''));
      expect(redact(once)).toBe(once);
    }),
  );
});

it('text without secrets is left as it is', () => {
  const redact = createRedact(['vllm-key-0123456789']);
  for (const text of [
    '{"id":"chatcmpl-1","model":"meta-llama/Llama-4-Maverick","choices":[{"finish_reason":"stop"}]}',
    'The bearer of this letter asks for task-management advice.',
    'usage: prompt_tokens 38, completion_tokens 3',
    'https://bedrock-runtime.us-east-1.amazonaws.com/model/us.meta.llama4-scout-17b-instruct-v1%3A0/converse',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
  ]) {
    expect(redact(text)).toBe(text);
  }
});

it('secrets shorter than six characters mask nothing', () => {
  expect(createRedact(['a', 'stop!'])('a stop! sign')).toBe('a stop! sign');
});

it.each([
  ['authorization: Bearer abc.def', 'authorization: Bearer ***'],
  ['{"Authorization":"Basic dTpw","x":1}', '{"Authorization":"Basic ***","x":1}'],
  ['{\\"authorization\\":\\"Bearer abc\\"}', '{\\"authorization\\":\\"Bearer ***\\"}'],
  ['token is Bearer abcdefghijklmnopqrstuvwxyz', 'token is Bearer ***'],
  ['key AKIAIOSFODNN7EXAMPLE.', 'key ***.'],
  ['nvapi-Zm9vYmFyYmF6cXV4MTIzNDU2', '***'],
  ['x-api-key: 1234', 'x-api-key: ***'],
  ['grant_type=x&apikey=abc&response_type=y', 'grant_type=x&apikey=***&response_type=y'],
  ['{"access_token":"eyJhbGciOi","expires_in":3600}', '{"access_token":"***","expires_in":3600}'],
  ['jwt eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2lnbmF0dXJl', 'jwt ***'],
  ['http://user:hunter2@proxy:8080', 'http://user:***@proxy:8080'],
  [
    `algorithm="rsa-sha256",signature="${'dUxvjgn/Hz28'.repeat(20)}=="`,
    'algorithm="rsa-sha256",signature="***"',
  ],
  ['signature="of whoever signs"', 'signature="of whoever signs"'],
  [
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=0123abcd',
    'AWS4-HMAC-SHA256 Credential=***, SignedHeaders=host, Signature=***',
  ],
])('%s is masked by its shape', (text, shown) => {
  expect(createRedact([])(text)).toBe(shown);
});

it('time grows with the text, not with its square', () => {
  const redact = createRedact(['vllm-key-0123456789']);
  for (const piece of [
    'eyJ',
    'sk-',
    'AKIA',
    'Authorization: ',
    '://a:',
    'Bearer ',
    'apikey=',
    'signature="',
    ' ',
    '%',
    'vllm-key-',
  ]) {
    // A square of this length would take minutes and meet the test's timeout.
    expect(redact(piece.repeat(200_000)).length).toBeGreaterThan(0);
  }
});
