import fc from 'fast-check';
import { z } from 'zod';
import type { JsonValue } from '../contract/json-value.ts';
import { parseJson } from '../json/parse-json.ts';
import { anyCodePoint } from './any-code-point.ts';

/** A value that nobody should throw, written down so that it can be saved: `build` makes it. */
export type Odd =
  | { readonly odd: 'json'; readonly value: JsonValue }
  | { readonly odd: 'undefined' | 'symbol' | 'bigint' | 'nan' | 'function' | 'cycle' | 'proxy' | 'hole' }
  | { readonly odd: 'repeat'; readonly text: string; readonly times: number }
  | {
      readonly odd: 'bare' | 'error' | 'throwing' | 'list';
      readonly members: readonly (readonly [string, Odd])[];
    };

const NAMES = [
  'message',
  'name',
  'code',
  'status',
  'cause',
  'error',
  'body',
  'response',
  '$metadata',
  'headers',
  '__proto__',
  'toString',
];

const jsonSchema: z.ZodType<JsonValue> = z.json();

export const oddSchema: z.ZodType<Odd> = z.lazy(() =>
  z.union([
    z.strictObject({ odd: z.literal('json'), value: jsonSchema }).readonly(),
    z
      .strictObject({
        odd: z.enum(['undefined', 'symbol', 'bigint', 'nan', 'function', 'cycle', 'proxy', 'hole']),
      })
      .readonly(),
    z.strictObject({ odd: z.literal('repeat'), text: z.string(), times: z.int().nonnegative() }).readonly(),
    z
      .strictObject({
        odd: z.enum(['bare', 'error', 'throwing', 'list']),
        members: z.array(z.tuple([z.string(), oddSchema]).readonly()).readonly(),
      })
      .readonly(),
  ]),
);

const NASTY_TEXTS = [
  '\u0000',
  '\ud800',
  '{"error":',
  '[[[[',
  '<html>',
  'error: ',
  'data: {',
  'a',
  '((((',
  '\\u00',
  '%',
  '\r\n',
];

const leaf: fc.Arbitrary<Odd> = fc.oneof(
  fc
    .oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: anyCodePoint, maxLength: 8 }))
    .map((value): Odd => ({ odd: 'json', value })),
  fc
    .jsonValue({ maxDepth: 2 })
    .map((value): Odd => ({ odd: 'json', value: parseJson(JSON.stringify(value)) })),
  fc
    .constantFrom(
      'undefined' as const,
      'symbol' as const,
      'bigint' as const,
      'nan' as const,
      'function' as const,
    )
    .map((odd): Odd => ({ odd })),
  fc.constantFrom('cycle' as const, 'proxy' as const, 'hole' as const).map((odd): Odd => ({ odd })),
  fc.record({
    odd: fc.constant('repeat' as const),
    text: fc.constantFrom(...NASTY_TEXTS),
    times: fc.integer({ min: 0, max: 300 }),
  }),
);

export const arbitraryOdd: fc.Arbitrary<Odd> = fc.letrec<{ odd: Odd }>((tie) => ({
  odd: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      odd: fc.constantFrom('bare' as const, 'error' as const, 'throwing' as const, 'list' as const),
      members: fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('odd')), { maxLength: 4 }),
    }),
  ),
})).odd;

/** The value itself. */
export function buildOdd(odd: Odd): unknown {
  switch (odd.odd) {
    case 'json':
      return odd.value;
    case 'repeat':
      return odd.text.repeat(odd.times);
    case 'bare':
    case 'error':
    case 'throwing':
    case 'list':
      return buildMembers(odd.odd, odd.members);
    default:
      return SINGLES[odd.odd]();
  }
}

function thrower(): never {
  throw new Error('a getter that throws');
}

const SINGLES: Readonly<
  Record<Exclude<Odd['odd'], 'json' | 'repeat' | 'bare' | 'error' | 'throwing' | 'list'>, () => unknown>
> = {
  undefined: () => undefined,
  symbol: () => Symbol('odd'),
  bigint: () => 10n ** 30n,
  nan: () => Number.NaN,
  function: () => thrower,
  cycle: () => {
    const cycle: { cause?: unknown; error?: unknown; message: string } = { message: 'round and round' };
    cycle.cause = cycle;
    cycle.error = [cycle];
    return cycle;
  },
  proxy: () => new Proxy({}, { get: thrower, has: thrower, ownKeys: thrower, getPrototypeOf: thrower }),
  // oxlint-disable-next-line no-sparse-arrays -- a list with a hole is what is wanted
  hole: () => [, { message: 'beside a hole' }],
};

function createBare(): object {
  const bare = {};
  Object.setPrototypeOf(bare, null);
  return bare;
}

function buildMembers(
  kind: 'bare' | 'error' | 'throwing' | 'list',
  members: readonly (readonly [string, Odd])[],
): unknown {
  const values = members.map(([name, odd]) => [name, buildOdd(odd)] as const);
  if (kind === 'list') return values.map(([, value]) => value);
  const target = kind === 'error' ? new Error('odd') : createBare();
  for (const [name, value] of values) {
    const how = kind === 'throwing' ? { get: thrower } : { value, writable: true };
    Object.defineProperty(target, name, { ...how, enumerable: true, configurable: true });
  }
  return target;
}
