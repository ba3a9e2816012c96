import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkFormat } from '../../src/files/check-format.ts';
import { openValue } from '../../src/files/source.ts';

/** What is told of a value: pointer-like path, message, mend. */
function problemsOf(schema: z.ZodType, value: unknown): readonly string[] {
  const checked = checkFormat(openValue('f', 'the file', value), schema);
  if ('value' in checked) return [];
  return checked.problems.map(({ message, mend }) => (mend === null ? message : `${message} | ${mend}`));
}

const shape = z.strictObject({
  kind: z.string(),
  at: z.number().optional(),
  'odd/key': z.string().optional(),
});

describe('a misspelt key', () => {
  it('is not missing as well', () => {
    expect(problemsOf(shape, { knid: 'a' })).toEqual(['unknown key "knid" | did you mean "kind"?']);
  });

  it('of a key that is there is told alone', () => {
    expect(problemsOf(shape, { kind: 'a', kinds: 'b' })).toEqual([
      'unknown key "kinds" | did you mean "kind"?',
    ]);
  });

  it('that is like no missing key leaves it missing', () => {
    expect(problemsOf(shape, { colour: 'red' })).toEqual([
      'kind is missing | add kind: text',
      'unknown key "colour" | known: kind, at, odd/key',
    ]);
  });

  it('in one form of a union is told in that form', () => {
    const place = z.union([
      z.enum(['start', 'end']),
      z.strictObject({ part: z.int() }),
      z.strictObject({ byte: z.int() }),
    ]);
    expect(problemsOf(place, { prat: 3 })).toEqual(['unknown key "prat" | did you mean "part"?']);
    expect(problemsOf(place, 'strat')).toEqual([
      'the file must be one of start, end or a map of keys | did you mean "start"?',
    ]);
    expect(problemsOf(place, 3)).toEqual([
      'the file must be one of start, end or a map of keys, not a number',
    ]);
    expect(problemsOf(place, { part: 'x' })).toEqual(['part must be a number, not text']);
  });
});

describe('a rule on a whole map', () => {
  const ruled = shape.refine(() => false, { error: 'needs one of this or that' });

  it('is told of its subject', () => {
    expect(problemsOf(z.array(ruled), [{ kind: 'a' }])).toEqual(['[0] needs one of this or that']);
  });

  it('says nothing new once a key of the map is unknown', () => {
    expect(problemsOf(ruled, { kind: 'a', knid: 'b' })).toEqual([
      'unknown key "knid" | did you mean "kind"?',
    ]);
  });
});

describe('a bound', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string().min(1), '', 'the file must not be empty'],
    [z.string().min(2), 'a', 'the file must have at least 2 characters'],
    [z.array(z.string()).max(1), ['a', 'b'], 'the file must have at most 1 item'],
    [z.number().min(2), 1, 'the file must be at least 2'],
    [z.number().gt(2), 2, 'the file must be greater than 2'],
    [z.number().lt(2), 2, 'the file must be less than 2'],
    [z.number().max(2), 3, 'the file must be at most 2'],
    [z.number().max(2, { error: 'must be small' }), 3, 'the file must be small'],
    [z.int(), 1.5, 'the file must be a whole number, not 1.5'],
    [z.number().multipleOf(3), 4, 'the file must be a multiple of 3'],
    [z.iso.date(), 'yesterday', 'the file must be a date, such as 2026-01-31'],
    [z.iso.date({ error: 'must be a day' }), 'yesterday', 'the file must be a day'],
  ])('%#: is told as what the value must do', (schema, value, says) => {
    expect(problemsOf(schema, value)).toEqual([says]);
  });
});

it('a key that is no plain word is quoted in its path', () => {
  expect(problemsOf(shape, { kind: 'a', 'odd/key': 3 })).toEqual(['["odd/key"] must be text, not a number']);
});

it('a description is the mend', () => {
  const described = z.strictObject({
    a: z.array(z.number().describe('Seconds.')),
    b: z.string().describe('A name.'),
  });
  expect(problemsOf(described, { a: ['x'] })).toEqual([
    'a[0] must be a number, not text | Seconds.',
    'b is missing | add b (A name.)',
  ]);
});

it('a value of a closed list is told with the list, and the near word when there is one', () => {
  const list = z.strictObject({ a: z.enum(['alpha', 'beta']), b: z.literal(1) });
  expect(problemsOf(list, { a: 'alhpa', b: 2 })).toEqual([
    'a must be one of alpha, beta | did you mean "alpha"?',
    'b must be 1',
  ]);
  expect(problemsOf(list, { a: 'zzzzz', b: 1 })).toEqual(['a must be one of alpha, beta']);
});

it('keys that are special to JavaScript are ordinary keys', () => {
  expect(problemsOf(shape, JSON.parse('{"kind": "a", "__proto__": 1, "constructor": 2}'))).toEqual([
    'unknown key "__proto__" | known: kind, at, odd/key',
    'unknown key "constructor" | known: kind, at, odd/key',
  ]);
});

it('a number that is none is called by its name, not a number beside a number', () => {
  const shape = z.strictObject({ floor: z.number(), most: z.int() });
  expect(problemsOf(shape, { floor: Number.NaN, most: Number.POSITIVE_INFINITY })).toEqual([
    'floor must be a number, not NaN',
    'most must be a number, not Infinity',
  ]);
});

it('a number in quotes and a percentage are told how they are written', () => {
  const shape = z.strictObject({
    a: z.number(),
    b: z.number().describe('A share.'),
    c: z.number(),
    d: z.int(),
  });
  expect(problemsOf(shape, { a: '0.02', b: '2.5%', c: '2.5.1', d: '-3' })).toEqual([
    'a must be a number, not text | write it without quotes',
    'b must be a number, not text | write 0.025 for 2.5%',
    'c must be a number, not text',
    'd must be a number, not text | write it without quotes',
  ]);
});
