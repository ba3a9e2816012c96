import fc from 'fast-check';
import { z } from 'zod';
import type { CanonicalError, ErrorContext } from '../../contract/errors/error.ts';
import { ERROR_KINDS } from '../../contract/errors/error-kind.ts';
import { anyCodePoint } from '../any-code-point.ts';
import { arbitraryOdd, buildOdd, oddSchema } from '../odd-value.ts';
import { definePureProperty, fails, HOLDS } from '../property.ts';
import { arbitraryWireName, wireNamed } from '../wire-case.ts';

const schema = z
  .strictObject({
    wire: z.string(),
    thrown: oddSchema,
    body: z.string().nullable(),
    headers: z.record(z.string(), z.string()).readonly(),
    status: z.number().nullable(),
    phase: z.enum(['http', 'stream', 'transport']),
  })
  .readonly();

const ODD_BODIES = [
  '',
  'null',
  '0',
  '[]',
  '{}',
  '""',
  '{"error":{"message":',
  '[{"error":[[]]}]',
  "{'error': {'message': 'it''s python'}}",
  '<html><title>502</title>',
  '{"error":{"error":{"error":{}}}}',
  'event: error\ndata: x\n\n',
  '\ufeff{"message":1}',
  '{"message":{"message":{"message":null}}}',
  '"{\\"error\\":\\"{\\\\\\"message\\\\\\":1}\\"}"',
];

const body = fc.oneof(
  fc.constantFrom(...ODD_BODIES),
  fc.json({ maxDepth: 3 }),
  fc.string({ unit: anyCodePoint, maxLength: 40 }),
  fc.constantFrom('{"error":', '[', 'a ', '(x', '<p', '\ud800', '\u0000').map((text) => text.repeat(200)),
);

const headers = fc.dictionary(
  fc.constantFrom(
    'retry-after',
    'retry-after-ms',
    'x-amzn-errortype',
    'x-request-id',
    'x-ratelimit-reset-requests',
    '__proto__',
    'Date',
  ),
  fc.oneof(
    fc.constantFrom(
      '',
      'soon',
      '-1',
      '1e309',
      '99999999999999999999',
      'Thu, 99 Foo 2026 25:61:61 GMT',
      '1.5.2',
      '\u0000',
    ),
    fc.string({ unit: anyCodePoint, maxLength: 12 }),
  ),
  { maxKeys: 3 },
);

/** What is wrong with the form of an error, whatever it says. */
function misshapen(error: CanonicalError): string | null {
  if (!ERROR_KINDS.includes(error.kind)) return `the kind ${error.kind}`;
  if (typeof error.retryable !== 'boolean') return 'no retry decision';
  const { retryAfterMs, message } = error;
  if (retryAfterMs !== null && !(Number.isFinite(retryAfterMs) && retryAfterMs >= 0)) {
    return `a retry after ${retryAfterMs} ms`;
  }
  if (typeof message !== 'string' || message === '') return 'no message';
  JSON.stringify(error);
  return null;
}

export const total = definePureProperty({
  name: 'total',
  claim:
    'whatever is thrown, and whatever the body, an error in one form comes of it, and the same each time',
  schema,
  arbitrary: (stage) =>
    fc.record({
      wire: arbitraryWireName(stage),
      thrown: arbitraryOdd,
      body: fc.option(body),
      headers,
      status: fc.option(fc.constantFrom(200, 400, 403, 429, 500, 503, 0, -1, 999, Number.MAX_SAFE_INTEGER)),
      phase: fc.constantFrom<ErrorContext['phase']>('http', 'stream', 'transport'),
    }),
  judge({ wire: name, thrown, ...served }, stage) {
    const wire = wireNamed(stage, name);
    if (wire === null) return HOLDS;
    const context: ErrorContext = { ...served, aborted: null, nowMs: 0 };
    const once = wire.normalize(buildOdd(thrown), context);
    const wrong = misshapen(once);
    if (wrong !== null) return fails(`${name}: ${wrong}`);
    const again = wire.normalize(buildOdd(thrown), context);
    return JSON.stringify(once) === JSON.stringify(again)
      ? HOLDS
      : fails(`${name}: two answers to one error`);
  },
});
