import { describe, expect, it } from 'vitest';
import { readDays } from '../../../src/providers/errors/read-days.ts';
import { readNotice } from '../../../src/providers/errors/read-notice.ts';
import { normalize } from './normalizing.ts';

const NOW_MS = Date.UTC(2026, 10, 26);
const error = (message: string, more: object = {}): string => JSON.stringify({ error: { message, ...more } });

const MARKED_LEGACY =
  'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 15 days. Please upgrade to an active model on Amazon Bedrock';

interface Told {
  readonly name: string;
  readonly status: number | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly on?: string | null;
}

/** How hosts say it: each in words of its own. */
const RETIRED: readonly Told[] = [
  {
    name: '410, with the day (NVIDIA)',
    status: 410,
    body: '{"type":"about:blank","title":"Gone","status":410,"detail":"The model \'meta/llama-4-maverick-17b-128e-instruct\' has reached its end of life on 2026-07-27T00:00:00Z and is no longer available."}',
    on: '2026-07-27',
  },
  { name: '410, and nothing beside it', status: 410, body: '' },
  {
    name: '410 in the body of a router, whatever status it puts on it',
    status: 502,
    body: '{"error":{"message":"upstream","status":410,"title":"Gone"}}',
  },
  {
    name: '410, with other words (SambaNova)',
    status: 410,
    body: error(
      'The requested model (Llama-4-Maverick-17B-128E-Instruct) is not available on SambaNova Cloud.',
    ),
  },
  {
    name: '404 with words (OpenAI)',
    status: 404,
    body: error('The model `gpt-4-0314` has been deprecated, learn more here: https://x.test', {
      code: 'model_not_found',
    }),
  },
  {
    name: '400 model_not_available (Together)',
    status: 400,
    body: error('Unable to access non-serverless model meta-llama/Llama-4-Scout-17B-16E-Instruct.', {
      type: 'invalid_request_error',
      code: 'model_not_available',
    }),
  },
  {
    name: '400 model_decommissioned (Groq)',
    status: 400,
    body: error('The model `llama3-8b-8192` has been decommissioned and is no longer supported.', {
      code: 'model_decommissioned',
    }),
  },
  {
    name: '404 named for what is not found, though access is denied (Bedrock)',
    status: 404,
    headers: { 'x-amzn-errortype': 'ResourceNotFoundException:http://internal.amazon.com/' },
    body: JSON.stringify({ message: MARKED_LEGACY }),
  },
  {
    name: '404 at the end of a life (Bedrock)',
    status: 404,
    body: '{"message":"This model version has reached the end of its life. Please refer to the AWS documentation for more details."}',
  },
  {
    name: '404 after the day of its header',
    status: 404,
    headers: { sunset: 'Thu, 30 Jul 2026 00:00:00 GMT' },
    body: error('Not Found'),
    on: '2026-07-30',
  },
];

describe('a model that its host has retired', () => {
  it.each(RETIRED)('is told by $name', ({ status, headers = {}, body, on = null }) => {
    const { kind, retryable, retirement } = normalize(null, { status, headers, body, nowMs: NOW_MS });
    expect({ kind, retryable, retirement }).toEqual({
      kind: 'model_not_found',
      retryable: false,
      retirement: { state: 'retired', on },
    });
  });
});

describe('a model that may be misspelt', () => {
  it.each<Told>([
    {
      name: 'vLLM',
      status: 404,
      body: error('The model `llama-4-skout` does not exist.', { type: 'NotFoundError', code: 404 }),
    },
    {
      name: 'Groq',
      status: 404,
      body: error('The model `x` does not exist or you do not have access to it.', {
        code: 'model_not_found',
      }),
    },
    { name: 'Bedrock', status: 400, body: '{"message":"The provided model identifier is invalid."}' },
    {
      name: 'watsonx',
      status: 404,
      body: '{"errors":[{"code":"model_not_supported","message":"Model \'x\' is not supported"}],"trace":"1","status_code":404}',
    },
    {
      name: 'NVIDIA',
      status: 404,
      body: '{"status":404,"title":"Not Found","detail":"Function \'1-2\': Not found for account \'a\'"}',
    },
    { name: 'a bare 404', status: 404, body: '' },
  ])('is not called retired: $name', ({ status, body }) => {
    const { kind, retirement } = normalize(null, { status, body, nowMs: NOW_MS });
    expect([kind, retirement]).toEqual(['model_not_found', null]);
  });
});

it('an error of another kind is what it is, and keeps the end that its head announces', () => {
  const headers = { sunset: 'Sun, 31 Jan 2027 00:00:00 GMT' };
  const { kind, retirement } = normalize(null, { status: 429, headers, body: '', nowMs: NOW_MS });
  expect([kind, retirement]).toEqual(['rate_limited', { state: 'retiring', on: '2027-01-31' }]);
});

describe('the head of a response', () => {
  it.each([
    [{ sunset: 'Thu, 30 Jul 2026 00:00:00 GMT' }, '2026-07-30', /ends this on 2026-07-30/],
    [{ sunset: 'Thu, 30 Jul 2026 00:00:00 GMT', deprecation: 'true' }, '2026-07-30', /sunset/],
    [{ sunset: 'soon', deprecation: '@1782777600' }, null, /from 2026-06-30, and names no end/],
    [{ deprecation: 'true' }, null, /deprecates this, and names no end/],
    [{ deprecation: 'Tue, 30 Jun 2026 00:00:00 GMT' }, null, /from 2026-06-30/],
  ])('%j announces an end', (headers, on, message) => {
    const notice = readNotice(headers, NOW_MS);
    expect(notice?.retirement).toEqual({ state: 'retiring', on });
    expect(notice?.message).toMatch(message);
  });

  it.each([{}, { sunset: 'soon' }, { sunset: '' }, { deprecation: 'false' }, { deprecation: '@' }])(
    '%j announces nothing',
    (headers) => expect(readNotice(headers, NOW_MS)).toBeNull(),
  );
});

describe('the days in a text', () => {
  it.each([
    ['end of life on 2026-07-27T00:00:00Z', ['2026-07-27']],
    ['retired on July 27, 2026.', ['2026-07-27']],
    ['retired on Sept. 3rd 2026', ['2026-09-03']],
    ['gone since 27 Jul 2026', ['2026-07-27']],
    ['deprecated from 2026-05-05. It will be withdrawn from 2026-08-08.', ['2026-05-05', '2026-08-08']],
    ['from 1 August 2026, was 2026-07-01', ['2026-07-01', '2026-08-01']],
    // Which figure is the month nobody can tell; models and ids have figures too; February has no 30th.
    ['on 07/08/2026', []],
    ['the model `gpt-4o-2024-05-13` is gone', []],
    ['claude-3-5-sonnet-20241022', []],
    ['2026-02-30 or 2026-13-01', []],
  ])('%s', (text, days) => expect(readDays(text)).toEqual(days));
});
