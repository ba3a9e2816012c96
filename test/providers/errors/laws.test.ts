import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact } from '../../../src/config/secrets/create-redact.ts';
import { ERROR_KINDS } from '../../../src/contract/errors/error-kind.ts';
import { GuardError } from '../../../src/contract/errors/guard-error.ts';
import { anyCodePoint } from '../../../src/fuzz/any-code-point.ts';
import { CanonicalFailure } from '../../../src/providers/errors/canonical-failure.ts';
import { READ_CHARS, WORDS_CHARS } from '../../../src/providers/errors/clip-text.ts';
import { collectEvidence } from '../../../src/providers/errors/collect-evidence.ts';
import { explain, normalize } from './normalizing.ts';
import { POSTED } from './posted.ts';

const posted = fc.constantFrom(
  ...POSTED.filter(({ body, status }) => body !== undefined && status !== undefined),
);
const structured = fc.constantFrom(
  ...POSTED.filter(({ body, status }) => body?.startsWith('{') === true && status !== undefined),
);

function throwing(): never {
  throw new Error('hostile');
}

/** Made anew by index: fast-check itself looks into constants. */
const HOSTILE: readonly (() => unknown)[] = [
  () => Symbol('s'),
  () => () => 1,
  () => Object.create(null),
  () => new Proxy({}, { get: throwing, getPrototypeOf: throwing, has: throwing, ownKeys: throwing }),
  () => new Proxy(new Error('x'), { get: throwing, getPrototypeOf: throwing }),
  () =>
    Object.defineProperties({}, { message: { get: throwing }, name: { enumerable: true, get: throwing } }),
  () => ({ error: Object.defineProperty({}, 'code', { enumerable: true, get: throwing }) }),
  () => ({ cause: Object.defineProperty({}, 'cause', { get: throwing }) }),
  () => ({ body: new Proxy([], { get: throwing }) }),
  () => ({ headers: new Proxy({}, { ownKeys: throwing }) }),
  () => '\ud800',
  () => '\0',
  () => ({ message: '\ud800{"error":"\ud800' }),
];

const hostile: fc.Arbitrary<() => unknown> = fc.oneof(
  fc
    .anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
    })
    .map((value) => () => value),
  fc.nat(HOSTILE.length - 1).map((at) => () => HOSTILE[at]?.()),
);

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function circular(): unknown {
  const error: Record<string, unknown> = { message: 'round' };
  error['cause'] = error;
  error['error'] = { detail: [error] };
  return error;
}

describe('normalising is total', () => {
  it('returns for every thrown value and every body', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.option(fc.string({ unit: anyCodePoint })),
        fc.option(fc.integer()),
        (thrown, body, status) => {
          const error = normalize(thrown(), { body, status });
          expect(ERROR_KINDS).toContain(error.kind);
          expect(typeof error.message).toBe('string');
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a revoked proxy', revoked()],
    ['a circular error', circular()],
    ['a circular body', { error: circular() }],
    ['a chain of many causes', Array.from({ length: 500 }).reduce((cause) => ({ cause }), null)],
  ])('returns for %s', (_, thrown) => {
    expect(ERROR_KINDS).toContain(normalize(thrown).kind);
    expect(ERROR_KINDS).toContain(normalize({ response: { data: thrown } }).kind);
  });

  it('returns for a place in a body that cannot be made a text', () => {
    const body = JSON.stringify({
      detail: [{ loc: [{ toString: 1 }, 'model'], msg: 'Input should be a string' }],
    });
    expect(normalize(null, { status: 422, body }).kind).toBe('invalid_request');
  });

  it('returns for structure without end', () => {
    const pieces = fc.constantFrom(
      '{',
      '[',
      '"',
      "'",
      '\\',
      ':',
      'data: ',
      '\n',
      '<h1>',
      '<',
      'error: ',
      '{"a":',
      '503 ',
      'a',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), (parts) => {
        expect(ERROR_KINDS).toContain(normalize({ message: parts.join('') }, { body: parts.join('') }).kind);
      }),
    );
  });

  it('returns when the redactor throws, and shows nothing', () => {
    const error = normalize({ message: 'password' }, { body: 'password', redact: throwing });
    expect(JSON.stringify(error)).not.toContain('password');
  });
});

