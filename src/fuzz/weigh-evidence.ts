import fc from 'fast-check';
import { z } from 'zod';
import type { ErrorContext } from '../contract/errors/error.ts';

const word = z.string().nullable();

/** What an error may hold, each in a field of its own. */
export const signsSchema = z
  .strictObject({
    aborted: z.enum(['cancelled', 'timeout']).nullable(),
    phase: z.enum(['http', 'stream', 'transport']),
    status: z.int().nullable(),
    'headers/x-amzn-errortype': word,
    'body/error/code': word,
    'body/error/message': word,
    'body/error/status': z.int().nullable(),
    'thrown/name': word,
    'thrown/code': word,
    'thrown/message': word,
  })
  .readonly();

export type Signs = z.infer<typeof signsSchema>;

const CODES = [
  'ThrottlingException',
  'ValidationException',
  'ServiceUnavailableException',
  'ModelTimeoutException',
  'AccessDeniedException',
  'context_length_exceeded',
  'rate_limit_exceeded',
  'token_quota_reached',
  'invalid_api_key',
  'server_error',
  'BadRequestError',
  'zany',
];
const WORDS = [
  'Too many requests, please wait before trying again.',
  'Input is too long for requested model.',
  'Model is overloaded',
  'The model `x` does not exist.',
  'It went 503 ways, none of them good.',
  'The security token included in the request is expired',
  'Something odd happened',
  'Internal server error',
  'rpc error: code = DeadlineExceeded desc = context deadline exceeded',
  'CUDA error: invalid argument',
];
const SOCKETS = ['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'EZANY'];
const STATUSES = [200, 400, 401, 403, 404, 408, 413, 424, 429, 500, 502, 503, 504];

const maybe = (words: readonly string[]): fc.Arbitrary<string | null> => fc.option(fc.constantFrom(...words));

export const arbitrarySigns: fc.Arbitrary<Signs> = fc.record({
  aborted: fc
    .option(fc.constantFrom('cancelled' as const, 'timeout' as const), { freq: 2 })
    .map((aborted) => aborted),
  phase: fc.constantFrom<ErrorContext['phase']>('http', 'stream', 'transport'),
  status: fc.option(fc.constantFrom(...STATUSES)),
  'headers/x-amzn-errortype': maybe(CODES),
  'body/error/code': maybe(CODES),
  'body/error/message': maybe(WORDS),
  'body/error/status': fc.option(fc.constantFrom(...STATUSES)),
  'thrown/name': maybe(CODES),
  'thrown/code': maybe(SOCKETS),
  'thrown/message': maybe(WORDS),
});

/** The error that these signs make; a field that is null is not there. */
export function buildSigns(signs: Signs): { readonly thrown: unknown; readonly context: ErrorContext } {
  const { aborted, phase, status } = signs;
  const type = signs['headers/x-amzn-errortype'];
  const envelope = present({
    code: signs['body/error/code'],
    message: signs['body/error/message'],
    status: signs['body/error/status'],
  });
  const thrown = present({
    name: signs['thrown/name'],
    code: signs['thrown/code'],
    message: signs['thrown/message'],
  });
  return {
    thrown: Object.keys(thrown).length === 0 ? null : thrown,
    context: {
      phase,
      status,
      aborted,
      nowMs: 0,
      headers: type === null ? {} : { 'x-amzn-errortype': type },
      body: Object.keys(envelope).length === 0 ? null : JSON.stringify({ error: envelope }),
    },
  };
}

function present(members: Readonly<Record<string, string | number | null>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
