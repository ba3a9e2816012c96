import { expect, it } from 'vitest';
import { createSchemaCompiler } from '../../src/checks/compile-schemas.ts';
import { judgeGolden } from '../../src/checks/judge-golden.ts';
import { preparePrompt } from '../../src/checks/prepare-prompt.ts';
import { createSlowJudge, type SchemaResult, type SlowValue } from '../../src/checks/slow-value.ts';
import type { GoldenAnswer, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { buildGolden, buildPrompt } from '../build-exchange.ts';

const { compile } = createSchemaCompiler();

const output = {
  name: 'note',
  schema: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: ['bug', 'wish'] }, list: { type: 'array', items: { type: 'string' } } },
  },
} as const;
const look = {
  name: 'look',
  description: 'Looks.',
  parameters: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
} as const;

const judgeSlow = async (values: readonly SlowValue[]): Promise<readonly SchemaResult[]> =>
  values.map(createSlowJudge());

async function judged(
  prompt: Partial<GoldenPrompt>,
  answer: Partial<GoldenAnswer>,
  slowly = judgeSlow,
): Promise<readonly string[]> {
  const found = await judgeGolden(preparePrompt(buildPrompt(prompt), buildGolden(answer), compile), slowly);
  return found.map(
    ({ path, message }) => `${path.join('.')} ${message.replace(/^.* breaks its own contract: /, '')}`,
  );
}

const cancelling = (id: number): Partial<GoldenAnswer> => ({
  text: '',
  toolCalls: [{ name: 'cancel', arguments: { id } }],
  finish: 'tool_calls',
});

it('a number with more digits than a double keeps is no golden for calls, unless it is compared by its type', async () => {
  const parameters = { type: 'object', properties: { id: { type: 'integer' } } };
  const tools = [{ name: 'cancel', description: 'Cancels.', parameters }];
  const long = JSON.parse('1234567890123456789');
  expect(await judged({ tools }, cancelling(long))).toEqual([
    'answer.toolCalls.0 a number of more digits than JSON is read with, and is compared exactly at /toolCalls/0/arguments/id',
  ]);
  expect(
    await judged({ tools, comparators: { '/toolCalls/*/arguments/id': 'type' } }, cancelling(long)),
  ).toEqual([]);
  expect(await judged({ tools }, cancelling(1e15))).toEqual([]);
  expect(await judged({ tools }, cancelling(1e19))).toEqual([]);
});

it.each<[string, Partial<GoldenPrompt>, Partial<GoldenAnswer>]>([
  ['plain text', {}, {}],
  ['JSON that satisfies the schema', { output }, { text: '{"kind":"bug","list":["x"]}' }],
  ['JSON that was cut', { output }, { text: '{"kind":"b', finish: 'length' }],
  ['an expected error', { output }, { text: '', finish: null, error: 'context_overflow' }],
  [
    'JSON compared in every way',
    { output, comparators: { '/list': 'length', '/list/*': { regex: '^x' }, '/kind': 'exact' } },
    { text: '{"kind":"bug","list":["x"]}' },
  ],
  ['a text that holds its words', { comparators: { '': { contains: 'well' } } }, {}],
  [
    'a call in place of JSON',
    { output, tools: [look] },
    { text: '', toolCalls: [{ name: 'look', arguments: { id: 'x' } }], finish: 'tool_calls' },
  ],
  [
    'a text that holds its facts',
    { sentinels: [{ fact: '2,500', at: 'start' }] },
    { text: 'It costs 2500 here.' },
  ],
])('%s contradicts nothing', async (_, prompt, answer) => {
  expect(await judged(prompt, answer)).toEqual([]);
});