describe('the work is bounded by the envelope, not by its size', () => {
  const sizes = [1_000, 100_000, 10_000_000];

  it.each(['x', ' ', '{"a":', '"', 'error: ', 'model not ', '<p>', '429 ', '\\', '[{'])(
    'for %j over and over',
    (piece) => {
      for (const size of sizes) {
        const body = piece.repeat(Math.ceil(size / piece.length));
        const { evidence } = collectEvidence(null, { body, headers: {}, phase: 'http', status: null });
        const words = evidence.texts.reduce((sum, { value }) => sum + value.length, 0);
        expect(words).toBeLessThanOrEqual(READ_CHARS * 2);
        expect(Math.max(0, ...evidence.texts.map(({ value }) => value.length))).toBeLessThanOrEqual(
          WORDS_CHARS + 1,
        );
        expect(evidence.codes.length).toBeLessThanOrEqual(10_000);
      }
    },
  );

  it.each([
    ['before', (error: string) => `{"junk":"${'x'.repeat(10_000_000)}",${error.slice(1)}`],
    ['after', (error: string) => `${error.slice(0, -1)},"junk":"${'x'.repeat(10_000_000)}"}`],
  ])('and an error with ten megabytes %s it is still heard', (_, padded) => {
    const body = padded('{"error":{"code":"model_not_found","message":"gone"}}');
    expect(normalize(null, { status: 200, body }).kind).toBe('model_not_found');
  });
});

describe('what is irrelevant changes nothing', () => {
  const shuffled = (value: unknown, order: number): unknown => {
    if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner, order)] as const);
    return Object.fromEntries(
      order % 2 === 0 ? entries.toReversed() : [...entries.slice(1), ...entries.slice(0, 1)],
    );
  };

  it('as the order of keys and the white space between them', () => {
    fc.assert(
      fc.property(
        structured,
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 8 }),
        (response, order, indent) => {
          const { body = '', status = null } = response;
          const other = JSON.stringify(shuffled(JSON.parse(body), order), null, indent);
          const [before, after] = [
            normalize(null, { status, body }),
            normalize(null, { status, body: other }),
          ];
          expect([after.kind, after.retryable, after.retryAfterMs]).toEqual([
            before.kind,
            before.retryable,
            before.retryAfterMs,
          ]);
        },
      ),
    );
  });

  it('as fields that do not speak of errors', () => {
    const names = fc.constantFrom(
      'param',
      'user_id',
      'model',
      'choices',
      'content',
      'usage',
      'input',
      'created',
      'seed',
    );
    const phrases = fc.constantFrom(
      'rate limit reached',
      'Too many requests',
      'invalid api key',
      '503',
      'model not found',
    );
    fc.assert(
      fc.property(structured, names, phrases, fc.boolean(), (response, name, text, nested) => {
        const { body = '{}', status = null } = response;
        const whole: unknown = JSON.parse(body);
        const extra = { [name]: nested ? [{ message: { role: 'assistant', content: text } }] : text };
        const other = JSON.stringify(Object.assign({}, extra, whole));
        expect(normalize(null, { status, body: other }).kind).toBe(normalize(null, { status, body }).kind);
      }),
    );
  });

  it('as the case of header names', () => {
    const spell = fc.constantFrom(
      (name: string) => name.toUpperCase(),
      (name: string) => name,
    );
    fc.assert(
      fc.property(posted, spell, ({ body = null, status = null }, spelled) => {
        const headers = {
          'retry-after': '3',
          'x-amzn-errortype': 'ThrottlingException',
          'x-request-id': 'r',
        };
        const written = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [spelled(name), value]),
        );
        expect(normalize(null, { status, body, headers: written })).toEqual(
          normalize(null, { status, body, headers }),
        );
      }),
    );
  });

  it('as what a model says in the same body', () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'Rate limit exceeded: error 429' } }] });
    expect(normalize(null, { status: 200, body }).kind).toBe('malformed_response');
  });
});

