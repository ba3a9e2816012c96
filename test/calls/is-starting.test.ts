import { expect, it } from 'vitest';
import { isStarting } from '../../src/calls/is-starting.ts';
import { ERROR_KINDS } from '../../src/contract/errors/error-kind.ts';
import { normalizeError } from '../../src/providers/errors/normalize-error.ts';

function errorOf(status: number | null, body: string | null, thrown: unknown = null) {
  return normalizeError(thrown, {
    provider: 'vllm',
    redact: (text) => text,
    phase: status === null ? 'transport' : 'http',
    status,
    headers: {},
    body,
    aborted: null,
    nowMs: 0,
  });
}

const REFUSED = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:8000'), { code: 'ECONNREFUSED' }),
});

it.each([
  ['a closed port', null, null, REFUSED],
  [
    'a model that is loading',
    503,
    '{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}',
    null,
  ],
  ['an engine that is not up', 503, '', null],
  ['a proxy before a closed port', 502, '<html><h1>502 Bad Gateway</h1></html>', null],
  ['a proxy before a silent port', 504, 'upstream request timeout', null],
])('%s may be starting', (_, status, body, thrown) => {
  expect(isStarting(errorOf(status, body, thrown))).toBe(true);
});

it.each([
  ['a wrong key', 401, '{"error":{"message":"Invalid API Key"}}'],
  ['a wrong model', 404, '{"error":{"message":"The model `x` does not exist."}}'],
  ['a bad request', 400, '{"error":{"message":"max_tokens must be at least 2"}}'],
  ['a rate limit', 429, '{"error":{"message":"Rate limit exceeded"}}'],
  ['a crash', 500, 'Internal Server Error'],
])('%s is there, and to be judged', (_, status, body) => {
  expect(isStarting(errorOf(status, body))).toBe(false);
});

it('is decided for every kind', () => {
  const error = errorOf(400, '');
  const starting = ERROR_KINDS.filter((kind) => isStarting({ ...error, kind }));
  expect(starting.toSorted()).toEqual(['connection', 'overloaded', 'timeout']);
});
