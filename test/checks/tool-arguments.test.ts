import { describe, expect, it } from 'vitest';
import type { Comparator } from '../../src/contract/suites/comparator.ts';
import type { JsonObject } from '../../src/contract/json-value.ts';
import { isJsonObject } from '../../src/json/json-value.ts';
import { parseStrict } from '../../src/json/parse-strict.ts';
import { answered, buildGolden, buildPrompt } from '../build-exchange.ts';
import { judge } from './read-verdict.ts';

const TOOLS = [
  { name: 'refund', description: '', parameters: { type: 'object', required: ['order'] } },
  { name: 'find', description: '', parameters: { type: 'object' } },
];

type Calls = readonly (readonly [name: string, rawArguments: string])[];

function read(raw: string): JsonObject | null {
  const parsed = parseStrict(raw);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : null;
}

function compare(
  golden: Calls,
  observed: Calls,
  comparators: Readonly<Record<string, Comparator>> = {},
): string {
  return judge('tool-calls', {
    prompt: buildPrompt({ tools: TOOLS, comparators }),
    golden: buildGolden({
      text: '',
      toolCalls: golden.map(([name, raw]) => ({ name, arguments: read(raw) ?? {} })),
    }),
    exchange: answered({
      text: '',
      toolCalls: observed.map(([name, raw], at) => ({
        id: `c${at}`,
        name,
        arguments: read(raw),
        rawArguments: raw,
      })),
    }),
  });
}

const REFUND = '{"order":"A-1","amount":119.9}';

describe('a comparator of the calls as a whole', () => {
  const OTHER: Calls = [['refund', '{"order":"A-2","amount":119.9}']];

  it.each(['/toolCalls', '/toolCalls/*'])('holds for their arguments where it holds below: %s', (place) => {
    expect(compare([['refund', REFUND]], OTHER, { [place]: 'ignore' })).toBe('pass');
    expect(compare([['refund', REFUND]], OTHER, { [place]: 'structure' })).toBe('pass');
  });

  it.each<Comparator>(['length', 'set', 'ordered'])('leaves their arguments compared exactly: %s', (rule) => {
    expect(compare([['refund', REFUND]], OTHER, { '/toolCalls': rule })).toContain('tool/argument-changed');
  });
});

describe('the arguments of a call', () => {
  it.each<[string, Calls, string]>([
    ['are the same in another spelling', [['refund', '{ "amount": 119.90, "order": "A-1" }']], 'pass'],
    [
      'have another value',
      [['refund', '{"order":"A-2","amount":119.9}']],
      'tool/argument-changed /toolCalls/0/arguments/order',
    ],
    [
      'have another optional one',
      [['refund', '{"order":"A-1","amount":119}']],
      'tool/optional-argument-changed /toolCalls/0/arguments/amount',
    ],
    [
      'lack one',
      [['refund', '{"order":"A-1"}']],
      'tool/optional-argument-changed /toolCalls/0/arguments/amount',
    ],
    [
      'have one more',
      [['refund', '{"order":"A-1","amount":119.9,"why":""}']],
      'tool/optional-argument-changed /toolCalls/0/arguments/why',
    ],
    ['cannot be read', [['refund', '{"order":']], 'tool/arguments-not-json /toolCalls/0/arguments'],
  ])('%s', (_, observed, expected) => {
    expect(compare([['refund', REFUND]], observed)).toBe(expected);
  });

  it('are held against those of the call that they agree with most, whatever the order', () => {
    const golden: Calls = [
      ['refund', '{"order":"A"}'],
      ['find', '{"q":"x"}'],
      ['refund', '{"order":"B"}'],
    ];
    const [first, second, third] = golden;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three calls');
    expect(compare(golden, [third, second, first])).toBe('pass');
    expect(compare(golden, [third, second, ['refund', '{"order":"C"}']])).toBe(
      'tool/argument-changed /toolCalls/2/arguments/order',
    );
    // One call made twice stands for itself once.
    expect(compare(golden, [first, second, first])).toBe(
      'tool/argument-changed /toolCalls/2/arguments/order',
    );
  });

  it('say nothing of a call that is missing or too much', () => {
    expect(
      compare(
        [
          ['refund', REFUND],
          ['find', '{"q":"x"}'],
        ],
        [['refund', REFUND]],
      ),
    ).toBe('tool/missing-call');
    expect(
      compare(
        [['refund', REFUND]],
        [
          ['refund', REFUND],
          ['find', '{"q":"x"}'],
        ],
      ),
    ).toBe('tool/unexpected-call');
  });

  it.each<[Readonly<Record<string, Comparator>>, string, string]>([
    [{ '/toolCalls/*/arguments/q': { contains: 'battery' } }, '{"q":"a swollen battery"}', 'pass'],
    [
      { '/toolCalls/*/arguments/q': { contains: 'battery' } },
      '{"q":"a lamp"}',
      'tool/optional-argument-changed /toolCalls/0/arguments/q',
    ],
    [
      { '/toolCalls/*/arguments/q': { contains: 'battery' } },
      '{}',
      'tool/optional-argument-changed /toolCalls/0/arguments/q',
    ],
    [{ '/toolCalls/*/arguments/q': 'ignore' }, '{}', 'pass'],
    [{ '/toolCalls/*/arguments': 'structure' }, '{"q":"a lamp"}', 'pass'],
    [
      { '/toolCalls/*/arguments': 'structure' },
      '{"q":7}',
      'tool/optional-argument-changed /toolCalls/0/arguments/q',
    ],
    [{ '/toolCalls/0/arguments/q': { oneOf: ['battery', 'swollen battery'] } }, '{"q":"battery"}', 'pass'],
  ])('are compared by %j: %s is %s', (comparators, raw, expected) => {
    expect(compare([['find', '{"q":"swollen battery"}']], [['find', raw]], comparators)).toBe(expected);
  });

  it('are compared as they are spelt, beyond what a double holds', () => {
    const golden: Calls = [['find', '{"id":9007199254740992}']];
    expect(compare(golden, [['find', '{"id":9007199254740992}']])).toBe('pass');
    expect(compare(golden, [['find', '{"id":9007199254740993}']])).toBe(
      'tool/optional-argument-changed /toolCalls/0/arguments/id',
    );
  });
});
