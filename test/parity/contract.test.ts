import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/contract/json-value.ts';
import { countChanges } from '../../src/parity/contract/count-changes.ts';
import { findChanges } from '../../src/parity/contract/find-changes.ts';
import { inferContract } from '../../src/parity/contract/infer-contract.ts';
import { joinShapes } from '../../src/parity/contract/join-shapes.ts';
import { judgeContract } from '../../src/parity/contract/judge-contract.ts';
import { schemaOf } from '../../src/parity/contract/schema-of.ts';
import { MOST_PLACES, MOST_WORDS, type Shape } from '../../src/parity/contract/shape.ts';
import { shapeOf } from '../../src/parity/contract/shape-of.ts';
import { createReadBy } from '../../src/parity/read-by.ts';

const PART = { kind: 'output', name: 'order', hash: 'a'.repeat(64) } as const;

function join(shapes: readonly Shape[]): Shape {
  const [first, ...rest] = shapes;
  if (first === undefined) throw new Error('nothing to join');
  return rest.reduce(joinShapes, first);
}

/** One value a prompt. */
function shapeOfAll(values: readonly JsonValue[]): Shape {
  return join(values.map((value, at) => shapeOf(value, `p${at}`)));
}

function wordsOf(words: readonly string[]): JsonValue {
  return schemaOf(shapeOfAll(words))['enum'] ?? null;
}

/** An object with half as many keys as are kept apart. */
function wide(from: number): JsonValue {
  return Object.fromEntries(Array.from({ length: MOST_PLACES / 2 }, (_, at) => [`k${from + at}`, at]));
}

const ajv = new Ajv2020({ strict: false, ownProperties: true, validateSchema: false });
addFormats.default(ajv);

function validatorOf(shape: Shape): (value: JsonValue) => boolean {
  return ajv.compile(schemaOf(shape));
}

/** Values that resemble each other, so that shapes have something to join: few names, few words, formats among them. */
const text = fc.oneof(
  fc.constantFrom(
    'EUR',
    'USD',
    'open',
    '2026-01-02',
    '2026-01-02T03:04:05Z',
    'a@b.example',
    'https://a.example/',
  ),
  fc.constantFrom('std::string', 'x'.repeat(65), '00000000-0000-4000-8000-000000000000', '10.0.0.1'),
  fc.string({ maxLength: 4 }),
);
const { tree: value } = fc.letrec<{ tree: JsonValue }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.dictionary(fc.constantFrom('id', 'kind', 'rows', '__proto__', 'constructor', '0'), tie('tree')),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
}));
const values = fc.array(value, { minLength: 1, maxLength: 12 });
const RUNS = { numRuns: 100, seed: 1 };

