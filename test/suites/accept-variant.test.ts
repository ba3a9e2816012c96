import { expect, it } from 'vitest';
import type { GoldenAnswer } from '../../src/contract/suites/prompt.ts';
import { acceptVariant } from '../../src/suites/goldens/accept-variant.ts';

const JSON_GOLDEN: GoldenAnswer = {
  text: '{"locale":"de","problems":["late","damaged"],"rows":[{"due":null}]}',
  toolCalls: [],
  finish: 'stop',
  error: null,
};

const CALL_GOLDEN: GoldenAnswer = {
  text: '',
  toolCalls: [{ name: 'search', arguments: { query: 'garbled label' } }],
  finish: 'tool_calls',
  error: null,
};

it('a text is the whole of a variant', () => {
  expect(acceptVariant({ ...JSON_GOLDEN, text: 'PHISHING' }, 'phishing')).toEqual({
    answer: { ...JSON_GOLDEN, text: 'phishing' },
  });
});

it('a map says what differs from the golden, by pointer into its JSON', () => {
  const variant = {
    '/locale': 'de-DE',
    '/problems': ['damaged', 'late'],
    '/rows/0/due': '2026-11-24',
    '/os': null,
  };
  const accepted = acceptVariant(JSON_GOLDEN, variant);
  expect('answer' in accepted && JSON.parse(accepted.answer.text)).toEqual({
    locale: 'de-DE',
    problems: ['damaged', 'late'],
    rows: [{ due: '2026-11-24' }],
    os: null,
  });
});

it('a map says what differs in the calls, by pointer below /toolCalls', () => {
  const query = acceptVariant(CALL_GOLDEN, { '/toolCalls/0/arguments/query': 'label encoding' });
  expect('answer' in query && query.answer.toolCalls).toEqual([
    { name: 'search', arguments: { query: 'label encoding' } },
  ]);
  const calls = [
    { name: 'search', arguments: {} },
    { name: 'search', arguments: { query: 'x' } },
  ];
  const all = acceptVariant(CALL_GOLDEN, { '/toolCalls': calls });
  expect('answer' in all && all.answer.toolCalls).toEqual(calls);
});

it.each([
  [JSON_GOLDEN, '/rows/1/due', 'the golden has no such place'],
  [JSON_GOLDEN, '/toolCalls/0/name', 'the golden has no such place in its calls'],
  [CALL_GOLDEN, '/toolCalls/0', 'a call has a name and arguments'],
  [CALL_GOLDEN, '/query', 'the golden is no JSON: write the whole text of the variant in place of this map'],
])('a place that the golden does not have is named, with why', (golden, pointer, why) => {
  expect(acceptVariant(golden, { [pointer]: 'x' })).toEqual({ nowhere: [{ pointer, why }] });
});
