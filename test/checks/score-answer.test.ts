import { expect, it } from 'vitest';
import { scoreAnswer } from '../../src/checks/score-answer.ts';
import type { GoldenAnswer, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import type { CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import { answered, buildCase, buildGolden, buildPrompt, refused } from '../build-exchange.ts';

const output = { name: 'any', schema: {} } as const;
const tools = [{ name: 'find', description: '', parameters: {} }];
const GOLDEN = '{"a":1,"b":{"c":"x","d":[1,2]},"e":"text"}';

type Row = readonly [
  what: string,
  prompt: Partial<GoldenPrompt>,
  golden: Partial<GoldenAnswer>,
  response: Partial<CanonicalResponse>,
  score: readonly [held: number, of: number] | null,
];

function call(q: string) {
  return { id: 'c', name: 'find', arguments: { q }, rawArguments: JSON.stringify({ q }) };
}

const found = { text: '', toolCalls: [{ name: 'find', arguments: { q: 'x' } }] };
const compared = {
  output,
  comparators: { '/a': 'exact', '/b': { as: 'exact', weight: 3 }, '/e': 'ignore' },
} as const;

it.each<Row>([
  ['nothing is compared', {}, {}, { text: 'Other.' }, null],
  ['the golden was cut', { facts: ['x'] }, { finish: 'length' }, {}, null],
  ['an error is expected', { facts: ['x'] }, { error: 'context_overflow' }, {}, null],
  ['all holds', compared, { text: GOLDEN }, { text: GOLDEN }, [5, 5]],
  ['one value differs', compared, { text: GOLDEN }, { text: GOLDEN.replace('"a":1', '"a":2') }, [4, 5]],
  ['a heavy value differs', compared, { text: GOLDEN }, { text: GOLDEN.replace('[1,2]', '[1]') }, [2, 5]],
  ['what is ignored differs', compared, { text: GOLDEN }, { text: GOLDEN.replace('text', '') }, [5, 5]],
  ['the structure differs', compared, { text: GOLDEN }, { text: GOLDEN.replace('"e"', '"f"') }, [4, 5]],
  [
    'what is compared is below what is missing',
    { output, comparators: { '/b/c': { contains: 'x' } } },
    { text: GOLDEN },
    { text: '{"a":1,"e":""}' },
    [0, 2],
  ],
  ['it is no JSON', compared, { text: GOLDEN }, { text: 'No.' }, [0, 5]],
  ['there is no text', compared, { text: GOLDEN }, { text: '' }, [0, 5]],
  [
    'facts hold by half',
    { facts: ['one', { fact: ['two', '2'], weight: 2 }], notFacts: ['three'] },
    { text: 'one 2' },
    { text: 'One, three.' },
    [1, 4],
  ],
  [
    'a text is too long',
    { comparators: { '': { length: 10 } }, facts: ['a'] },
    { text: 'aaaa' },
    { text: 'a'.repeat(9) },
    [1, 2],
  ],
  ['a call is the same', { tools }, found, { text: '', toolCalls: [call('x')] }, [1, 1]],
  ['a call has other arguments', { tools }, found, { text: '', toolCalls: [call('y')] }, [0, 1]],
  ['a call is missing', { tools }, found, { text: 'Well.', toolCalls: [] }, [0, 1]],
  ['a call comes twice', { tools }, found, { text: '', toolCalls: [call('x'), call('x')] }, [0, 1]],
  [
    'a call is compared by its comparator',
    { tools, comparators: { '/toolCalls/*/arguments/q': { regex: '^[xy]$' } } },
    found,
    { text: '', toolCalls: [call('y')] },
    [2, 2],
  ],
])('the score of an answer of which %s', (_, prompt, golden, response, score) => {
  const subject = buildCase({
    prompt: buildPrompt(prompt),
    golden: buildGolden(golden),
    exchange: answered(response),
  });
  expect(scoreAnswer(subject)).toEqual(score === null ? null : { held: score[0], of: score[1] });
});

it('what gave no answer holds nothing, and without a golden there is no score', () => {
  const prompt = buildPrompt({ facts: ['well'] });
  expect(scoreAnswer(buildCase({ prompt, exchange: refused({}) }))).toEqual({ held: 0, of: 1 });
  expect(scoreAnswer(buildCase({ prompt, golden: null }))).toBeNull();
});