it.each<[string, Partial<GoldenPrompt>, Partial<GoldenAnswer>, RegExp[]]>([
  ['no JSON', { output }, { text: 'kind: bug' }, [/^answer\.text it is not JSON/]],
  ['no text at all', { output }, { text: '' }, [/^answer\.text it is not JSON/]],
  ['JSON in a fence', { output }, { text: '```json\n{"kind":"bug"}\n```' }, [/^answer\.text it is not JSON/]],
  [
    'another value than the schema allows',
    { output },
    { text: '{"kind":"joy"}' },
    [/^answer\.text .* at \/kind$/],
  ],
  [
    'two breaks',
    { output },
    { text: '{"kind":"joy","list":[1]}' },
    [/^answer\.text .*\/kind$/, /^answer\.text .*\/list\/0$/],
  ],
  [
    'a tool that is not offered',
    { tools: [look] },
    { text: '', toolCalls: [{ name: 'lock', arguments: {} }] },
    [/^answer\.toolCalls\.0 no such tool/],
  ],
  [
    'arguments that the tool does not take',
    { tools: [look] },
    {
      text: '',
      toolCalls: [
        { name: 'look', arguments: { id: 'x' } },
        { name: 'look', arguments: { id: 1 } },
      ],
    },
    [/^answer\.toolCalls\.1 .* at \/toolCalls\/1\/arguments\/id$/],
  ],
  [
    'a key that stands twice',
    { output },
    { text: '{"kind":"bug","kind":"wish"}' },
    [/^answer\.text a key stands twice at \/kind$/],
  ],
  [
    'a text that its own comparator does not take',
    { comparators: { '': { regex: '^Yes' } } },
    { text: 'No.' },
    [/^answer\.text its text breaks its comparator \(no-match: "\^Yes"\)$/],
  ],
  [
    'a value that its own comparator does not take',
    { output, comparators: { '/list/*': { contains: 'x' } } },
    { text: '{"kind":"bug","list":["x","y"]}' },
    [/^answer\.text what stands at \/list\/1 breaks the comparator "\/list\/\*" \(not-contained: \["x"\]\)$/],
  ],
  [
    'a fact that is missing',
    { sentinels: [{ fact: '2,500', at: 'start' }] },
    { text: 'It costs 12,500.' },
    [/^answer\.text it does not hold the fact "2,500"$/],
  ],
  [
    'a fact in none of its words, and one that is ruled out',
    { facts: [['ten', '10']], notFacts: ['12,500'] },
    { text: 'It costs 12,500.' },
    [
      /^answer\.text it does not hold the fact "ten \| 10"$/,
      /^answer\.text it states "12,500", which notFacts rules out$/,
    ],
  ],
  [
    'a stop string',
    { stop: ['END'] },
    { text: 'This is the END.' },
    [/^answer\.text its stop string "END" stands in it$/],
  ],
  [
    'an argument that its own comparator does not take',
    {
      tools: [{ name: 'find', description: '', parameters: {} }],
      comparators: { '/toolCalls/*/arguments/q': { contains: 'x' } },
    },
    { text: '', toolCalls: [{ name: 'find', arguments: { q: 'y' } }] },
    [/^answer\.toolCalls what stands at \/toolCalls\/0\/arguments\/q breaks the comparator "\/toolCalls/],
  ],
])('%s contradicts its own prompt', async (_, prompt, answer, expected) => {
  const found = await judged(prompt, answer);
  expect(found).toHaveLength(expected.length);
  for (const [at, pattern] of expected.entries()) expect(found[at]).toMatch(pattern);
});

// No engine is certain to end on it, so it is judged apart.
const slow = { type: 'string', pattern: String.raw`^(a+)+\1$` } as const;
const slowTool = { ...look, parameters: { type: 'object', properties: { id: slow } } } as const;

const nothingInTime = async (): Promise<readonly SchemaResult[]> => [];

it('what is not judged in place is judged apart, and left to the run where that takes too long', async () => {
  const text: readonly [Partial<GoldenPrompt>, Partial<GoldenAnswer>] = [
    { output: { name: 'a', schema: slow } },
    { text: '"b"' },
  ];
  const call: readonly [Partial<GoldenPrompt>, Partial<GoldenAnswer>] = [
    { tools: [slowTool] },
    { text: '', toolCalls: [{ name: 'look', arguments: { id: 'b' } }] },
  ];
  expect(await judged(...text)).toEqual([expect.stringMatching(/^answer\.text /)]);
  expect(await judged(...call)).toEqual([
    expect.stringMatching(/^answer\.toolCalls\.0 .* at \/toolCalls\/0\/arguments\/id$/),
  ]);
  expect([await judged(...text, nothingInTime), await judged(...call, nothingInTime)]).toEqual([[], []]);
});

it('a golden of nothing that anybody sees has no JSON to compare with, as an answer of it has none', () => {
  const answer = { text: '\u200b\u2060' };
  expect(preparePrompt(buildPrompt({ output }), buildGolden(answer), compile).reference).toBeNull();
});
