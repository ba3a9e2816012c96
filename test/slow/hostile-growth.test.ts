import { describe, expect, it } from 'vitest';
import { judgeExchange } from '../../src/checks/judge-exchange.ts';
import { redactFindings } from '../../src/checks/redact-findings.ts';
import type { GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import type { CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import { createGrouping } from '../../src/metrics/group-findings.ts';
import { describeVerdicts } from '../../src/reports/words/describe-verdicts.ts';
import { answered, buildCase, buildGolden, buildPrompt } from '../build-exchange.ts';
import { growth, MOST_GROWTH } from '../growth.ts';

const item = {
  type: 'object',
  required: ['a', 'b'],
  additionalProperties: false,
  properties: {
    a: {
      anyOf: [
        { type: 'string', pattern: '^(x+x+)+y$' },
        { type: 'object', required: ['z'] },
      ],
    },
    b: { oneOf: [{ type: 'number', multipleOf: 2 }, { enum: [1, 2] }] },
  },
  if: { properties: { a: { const: 1 } } },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { required: ['c'] },
};
const schema = {
  type: 'object',
  required: ['first', 'items', 'tree'],
  patternProperties: { '^(a|aa)+$': { type: 'number' } },
  properties: {
    first: { type: 'array', items: { type: 'string', format: 'email' } },
    items: { type: 'array', items: item, uniqueItems: true },
    tree: { $ref: '#/$defs/node' },
  },
  $defs: {
    node: {
      anyOf: [
        { type: 'null' },
        { type: 'object', required: ['next'], properties: { next: { $ref: '#/$defs/node' } } },
      ],
    },
  },
};

const PROMPT: GoldenPrompt = buildPrompt({
  output: { name: 'o', schema },
  tools: [{ name: 'look_up', description: '', parameters: schema }],
  comparators: { '/items': 'exact', '/items/*/b': 'ignore' },
  sentinels: [{ fact: '1,111', at: 'start' }],
});
const GOLDEN = buildGolden({
  text: JSON.stringify({
    first: ['1,111'],
    items: [{ a: 'xxy', b: 4, c: { d: [1, 2, 3] } }],
    tree: { next: null },
  }),
});

function judged(response: Partial<CanonicalResponse>, sent: string): void {
  const subject = buildCase({
    prompt: PROMPT,
    golden: GOLDEN,
    exchange: answered(response, { mode: 'stream', servedAs: 'stream' }),
    sibling: answered({ text: sent }),
  });
  const verdicts = redactFindings(judgeExchange(subject), (text) => text);
  const findings = verdicts.flatMap((verdict) => ('findings' in verdict ? verdict.findings : []));
  const groups = createGrouping();
  groups.add('id', { target: 'target', prompt: 'prompt' }, findings);
  groups.groups();
  describeVerdicts(verdicts);
}

const over = (unit: string, size: number): string =>
  unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const list = (unit: string, size: number): string =>
  `[${Array(Math.ceil(size / (unit.length + 1)))
    .fill(unit)
    .join()}]`;
const keys = (size: number): string => Array.from({ length: size / 12 }, (_, at) => `"k${at}":${at}`).join();

/** What judging stumbles over when it comes again and again, as text. */
const UNITS = [
  '{',
  '[',
  '[{',
  '{"a":',
  '"',
  '\\',
  '```',
  '```json\n',
  '<|',
  '<|python_start|>',
  '[look_up(',
  '[ ',
  'print(',
  '"name" ',
  '"name":"look_up"',
  '{"name":"look_up","arguments":',
  ' ',
  '\n',
  '1',
  '11 ',
  '-',
  '1e',
  'x',
  'assistant\n\n',
  '\u{FDFA}',
  '\uD800',
  '0,',
];

/** Whole JSON that is much work. */
const VALUES: Readonly<Record<string, (size: number) => string>> = {
  'equal objects': (size) => `{"items":${list('{"a":{"z":1},"b":4}', size)}}`,
  'objects that fail everything': (size) => `{"items":${list('{"a":1,"b":3,"q":0}', size)}}`,
  'failures first, conditions after': (size) =>
    `{"first":${list('1', size / 2)},"items":${list('{"a":1}', size / 2)}}`,
  'empty objects': (size) => `{"items":${list('{}', size)}}`,
  'many keys': (size) => `{${keys(size)}}`,
  'many keys each once, then none': (size) => `[{${keys(size / 2)}}${',{}'.repeat(size / 6)}]`,
  'items that the golden has not': (size) => `{"items":${list('[0]', size)}}`,
  'keys for the pattern': (size) => `{"${over('a', size)}b":1}`,
  'text for the pattern': (size) => `{"items":[{"a":"${over('x', size)}","b":4}]}`,
  'an email without end': (size) => `{"first":["${over('a.', size)}@"]}`,
  'a deep tree': (size) =>
    `{"tree":${over('{"next":', Math.min(size, 3_200))}0${'}'.repeat(Math.ceil(Math.min(size, 3_200) / 8))}}`,
  'long keys in a deep tree': (size) => {
    const key = `{"${over('k', size / 400)}":`;
    return `${key.repeat(400)}0${'}'.repeat(400)}`;
  },
  'facts that are not one': (size) => `{"first":["${over('11111', size)}"]}`,
};

const SIZE = 8_000;

describe('judging takes time in proportion to', { retry: 2 }, () => {
  it.each(UNITS)('%j over and over', (unit) => {
    const grown = growth((size) => {
      const text = over(unit, size);
      const call = { id: null, name: 'look_up', arguments: null, rawArguments: text };
      return () => judged({ text, toolCalls: [call] }, text.slice(1));
    }, SIZE);
    expect(grown).toBeLessThan(MOST_GROWTH);
  });

  it.each(Object.entries(VALUES))('%s', (_, make) => {
    const grown = growth((size) => {
      const text = make(size);
      const call = { id: null, name: 'look_up', arguments: JSON.parse(text), rawArguments: text };
      const [sent, other] = [text.replace('"b"', '"c"'), `${make(size / 2)} `];
      return () => {
        judged({ text, toolCalls: [call] }, sent);
        judged({ text: other }, text);
        judged({ text }, '{"items":[]}');
      };
    }, SIZE);
    expect(grown).toBeLessThan(MOST_GROWTH);
  });
});
