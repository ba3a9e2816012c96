import { expect, it } from 'vitest';
import { whyNoSchema } from '../../src/checks/prepare-prompt.ts';
import type { JsonObject, JsonValue } from '../../src/contract/json-value.ts';
import { answered, buildGolden, buildPrompt, refused, type CaseParts } from '../build-exchange.ts';
import { findingsOf, judge } from './read-verdict.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  required: ['id', 'lines'],
  additionalProperties: false,
  properties: {
    id: { type: 'string' },
    status: { enum: ['open', 'paid'] },
    due: { type: ['string', 'null'], format: 'date' },
    note: { anyOf: [{ type: 'string', minLength: 2 }, { type: 'null' }] },
    lines: {
      type: 'array',
      items: { type: 'object', required: ['amount'], properties: { amount: { type: 'number', minimum: 0 } } },
    },
  },
};

function withText(text: string, schema: JsonObject = SCHEMA): Partial<CaseParts> {
  return {
    prompt: buildPrompt({ output: { name: 'invoice', schema } }),
    golden: buildGolden({ text: '{"id":"a","lines":[]}' }),
    exchange: answered({ text }),
  };
}

function withValue(value: JsonValue, schema: JsonObject = SCHEMA): Partial<CaseParts> {
  return withText(JSON.stringify(value), schema);
}

it('an answer that satisfies its schema passes', () => {
  const value = { id: 'a', status: 'open', due: null, note: null, lines: [{ amount: 1 }] };
  expect(judge('output-schema', withValue(value))).toBe('pass');
});

it.each([
  [{ id: 1, lines: [] }, 'schema/type-mismatch /id'],
  [{ id: 'a' }, 'schema/required-missing /lines'],
  [{ id: 'a', lines: [{ amount: 1 }, {}] }, 'schema/required-missing /lines/1/amount'],
  [{ id: 'a', lines: [], status: 'lost' }, 'schema/enum-mismatch /status'],
  [{ id: 'a', lines: [], due: 'tomorrow' }, 'schema/format-mismatch /due'],
  [{ id: 'a', lines: [], 'x/y': 1 }, 'schema/additional-property /x~1y'],
  [{ id: 'a', lines: [{ amount: -1 }] }, 'schema/minimum /lines/0/amount'],
  [{ id: 1, lines: 2 }, 'schema/type-mismatch /id, schema/type-mismatch /lines'],
  [[], 'schema/type-mismatch'],
])('%j fails as %s', (value, expected) => {
  expect(judge('output-schema', withValue(value))).toBe(expected);
});

it('a number that no double holds is a number to no schema, and is no null', () => {
  const long = '{"id":"a","lines":[{"amount":1e400}]}';
  expect(findingsOf('output-schema', withText(long))).toMatchObject([
    { code: 'schema/type-mismatch', pointer: '/lines/0/amount', observed: 'Infinity' },
  ]);
});

it('a union without a fitting type is one type mismatch', () => {
  expect(findingsOf('output-schema', withValue({ id: 'a', lines: [], note: 5 }))).toEqual([
    {
      code: 'schema/type-mismatch',
      pointer: '/note',
      message: 'must be string or null',
      expected: ['string', 'null'],
      observed: 5,
    },
  ]);
});

it('a union with one fitting type tells what is wrong within it', () => {
  expect(judge('output-schema', withValue({ id: 'a', lines: [], note: 'x' }))).toBe('schema/minLength /note');
});

it('a union through references tells the errors of the nearest branch', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      id: { type: 'number' },
      party: { oneOf: [{ $ref: '#/$defs/person' }, { $ref: '#/$defs/none' }] },
    },
    $defs: { person: { type: 'object', required: ['name', 'age'] }, none: { type: 'null' } },
  };
  expect(judge('output-schema', withValue({ id: 'a', party: { name: 'x' } }, schema))).toBe(
    'schema/type-mismatch /id, schema/required-missing /party/age',
  );
});

it('a value that two branches of oneOf take fails as oneOf', () => {
  const schema: JsonObject = { oneOf: [{ type: 'number' }, { minimum: 1 }] };
  expect(judge('output-schema', withValue(3, schema))).toBe('schema/oneOf');
});

it('a condition is told by what it asked for', () => {
  const schema: JsonObject = JSON.parse('{"if":{"required":["a"]},"then":{"required":["b"]}}');
  expect(judge('output-schema', withValue({ a: 1 }, schema))).toBe('schema/required-missing /b');
});