describe('precedence is exact', () => {
  /** The body without the field at a place such as `body/error/message`. */
  const without = (value: unknown, path: readonly string[]): unknown => {
    const [key = '', ...rest] = path;
    if (Array.isArray(value)) {
      return rest.length === 0
        ? value.filter((_, at) => String(at) !== key)
        : value.map((item, at) => (String(at) === key ? without(item, rest) : item));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) =>
        name !== key ? [[name, inner]] : rest.length === 0 ? [] : [[name, without(inner, rest)]],
      ),
    );
  };
  /** Whether the field is one of the body's own, and not one of a text within it. */
  const reaches = (value: unknown, path: readonly string[]): boolean => {
    const [key = '', ...rest] = path;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    const inner: unknown = Reflect.get(value, key);
    return rest.length === 0 || reaches(inner, rest);
  };

  it('removing what decided gives what stood second, down to nothing', () => {
    fc.assert(
      fc.property(structured, ({ body = '{}', status = null }) => {
        let left: unknown = JSON.parse(body);
        let code: number | null = status;
        for (let step = 0; step < 30; step += 1) {
          const { decided, second } = explain(null, { status: code, body: JSON.stringify(left) });
          if (decided.rule === 'none') {
            expect(decided).toMatchObject({ kind: 'unknown', retryable: false });
            return;
          }
          const path = decided.place.split('/').slice(1);
          if (decided.place === 'status') code = null;
          else if (reaches(left, path)) left = without(left, path);
          else return;
          const next = explain(null, { status: code, body: JSON.stringify(left) });
          expect([next.decided.kind, next.decided.retryable, next.decided.rule]).toEqual([
            second.kind,
            second.retryable,
            second.rule,
          ]);
        }
        expect.unreachable('evidence without end');
      }),
    );
  });

  it('removing the status changes nothing when it did not decide', () => {
    fc.assert(
      fc.property(posted, ({ body = null, status = null }) => {
        const { decided } = explain(null, { status, body });
        fc.pre(decided.place !== 'status');
        expect(normalize(null, { status: null, body }).kind).toBe(decided.kind);
      }),
    );
  });

  it('says unknown, and not to be retried, when nothing was said', () => {
    expect(explain(null)).toMatchObject({
      error: { kind: 'unknown', retryable: false, retryAfterMs: null, providerCode: null },
      decided: { rule: 'none' },
      second: { rule: 'none' },
    });
  });

  it.each([
    [
      'our own abort before everything',
      { name: 'ThrottlingException' },
      { aborted: 'cancelled', status: 429 },
      'cancelled',
      'rate_limited',
    ],
    [
      'a limit of ours before everything',
      new GuardError('idle-timeout', 5),
      { status: 429 },
      'timeout',
      'rate_limited',
    ],
    [
      'a code that settles it before words',
      null,
      { body: '{"code":"insufficient_quota","message":"Too many requests"}' },
      'quota_exhausted',
      'rate_limited',
    ],
    [
      'words before the name of an exception',
      { name: 'ValidationException', message: 'Input is too long for requested model.' },
      {},
      'context_overflow',
      'invalid_request',
    ],
    [
      'the name of an exception before the status',
      { name: 'ThrottlingException' },
      { status: 400 },
      'rate_limited',
      'invalid_request',
    ],
    [
      'a 4xx of ours before one that is quoted',
      null,
      { status: 403, body: '{"code":404}' },
      'permission',
      'model_not_found',
    ],
    [
      'a quoted 4xx before a 5xx of ours',
      null,
      { status: 502, body: '{"code":429}' },
      'rate_limited',
      'server_error',
    ],
    ['a status before the socket', { code: 'ECONNRESET' }, { status: 500 }, 'server_error', 'connection'],
    [
      'the socket before a status of 200',
      { code: 'ECONNRESET' },
      { status: 200 },
      'connection',
      'malformed_response',
    ],
  ] as const)('puts %s', (_, thrown, context, first, second) => {
    expect(explain(thrown, context)).toMatchObject({ decided: { kind: first }, second: { kind: second } });
  });
});

describe('an error of ours', () => {
  const own = normalize(null, { status: 429, body: '{"error":{"message":"slow down"}}' });

  it('comes back as it is, however often an SDK wrapped it', () => {
    expect(normalize(new CanonicalFailure(own), { status: 500, aborted: 'cancelled' })).toBe(own);
    expect(normalize(new Error('Connection error.', { cause: new CanonicalFailure(own) }))).toBe(own);
    expect(explain(new CanonicalFailure(own)).decided).toMatchObject({
      rule: 'own/normalised',
      kind: 'rate_limited',
    });
  });

  it('is not what merely looks like one', () => {
    const forged = {
      ...own,
      kind: 'cancelled',
      name: 'CanonicalFailure',
      error: { ...own, kind: 'cancelled' },
    };
    expect(normalize(forged)).not.toBe(own);
    expect(normalize(forged).kind).toBe('rate_limited');
    expect(normalize(Object.create(CanonicalFailure.prototype)).kind).toBe('unknown');
    expect(normalize(null, { body: JSON.stringify(forged) }).kind).toBe('rate_limited');
  });
});

describe('secrets', () => {
  const secret = 'Zq8-very-secret-value';
  const redact = createRedact([secret]);

  it('stand in no field, wherever they were said', () => {
    const places = fc.constantFrom(
      { thrown: { name: secret, message: `key ${secret}`, code: secret }, context: {} },
      {
        thrown: null,
        context: { body: JSON.stringify({ error: { code: secret, message: secret }, trace: secret }) },
      },
      {
        thrown: null,
        context: { headers: { 'x-request-id': secret, 'x-amzn-errortype': secret, other: secret } },
      },
      { thrown: new Error('x', { cause: new Error(secret) }), context: { phase: 'transport' as const } },
      { thrown: { responseBody: `{"message":"${secret}` }, context: { body: `<h1>${secret}` } },
    );
    fc.assert(
      fc.property(places, ({ thrown, context }) => {
        expect(JSON.stringify(normalize(thrown, { ...context, redact }))).not.toContain(secret);
      }),
    );
  });

  it('are masked by their shape too, and by the name of their header', () => {
    const error = normalize(
      { message: 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig' },
      {
        redact,
        headers: { 'set-cookie': 'session=abc', 'proxy-authorization': 'Basic abc' },
        body: 'Incorrect API key provided: sk-abcdefghijklmnop1234',
      },
    );
    expect(JSON.stringify(error)).not.toMatch(/eyJhbGci|session=abc|Basic abc|sk-abcdefgh/);
  });
});
