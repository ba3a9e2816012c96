import { expect, it } from 'vitest';
import type { JsonValue } from '../../src/contract/json-value.ts';
import type { Comparator } from '../../src/contract/suites/comparator.ts';
import {
  answered,
  buildGolden,
  buildPrompt,
  buildResponse,
  refused,
  type CaseParts,
} from '../build-exchange.ts';
import { judge } from './read-verdict.ts';

function against(
  golden: JsonValue,
  observed: JsonValue,
  comparators: Readonly<Record<string, Comparator>> = {},
): Partial<CaseParts> {
  return {
    prompt: buildPrompt({ output: { name: 'any', schema: {} }, comparators }),
    golden: buildGolden({ text: JSON.stringify(golden, null, 1) }),
    exchange: answered({ text: JSON.stringify(observed) }),
  };
}

const CALL = { id: 'c', name: 'look', arguments: {}, rawArguments: '{}' };

it.each([
  ['the same', { a: 1 }, { a: 1 }],
  ['other values', { a: 1, b: 'x' }, { b: 'other', a: 2.5 }],
  ['another length', [{ a: 1 }], [{ a: 1 }, { a: 2 }, { a: 3 }]],
  ['nothing in a list that may be empty', [{ list: [1] }, { list: [] }], [{ list: [] }]],
  ['something in a list that is empty in the golden', { list: [] }, { list: [{ any: 1 }] }],
  ['a type that another element has', [1, 'x'], ['y', 2]],
  ['without a key that only some elements have', [{ a: 1, b: 1 }, { a: 1 }], [{ a: 1 }]],
  [
    'with a key that only some elements have',
    [{ a: 1, b: 1 }, { a: 1 }],
    [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
  ],
])('an answer with %s has parity', (_, golden, observed) => {
  expect(judge('parity', against(golden, observed))).toBe('pass');
});

it.each([
  [{ a: 1, b: { c: 1 } }, { a: 1, b: {} }, 'parity/missing-path /b/c'],
  [{ a: 1 }, { a: 1, b: { c: 1 } }, 'parity/extra-path /b'],
  [{ a: 1 }, { a: '1' }, 'parity/type-changed /a'],
  [{ a: 1 }, { a: null }, 'parity/null-for-value /a'],
  [{ a: null }, { a: 1 }, 'parity/type-changed /a'],
  [{ a: null }, {}, 'parity/missing-path /a'],
  [[{ a: 1 }, { a: 2 }], [{ a: 1 }, {}], 'parity/missing-path /1/a'],
  [[{ a: 1 }], [{ a: 1, 'b/c': 1 }], 'parity/extra-path /0/b~1c'],
  [[1, 2], [1, 'x', null], 'parity/type-changed /1, parity/null-for-value /2'],
  [{ a: { b: 1 } }, { a: [1] }, 'parity/type-changed /a'],
  [{ a: 1 }, [], 'parity/type-changed'],
  [{ list: [1] }, { list: [] }, 'parity/emptied /list'],
  [[{ a: 1 }, { a: 2 }], [], 'parity/emptied'],
  [[{ list: [1] }, { list: [2] }], [{ list: [1] }, { list: [] }], 'parity/emptied /1/list'],
  [{ constructor: 1 }, {}, 'parity/missing-path /constructor'],
])('against %j, %j fails as %s', (golden, observed, expected) => {
  expect(judge('parity', against(golden, observed))).toBe(expected);
});

it.each<[string, JsonValue, JsonValue, Record<string, Comparator>, string]>([
  ['exact values are kept', { a: 1, b: 2 }, { a: 1, b: 3 }, { '/a': 'exact' }, 'pass'],
  ['an exact value changed', { a: 1, b: 2 }, { a: 2, b: 3 }, { '/a': 'exact' }, 'parity/value-changed /a'],
  ['all exact', { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, { '': 'exact' }, 'parity/value-changed /a/1/b'],
  [
    'exact lengths',
    { a: [1] },
    { a: [1, 2] },
    { '/a': 'exact' },
    'parity/value-changed /a, parity/extra-path /a/1',
  ],
  [
    'exact in every element',
    [
      { sku: 'x', n: 1 },
      { sku: 'y', n: 1 },
    ],
    [
      { sku: 'x', n: 5 },
      { sku: 'z', n: 5 },
    ],
    { '/*/sku': 'exact' },
    'parity/value-changed /1/sku',
  ],
  [
    'an exact element missing',
    [{ sku: 'x' }, { sku: 'y' }],
    [{ sku: 'x' }],
    { '/*/sku': 'exact' },
    'parity/missing-path /1/sku',
  ],
  [
    'an element too much',
    [{ sku: 'x' }],
    [{ sku: 'x' }, { sku: 'y' }],
    { '/*/sku': 'exact' },
    'parity/extra-path /1/sku',
  ],
  ['an exact value is told missing once', { a: { b: 1 } }, {}, { '/a/b': 'exact' }, 'parity/missing-path /a'],
  ['another type at an exact place', [1, 'x'], ['x', 'x'], { '/*': 'exact' }, 'parity/value-changed /0'],
  [
    'ignored places',
    { a: 1, b: 2 },
    { a: 'x', c: 1 },
    { '/a': 'ignore', '/b': 'ignore', '/c': 'ignore' },
    'pass',
  ],
  ['all below an ignored place', { a: { b: 1 } }, { a: { c: [1] } }, { '/a': 'ignore' }, 'pass'],
  [
    'the longer pattern wins',
    { a: 1, b: 1 },
    { a: 2, b: 2 },
    { '': 'exact', '/a': 'ignore' },
    'parity/value-changed /b',
  ],
  ['structure within exact', { a: { b: 1 } }, { a: { b: 2 } }, { '': 'exact', '/a/b': 'structure' }, 'pass'],
])('comparators: %s', (_, golden, observed, comparators, expected) => {
  expect(judge('parity', against(golden, observed, comparators))).toBe(expected);
});

it('plain text may differ but may not be empty', () => {
  expect(judge('parity', { exchange: answered({ text: 'In other words.' }) })).toBe('pass');
  expect(judge('parity', { exchange: answered({ text: ' \n' }) })).toBe('parity/empty-text');
  expect(judge('parity', { exchange: answered({ text: '\u200B\u2060\0' }) })).toBe('parity/empty-text');
});

it('a call stays a call and no call stays none', () => {
  const called = buildGolden({ text: '', toolCalls: [{ name: 'look', arguments: {} }] });
  expect(judge('parity', { golden: called, exchange: answered({ text: '', toolCalls: [CALL, CALL] }) })).toBe(
    'pass',
  );
  expect(judge('parity', { golden: called, exchange: answered({ text: 'Looking.' }) })).toBe(
    'parity/no-tool-call',
  );
  expect(judge('parity', { exchange: answered({ toolCalls: [CALL] }) })).toBe('parity/extra-tool-call');
});

it('no golden is not a pass', () => {
  expect(judge('parity', { golden: null })).toBe('skip: no golden');
});

it('a golden that cannot be compared is not a pass', () => {
  expect(judge('parity', { ...against({}, {}), golden: buildGolden({ text: 'prose' }) })).toBe(
    'golden/not-json',
  );
});

it('JSON in a fence is compared all the same', () => {
  const subject = against({ a: 1 }, {});
  expect(judge('parity', { ...subject, exchange: answered({ text: '```\n{"a":"x"}\n```' }) })).toBe(
    'parity/type-changed /a',
  );
});

it('the structure of a golden cut by its token limit is not compared', () => {
  const subject = { ...against({}, {}), golden: buildGolden({ text: '{"a":', finish: 'length' as const }) };
  expect(judge('parity', subject)).toBe('pass');
  expect(judge('parity', { ...subject, exchange: answered({ text: '' }) })).toBe('parity/empty-text');
});

it('an expected error has parity when it comes and none when it does not', () => {
  const golden = buildGolden({ text: '', finish: null, error: 'context_overflow' });
  expect(judge('parity', { golden, exchange: refused({ kind: 'context_overflow' }) })).toBe('pass');
  expect(judge('parity', { golden, exchange: refused({ kind: 'rate_limited' }) })).toBe('skip: no response');
  expect(judge('parity', { golden })).toBe('parity/error-missing');
});

function ending(unified: 'content_filter' | 'stop') {
  return answered({ finishReason: { unified, raw: unified } });
}

it('what is to be filtered may end by a filter, as an error or as an answer, and by nothing else', () => {
  const golden = buildGolden({ text: '', finish: null, error: 'content_filtered' });
  expect(judge('parity', { golden, exchange: refused({ kind: 'content_filtered' }) })).toBe('pass');
  expect(judge('parity', { golden, exchange: ending('content_filter') })).toBe('pass');
  expect(judge('parity', { golden, exchange: ending('stop') })).toBe('parity/error-missing');
  const other = buildGolden({ text: '', finish: null, error: 'context_overflow' });
  expect(judge('parity', { golden: other, exchange: ending('content_filter') })).toBe('parity/error-missing');
});

it('skips say why', () => {
  expect(judge('parity', { exchange: refused({}) })).toBe('skip: no response');
  expect(judge('parity', { ...against({ a: 1 }, {}), exchange: answered({ text: 'prose' }) })).toBe(
    'skip: the output is not JSON',
  );
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  expect(judge('parity', { ...against([], {}), exchange: answered({ text: deep }) })).toBe(
    'skip: the output is nested too deep',
  );
});

it('a response is compared by value, so equal JSON in another order is equal', () => {
  const response = buildResponse({ text: '{"b":[{"d":1,"c":2}],"a":1}' });
  const subject = against({ a: 1, b: [{ c: 2, d: 1 }] }, {}, { '': 'exact' });
  const exchange = answered(response);
  expect(judge('parity', { ...subject, exchange })).toBe('pass');
});