it('inherited properties do not satisfy a schema', () => {
  const schema: JsonObject = { type: 'object', required: ['constructor'] };
  expect(judge('output-schema', withValue({}, schema))).toBe('schema/required-missing /constructor');
});

it.each([
  ['I cannot help with that.', 'schema/not-json'],
  ['', 'schema/not-json'],
  ['{"id":"a","lines":[', 'schema/cut-off'],
  ['{"id":"a","lines":[],}', 'schema/trailing-comma'],
  ["{'id':'a','lines':[]}", 'schema/single-quotes'],
  ['{"id":"a", // so', 'schema/not-json'],
  ['{"id":"a",/* none */"lines":[]}', 'schema/loose'],
  ['{id:"a",lines:[]}', 'schema/loose'],
  ['{"id":"a","lines":[NaN]}', 'schema/not-a-number, schema/type-mismatch /lines/0'],
  ['```json\n{"id":"a","lines":[],}\n```', 'schema/fenced, schema/trailing-comma'],
  ['{"id":"it\'s NaN, }","lines":[],}', 'schema/trailing-comma'],
  ['```json\n{"id":"a","lines":[]}\n```', 'schema/fenced'],
  ['Here: {"id":"a","lines":[]}', 'schema/prose-around'],
  ['\uFEFF{"id":"a","lines":[]}', 'schema/byte-order-mark'],
  ['{"id":"a","lines":[]}{"id":"b","lines":[]}', 'schema/prose-around, schema/several-values'],
  ['```\n{"id":1,"lines":[]}\n```', 'schema/fenced, schema/type-mismatch /id'],
])('%j fails as %s', (text, expected) => {
  expect(judge('output-schema', withText(text))).toBe(expected);
});

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

it('an answer nested beyond all reading fails and does not exhaust the stack', () => {
  const schema: JsonObject = { type: 'array', items: { $ref: '#' } };
  expect(judge('output-schema', withText(nested(500), schema))).toBe('pass');
  expect(judge('output-schema', withText(nested(10_000), schema))).toBe('schema/too-deep');
});

it('draft-7 is judged by its own rules', () => {
  const items: JsonObject = { items: [{ type: 'number' }, { type: 'string' }] };
  const draft7 = { $schema: 'http://json-schema.org/draft-07/schema#', ...items };
  expect(judge('output-schema', withValue([1, 2], draft7))).toBe('schema/type-mismatch /1');
  expect(judge('output-schema', withValue([1, 2], { prefixItems: items['items'] ?? [] }))).toBe(
    'schema/type-mismatch /1',
  );
});

it.each([
  ['another document', { $ref: 'https://example.com/other.json' }],
  ['an unknown type', { type: 'nonsense' }],
  ['an asynchronous schema', { $async: true }],
])('%s is not usable as a schema', (_, schema: JsonObject) => {
  expect(judge('output-schema', withValue({}, schema))).toBe('schema/not-compiled');
});

it('many errors are cited up to a bound', () => {
  const value = { id: 'a', lines: Array.from({ length: 500 }, () => ({})) };
  expect(findingsOf('output-schema', withValue(value))).toHaveLength(50);
});

it('what is cited is short', () => {
  const [found] = findingsOf('output-schema', withText('x'.repeat(10_000)));
  expect(JSON.stringify(found).length).toBeLessThan(500);
});

it('skips say why', () => {
  const subject = withText('{}');
  expect(judge('output-schema', {})).toBe('skip: the prompt has no output schema');
  expect(judge('output-schema', { ...subject, golden: buildGolden({ finish: 'length' }) })).toBe(
    'skip: the golden ends with length',
  );
  expect(judge('output-schema', { ...subject, golden: buildGolden({ error: 'context_overflow' }) })).toBe(
    'skip: the golden expects an error',
  );
  const calls = buildGolden({ text: '', toolCalls: [{ name: 'look', arguments: {} }] });
  expect(judge('output-schema', { ...subject, golden: calls })).toBe(
    'skip: the golden answers with tool calls',
  );
  expect(judge('output-schema', { ...subject, exchange: refused({}) })).toBe('skip: no response');
});

it('a prompt without a golden still owes its schema', () => {
  expect(whyNoSchema(buildPrompt({ output: { name: 'any', schema: {} } }), null)).toBeNull();
  expect(judge('output-schema', { ...withText('nothing'), golden: null })).toBe('schema/not-json');
});
