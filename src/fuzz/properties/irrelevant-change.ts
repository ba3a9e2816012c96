import fc from 'fast-check';
import { z } from 'zod';
import type { CanonicalError, ErrorContext } from '../../contract/errors/error.ts';
import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import { jsonObjectSchema } from '../../contract/json-value.ts';
import { SAID_KINDS } from '../abstract-fault.ts';
import { CHANGES, changeEnvelope, type Beside } from '../change-envelope.ts';
import { contextOf } from '../context-of.ts';
import { definePureProperty, fails, HOLDS } from '../property.ts';
import type { FuzzWire, Stage } from '../stage.ts';
import { arbitraryWireName, wireNamed } from '../wire-case.ts';

const schema = z
  .strictObject({
    wire: z.string(),
    kind: z.enum(SAID_KINDS),
    retryAfterMs: z.int().nonnegative().nullable(),
    requestId: z.string(),
    changes: z.array(z.enum(CHANGES)).readonly(),
    /** Headers and fields of the body that say nothing of the error. */
    beside: z
      .strictObject({
        headers: z.record(z.string(), z.string()).readonly(),
        fields: jsonObjectSchema,
      })
      .readonly(),
  })
  .readonly();

const digits = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'.split('')),
  minLength: 3,
  maxLength: 12,
});

/** Numbers and names that look like statuses, in places where they are none. */
const lookAlike = fc.constantFrom('503', '429', 'node-500', 'https://example.com/errors/401', 'eu-403');

const beside: fc.Arbitrary<Beside> = fc.record({
  headers: fc.record(
    {
      server: fc.constantFrom('nginx', 'envoy', 'uvicorn', 'istio-envoy'),
      via: lookAlike.map((place) => `1.1 ${place}`),
      'x-trace-id': digits,
      'x-envoy-upstream-service-time': lookAlike,
      age: lookAlike,
      'cf-ray': digits,
      'x-served-by': lookAlike.map((host) => `cache-${host}`),
      'x-runtime': digits,
      date: fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    },
    { requiredKeys: [] },
  ),
  fields: fc.dictionary(
    digits.map((name) => `x_${name}`),
    fc.oneof(
      digits,
      lookAlike,
      fc.constantFrom(400, 429, 503, true, null),
      fc.array(digits, { maxLength: 2 }),
    ),
    { maxKeys: 8 },
  ),
});

type Case = z.infer<typeof schema>;

function write(tried: Case, stage: Stage): ErrorContext | null {
  const served =
    wireNamed(stage, tried.wire)?.sayError(tried.kind, tried.retryAfterMs, tried.requestId) ?? null;
  if (served === null) return null;
  return changeEnvelope(contextOf(served), tried.changes, tried.beside);
}

type Answer = Pick<CanonicalError, 'kind' | 'retryable'>;

/** What the wire's own words for a kind mean, asked once for each wire. */
const answers = new WeakMap<FuzzWire, Map<ErrorKind, Answer>>();

function plainAnswer(wire: FuzzWire, kind: ErrorKind): Answer {
  const known = answers.get(wire) ?? new Map<ErrorKind, Answer>();
  answers.set(wire, known);
  const answer = known.get(kind) ?? wire.normalize(null, contextOf(wire.sayError(kind, null)));
  known.set(kind, answer);
  return answer;
}

function difference(changed: CanonicalError, plain: Answer, askedMs: number | null): string | null {
  if (changed.kind !== plain.kind) return `${plain.kind} becomes ${changed.kind}`;
  if (changed.retryable !== plain.retryable) return `${plain.kind} becomes retryable ${changed.retryable}`;
  return changed.retryAfterMs === askedMs
    ? null
    : `a retry after ${changed.retryAfterMs} ms where ${askedMs} ms were said,`;
}

export const irrelevantChange = definePureProperty({
  name: 'irrelevant-change',
  claim:
    'an error means the same in another order of keys, other white space, case, date form, or wrapped once more',
  schema,
  arbitrary: (stage) =>
    fc.record({
      wire: arbitraryWireName(stage),
      kind: fc.constantFrom(...SAID_KINDS),
      retryAfterMs: fc.option(fc.integer({ min: 1, max: 600 }).map((seconds) => seconds * 1000)),
      requestId: fc.uuid(),
      beside,
      changes: fc.uniqueArray(fc.constantFrom(...CHANGES), { minLength: 1, maxLength: 2 }),
    }),
  build: write,
  judge(example, stage) {
    const { wire: name, kind, retryAfterMs, changes } = example;
    const wire = wireNamed(stage, name);
    const written = write(example, stage);
    if (wire === null || written === null) return HOLDS;
    const plain = plainAnswer(wire, kind);
    const changed = wire.normalize(null, written);
    const wrong = difference(changed, plain, retryAfterMs);
    return wrong === null ? HOLDS : fails(`${name}: ${wrong} by ${changes.join(', ')}`);
  },
});
