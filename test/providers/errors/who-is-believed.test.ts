import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHRASES } from '../../../src/providers/errors/match-text.ts';
import { LANGUAGE_FAULT } from '../../../src/providers/errors/phrases/language-faults.ts';
import { CRASHED } from '../../../src/providers/errors/phrases/server-crashed.ts';
import { ENGINE } from '../../../src/providers/errors/phrases/server-error.ts';
import { LOADING } from '../../../src/providers/errors/phrases/server-loading.ts';
import { OWN_FAULT } from '../../../src/providers/errors/phrases/server-own-fault.ts';
import { readStatuses } from '../../../src/providers/errors/read-statuses.ts';
import { explain, normalize } from './normalizing.ts';

const openai = (message: string, type: string | null = null): string =>
  JSON.stringify({ error: { message, type, param: null, code: null } });

/** Texts of a kind that quote no status: a 4xx in words is a refusal, whatever else they say. */
const seenOf = (kind: string): readonly string[] =>
  PHRASES.map((ranked) => (ranked.kind === kind ? ranked.phrase.seen : '')).filter(
    (seen) => seen !== '' && readStatuses(seen).length === 0,
  );

describe("the server's own fault", () => {
  const faults = [OWN_FAULT, LANGUAGE_FAULT, ENGINE, CRASHED, LOADING].flatMap(({ phrases }) =>
    phrases.map(({ seen }) => seen),
  );
  const ours = fc.constantFrom(
    ...['invalid_request', 'unsupported_feature', 'permission', 'context_overflow'].flatMap(seenOf),
  );

  it('outranks words beside it that sound like the caller’s', () => {
    fc.assert(
      fc.property(fc.constantFrom(...faults), ours, fc.constantFrom(500, 503), (fault, caller, status) => {
        for (const text of [`${fault} ${caller}`, `${caller} ${fault}`]) {
          const { kind, retryable } = normalize(null, { status, body: openai(text, 'server_error') });
          expect([kind, retryable]).toEqual(['server_error', true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a driver', 500, 'CUDA error: invalid argument'],
    ['a language', 500, "unsupported operand type(s) for +: 'int' and 'str'"],
    ['an operating system', 500, "[Errno 13] Permission denied: '/x/.cache'"],
    ['a disk', 500, 'quota exceeded on disk'],
    ['a library that says of itself what servers say of requests', 500, 'invalid argument'],
    ['a driver that nobody gave a status', null, 'CUDA error: invalid argument'],
  ])('is heard from %s', (_, status, message) => {
    const type = status === null ? 'server_error' : 'InternalServerError';
    expect(normalize(null, { status, body: openai(message, type) })).toMatchObject({
      kind: 'server_error',
      retryable: true,
    });
  });

  it('is not what a 500 says of a model that is not there', () => {
    const body = openai('The model `x` does not exist', 'server_error');
    expect(normalize(null, { status: 500, body }).kind).toBe('model_not_found');
  });

  it('is not what a 400 says of the request in the words of a language', () => {
    const body = openai("'NoneType' object is not iterable", 'BadRequestError');
    expect(normalize(null, { status: 400, body }).kind).toBe('invalid_request');
  });
});

describe('on a status of 200 only an error speaks of errors', () => {
  const phrases = fc.constantFrom(...PHRASES.map(({ phrase }) => phrase.seen));
  const left = fc.double({ min: 0.3, max: 0.98, noNaN: true });

  it('and not what a model writes, whole or cut', () => {
    fc.assert(
      fc.property(phrases, left, (content, share) => {
        const answer = JSON.stringify({
          id: 'c',
          object: 'chat.completion',
          choices: [
            { index: 0, message: { role: 'assistant', content: `It failed: ${content}, they say.` } },
          ],
        });
        for (const body of [answer, answer.slice(0, Math.floor(answer.length * share))]) {
          expect(normalize(null, { status: 200, body }).kind).toBe('malformed_response');
        }
      }),
    );
  });

  it('nor of a page that a model writes of', () => {
    const body = '{"choices":[{"message":{"content":"It failed: \\"<!DOCTYPE \\"... is not valid';
    expect(normalize(null, { status: 200, body }).kind).toBe('malformed_response');
  });

  it('nor junk', () => {
    fc.assert(
      fc.property(phrases, (words) => {
        const junk = words.replaceAll(/[<{[]/g, '(');
        expect(normalize(null, { status: 200, body: `{malformed json: <<<${junk}>>>` }).kind).toBe(
          'malformed_response',
        );
      }),
    );
    expect(normalize(null, { status: 200, body: 'Rate limit exceeded' })).toMatchObject({
      kind: 'malformed_response',
      message: 'status 200',
    });
  });

  it.each([
    ['an envelope', '{"error":{"message":"Rate limit exceeded"}}', 'rate_limited'],
    ['an envelope that was cut', '{"error":{"message":"Rate limit exceeded for mod', 'rate_limited'],
    ['an error event', 'event: error\ndata: Rate limit exceeded\n\n', 'rate_limited'],
    ['a page', '<html><h1>503 Service Unavailable</h1></html>', 'overloaded'],
  ])('%s does', (_, body, kind) => {
    expect(normalize(null, { status: 200, body }).kind).toBe(kind);
  });

  it('and an event of a stream that names no error is an answer', () => {
    const body = 'data: {"choices":[{"delta":{"content":"Rate limit exceeded';
    expect(normalize(null, { status: 200, body }).kind).toBe('malformed_response');
  });
});

describe('the words of gRPC and Go', () => {
  it.each([
    ['rpc error: code = DeadlineExceeded desc = context deadline exceeded', 'timeout'],
    ['rpc error: code = Unavailable desc = transport is closing', 'overloaded'],
    ['rpc error: code = PermissionDenied desc = no', 'permission'],
    ['rpc error: code = Unauthenticated desc = no', 'authentication'],
    ['rpc error: code = Canceled desc = context canceled', 'cancelled'],
    ['could not load model: rpc error: code = Canceled desc = ', 'server_error'],
    ['context deadline exceeded', 'timeout'],
    ['context deadline exceeded (Client.Timeout exceeded while awaiting headers)', 'timeout'],
  ])('are a code: %s', (message, kind) => {
    expect(normalize({ message }).kind).toBe(kind);
    expect(normalize(null, { status: 500, body: openai(message) }).kind).toBe(
      kind === 'cancelled' ? 'cancelled' : kind,
    );
  });

  it('never speak of a context window', () => {
    for (const word of ['deadline exceeded', 'canceled', 'cancelled', 'deadline']) {
      for (const before of ['exceeded', 'over the limit:', 'longer than', 'beyond the']) {
        expect(normalize({ message: `${before} context ${word}` }).kind).not.toBe('context_overflow');
      }
    }
  });
});

describe('a current length', () => {
  it('is one of an input beside its limit, and of anything else without', () => {
    const [overflow, queue] = [
      'Current length is 42328 while limit is 40000',
      'the queue is full, its current length is 100',
    ].map((message) => normalize({ message }).kind);
    expect(overflow).toBe('context_overflow');
    expect(queue).not.toBe('context_overflow');
  });
});

describe('a quota', () => {
  const spent = fc.constantFrom(
    'You exceeded your current quota, please check your plan and billing details.',
    'Quota exceeded for metric: generate_content_free_tier_requests, limit: 5',
    'Token quota exhausted',
  );

  it('that comes back within the minute is a rate', () => {
    fc.assert(
      fc.property(spent, fc.integer({ min: 1, max: 59 }), (words, seconds) => {
        const body = openai(`${words} Please retry in ${seconds}.5s.`);
        expect(normalize(null, { status: 429, body })).toMatchObject({
          kind: 'rate_limited',
          retryable: true,
        });
      }),
    );
  });

  it('of a rate is a rate', () => {
    const faultstring = 'Rate limit quota violation. Quota limit exceeded. Identifier : x';
    expect(normalize(null, { status: 429, body: JSON.stringify({ fault: { faultstring } }) }).kind).toBe(
      'rate_limited',
    );
  });

  it('of a day is spent, however soon one may ask again', () => {
    fc.assert(
      fc.property(spent, (words) => {
        const body = openai(`${words} Limit: 50 requests per day. Please retry in 20s.`);
        expect(normalize(null, { status: 429, body }).kind).toBe('quota_exhausted');
      }),
    );
  });
});

describe('a call that does not fit its own function', () => {
  it.each([
    [500, 'server_error'],
    [400, 'invalid_request'],
    [null, 'invalid_request'],
  ])('is said with %s', (status, kind) => {
    const body = openai("forward() got an unexpected keyword argument 'x'");
    expect(normalize(null, { status, body }).kind).toBe(kind);
  });
});

describe('of a chain of exceptions', () => {
  it.each([
    [
      '.NET',
      'System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.\n ---> System.TimeoutException: A task was canceled.\n ---> System.Net.Sockets.SocketException (125): Operation canceled',
      'timeout',
    ],
    [
      'Java',
      'java.util.concurrent.ExecutionException: it failed\nCaused by: java.net.http.HttpTimeoutException: request timed out\nCaused by: java.net.ConnectException: Connection refused',
      'timeout',
    ],
    [
      'Python',
      'Traceback (most recent call last):\n  File "a.py", line 1\nhttpx.ReadTimeout: The read operation timed out\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "b.py", line 2\nopenai.RateLimitError: Error code: 429 - slow',
      'rate_limited',
    ],
  ])('the outermost that names a cause decides, in %s', (_, message, kind) => {
    expect(normalize({ message }).kind).toBe(kind);
  });

  it('one that says no more than that something failed is passed over', () => {
    const message =
      'AggregateException: One or more errors occurred. ---> HttpRequestException: Internal error ---> Anthropic: Your credit balance is too low';
    expect(normalize({ message }).kind).toBe('quota_exhausted');
  });

  it('the whole is heard where nobody names a cause', () => {
    expect(normalize({ message: 'Outer: no ---> Inner: no' })).toMatchObject({
      kind: 'unknown',
      message: 'Outer: no ---> Inner: no',
    });
  });
});

describe('words and their direction', () => {
  it.each([
    ['Failed to deserialize the JSON body into the target type: missing field `model`', 'invalid_request'],
    ['error decoding response body: missing field `choices` at line 1 column 2', 'malformed_response'],
    ['error decoding response body: expected a string at line 1 column 9', 'malformed_response'],
    ['error decoding response body: operation timed out', 'timeout'],
  ])('are the request’s or the answer’s: %s', (message, kind) => {
    expect(normalize({ message }).kind).toBe(kind);
  });

  it('a cause after a colon outranks the vague words before it', () => {
    for (const vague of ['Generation failed', 'Internal error', 'An unexpected error occurred']) {
      for (const [cause, kind] of [
        ['The request timed out.', 'timeout'],
        ['Connection refused', 'connection'],
        ['rate limit reached', 'rate_limited'],
      ] as const) {
        expect(normalize({ message: `${vague}: ${cause}` }).kind).toBe(kind);
      }
    }
  });

  it('a named output parameter is heard before advice to shorten', () => {
    const body = openai('max_tokens 9 cannot exceed 8. Please reduce the length of the messages.');
    expect(normalize(null, { status: 400, body }).kind).toBe('output_limit');
  });
});

describe('fields', () => {
  it.each([
    [
      '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}',
      404,
      'invalid_request',
    ],
    [
      '{"Output":{"__type":"com.amazon.coral.service#ThrottlingException","message":"no"}}',
      400,
      'rate_limited',
    ],
    ['{"message":"no","stopReason":"guardrail_intervened"}', 400, 'content_filtered'],
    ['{"message":{"action":"GUARDRAIL_INTERVENED"}}', 400, 'content_filtered'],
    ['{"error":{"message":"no"},"finish_reason":"content_filter"}', 500, 'content_filtered'],
    ['{"status":"Serverless endpoint not found"}', null, 'model_not_found'],
  ])('%s', (body, status, kind) => {
    expect(normalize(null, { status, body }).kind).toBe(kind);
  });

  it('that end an answer as usual say nothing', () => {
    const body = '{"error":{"message":"it broke"},"stopReason":"end_turn"}';
    expect(normalize(null, { status: 500, body })).toMatchObject({
      kind: 'server_error',
      providerCode: null,
    });
  });

  it.each([
    ['{"error":"Model x is currently loading","estimated_time":20.5}', 20_500],
    ['{"error":{"message":"busy","retry_after_seconds":3}}', 3_000],
    ['{"error":{"message":"busy","cooldown_time":"5s"}}', 5_000],
    ['{"error":{"message":"busy","resets_in_seconds":60}}', 60_000],
  ])('state a wait: %s', (body, retryAfterMs) => {
    expect(normalize(null, { status: 503, body }).retryAfterMs).toBe(retryAfterMs);
  });
});

describe('a stack', () => {
  it('says what was thrown, and nothing by where', () => {
    const stack = 'Error: 403 Forbidden\n    at readTimeout (/app/rate-limit-exceeded.js:1:1)';
    expect(normalize(null, { body: JSON.stringify({ error: { stack } }) }).kind).toBe('permission');
  });
});

describe('an envelope that a validator refused', () => {
  it.each(PHRASES.map(({ phrase }) => phrase.seen))(
    'says what it says alone, and not what the validator objects: %s',
    (message) => {
      const envelope = JSON.stringify({ type: 'error', error: { message } });
      const objection =
        '[{"code":"invalid_type","message":"Invalid input: expected object, received string"}]';
      const body = `Type validation failed: Value: ${envelope}. Error message: ${objection}`;
      expect(normalize(null, { body }).kind).toBe(normalize(null, { body: envelope }).kind);
    },
  );
});

describe('what is not to be had', () => {
  const whatever = fc.constantFrom('model', 'service', 'endpoint', 'provider', 'upstream', 'server');

  it('is refused where the status forbids it, unless it is said that it passes', () => {
    fc.assert(
      fc.property(whatever, fc.constantFrom(401, 403), (what, status) => {
        const kindOf = (error: string): string =>
          normalize(null, { status, body: JSON.stringify({ error }) }).kind;
        expect(kindOf(`remote ${what} is unavailable`)).toBe(
          status === 401 ? 'authentication' : 'permission',
        );
        expect(kindOf(`remote ${what} is unavailable, try again later`)).toBe('overloaded');
      }),
    );
  });
});

describe('a guess at several causes', () => {
  const causes = fc.shuffledSubarray(
    ['content filtering', 'rate limiting', 'an invalid API key', 'a timeout', 'an overloaded server'],
    { minLength: 2, maxLength: 3 },
  );

  it('says none of them', () => {
    fc.assert(
      fc.property(causes, fc.constantFrom('caused by', 'due to', 'because of'), (several, by) => {
        const guess = `This may be ${by} ${several.slice(0, -1).join(', ')}, or ${several.at(-1) ?? ''}.`;
        const body = JSON.stringify({ error: `Model 'x' returned a response with no choices. ${guess}` });
        expect(normalize(null, { body }).kind).toBe('model_error');
      }),
    );
  });
});

describe('a list of what might have been said', () => {
  it.each(['`', "'", '"'])('says none of it: %s', (quote) => {
    const list = ['stop', 'content_filter', 'tool_calls'].map((name) => quote + name + quote).join(', ');
    expect(normalize(null, { body: `unknown variant, expected one of ${list}` }).kind).not.toBe(
      'content_filtered',
    );
  });
});

describe('a message', () => {
  it.each([
    'Tool not found, see https://example.com/docs?x=1 for more',
    'Value is not callable: {{ x }} at row 1, column 72',
    'upstream said {"code": "x_y"} and hung up',
  ])('keeps its addresses and its braces: %s', (message) => {
    expect(normalize(null, { status: 500, body: JSON.stringify({ error: message }) }).message).toBe(message);
  });
});

describe('an explanation', () => {
  it('names the phrase, the field and the source', () => {
    const body = openai('request (9001 tokens) exceeds the available context size (8192 tokens)');
    expect(explain(null, { status: 400, body })).toMatchObject({
      decided: {
        rule: 'text/context_overflow/exceeds-the-available-context-size',
        place: 'body/error/message',
        source: expect.stringMatching(/^https:/),
      },
      second: { rule: 'status/400', source: null },
    });
  });
});