describe('a contract that is inferred', () => {
  it('is kept by every answer that it was inferred from', () => {
    fc.assert(
      fc.property(values, (all) => {
        const shape = shapeOfAll(all);
        const accepts = validatorOf(shape);
        for (const each of all) {
          expect(accepts(each)).toBe(true);
          expect(findChanges(each, shape)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('is the same in whatever order answers come, and however they were joined before', () => {
    fc.assert(
      fc.property(values, fc.nat(11), (all, cut) => {
        const shapes = all.map((each, at) => shapeOf(each, `p${at % 5}`));
        const at = (cut % shapes.length) + 1;
        const parts = [shapes.slice(0, at), shapes.slice(at)].filter((part) => part.length > 0).map(join);
        const whole = join(shapes);
        expect(join(parts)).toEqual(whole);
        expect(join(shapes.toReversed())).toEqual(whole);
        expect(JSON.stringify(schemaOf(join(shapes.toReversed())))).toBe(JSON.stringify(schemaOf(whole)));
      }),
      RUNS,
    );
  });

  it('is broken by what its schema refuses, and by nothing else', () => {
    fc.assert(
      fc.property(values, value, (all, other) => {
        const shape = shapeOfAll(all);
        const breaking = findChanges(other, shape).filter(({ change }) => change !== 'place-new');
        // Addresses without // are ones for a validator and no such for us; and it looks at no key of this name.
        fc.pre(!/std::string|__proto__/.test(JSON.stringify([all, other])));
        expect(breaking.length === 0).toBe(validatorOf(shape)(other));
      }),
      RUNS,
    );
  });

  it('keeps its size whatever an answer makes up, and then says less', () => {
    const [half, other] = [shapeOf({ id: wide(0) }, 'a'), shapeOf({ id: wide(MOST_PLACES) }, 'b')];
    const whole = joinShapes(half, other);
    expect([half.keys?.size, whole.keys, whole.places]).toEqual([1, null, MOST_PLACES]);
    expect(joinShapes(whole, half)).toEqual(joinShapes(half, joinShapes(other, half)));
    expect(findChanges({ anything: 1 }, whole)).toEqual([]);
    expect(schemaOf(whole)).toEqual({
      type: 'object',
      $comment: 'too many different keys to be told apart',
    });
  });

  it('has words where each was said to three prompts, and never more than a few', () => {
    expect(wordsOf(['a', 'b', 'a', 'b', 'a', 'b'])).toEqual(['a', 'b']);
    expect(wordsOf(['a', 'b', 'a', 'b', 'a'])).toBe(null);
    const many = Array.from({ length: 3 * (MOST_WORDS + 1) }, (_, at) => `w${at % (MOST_WORDS + 1)}`);
    expect(wordsOf(many)).toBe(null);
    // Said thrice to one prompt, it may be that prompt's alone.
    const repeated = ['a', 'a', 'a'].map((word) => shapeOf(word, 'p')).reduce(joinShapes);
    expect(schemaOf(repeated)).toEqual({ type: 'string' });
  });

  it('says types, presence, null, words and formats', () => {
    const rows = Array.from({ length: 4 }, (_, at) => ({
      id: at,
      kind: at % 2 === 0 ? 'open' : null,
      day: '2026-11-26',
      ...(at === 0 ? { note: 'late' } : {}),
      lines: at === 0 ? [] : [{ net: 1.5 }, { net: 2 }],
    }));
    expect(schemaOf(shapeOfAll([...rows, { ...rows[0], id: 9, kind: 'open' }]))).toEqual({
      type: 'object',
      required: ['day', 'id', 'kind', 'lines'],
      properties: {
        day: { type: 'string', format: 'date' },
        id: { type: 'integer' },
        kind: { type: ['null', 'string'], enum: ['open', null] },
        lines: {
          type: 'array',
          items: { type: 'object', required: ['net'], properties: { net: { type: 'number' } } },
        },
        note: { type: 'string', $comment: 'in 2 of 5 objects' },
      },
    });
  });
});

/** Orders as a client gets them; `change` is what becomes of every third. */
function orders(
  change: (order: Record<string, JsonValue>) => JsonValue = (order) => order,
): readonly JsonValue[] {
  return Array.from({ length: 30 }, (_, at) => {
    const order = { id: at, state: at % 2 === 0 ? 'open' : 'paid', day: '2026-11-26', rows: [{ total: at }] };
    return at % 3 === 0 ? change(order) : order;
  });
}

function held(candidate: readonly JsonValue[], second: readonly JsonValue[] | null = null) {
  const fold = inferContract();
  for (const [at, each] of orders().entries()) fold.add(`p${at}`, [{ part: PART, value: each }]);
  const changes = countChanges(fold.inferred());
  for (const [at, each] of candidate.entries()) {
    const prompt = `p${at}`;
    changes.add({
      prompt,
      baseline: `old/${prompt}/send/1`,
      candidate: `new/${prompt}/send/1`,
      observed: [{ part: PART, value: each }],
      second: second === null ? null : [{ part: PART, value: second[at] ?? null }],
    });
  }
  return judgeContract(changes, createReadBy([]));
}

const DRIFTS: readonly (readonly [
  string,
  (order: Record<string, JsonValue>) => JsonValue,
  string,
  string,
])[] = [
  ['a key that is gone from a share of answers', ({ day: _gone, ...rest }) => rest, 'key-gone', '/day'],
  ['a number that became a text', (order) => ({ ...order, id: '7' }), 'type-new', '/id'],
  ['a whole number that became a fraction', (order) => ({ ...order, id: 0.5 }), 'type-new', '/id'],
  ['a word that was never said', (order) => ({ ...order, state: 'PAID' }), 'word-new', '/state'],
  ['a null', (order) => ({ ...order, state: null }), 'null-new', '/state'],
  ['a day that is none', (order) => ({ ...order, day: '26 November' }), 'format-lost', '/day'],
  [
    'a row without its total',
    (order) => ({ ...order, rows: [{ total: 1 }, {}] }),
    'key-gone',
    '/rows/*/total',
  ],
];

describe('a candidate', () => {
  it.each(DRIFTS)('breaks the contract by %s', (_name, change, kind, pointer) => {
    for (const second of [null, orders()]) {
      expect(held(orders(change), second)).toMatchObject({
        verdict: 'breaking',
        values: { baseline: 30, candidate: 30 },
        changes: [{ part: 'output order', change: kind, pointer, class: 'breaking', prompts: 10, of: 30 }],
      });
    }
  });

  it('keeps it where it gives more, and where it is as it was', () => {
    expect(held(orders())).toMatchObject({ verdict: 'compatible', changes: [] });
    expect(held(orders((order) => ({ ...order, more: 1 })))).toMatchObject({
      verdict: 'compatible',
      changes: [{ change: 'place-new', pointer: '/more', class: 'compatible' }],
    });
  });

  it.each(DRIFTS)('is not blamed for what the baseline does by itself: %s', (_name, change) => {
    expect(held(orders(change), orders(change))?.verdict).toBe('inconclusive');
    expect(held(orders(), orders(change))).toMatchObject({ verdict: 'compatible', changes: [] });
  });

  it('that shows nothing of a part proves nothing of it', () => {
    expect(held([])).toMatchObject({ verdict: 'inconclusive', unseen: ['output order'] });
  });
});
