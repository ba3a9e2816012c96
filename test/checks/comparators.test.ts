import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../src/checks/parity/is-refusal.ts';
import { restsOn } from '../../src/checks/rests-on.ts';
import type { Comparator } from '../../src/contract/suites/comparator.ts';
import type { GoldenAnswer, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { answered, buildGolden, buildPrompt } from '../build-exchange.ts';
import { judge, readNotes, verdictOf } from './read-verdict.ts';

type Comparators = Readonly<Record<string, Comparator>>;

const output = { name: 'any', schema: {} } as const;

function compareText(golden: string, observed: string, comparator: Comparator): string {
  return judge('parity', {
    prompt: buildPrompt({ comparators: { '': comparator } }),
    golden: buildGolden({ text: golden }),
    exchange: answered({ text: observed }),
  });
}

function compareJson(golden: string, observed: string, comparators: Comparators): string {
  return judge('parity', {
    prompt: buildPrompt({ output, comparators }),
    golden: buildGolden({ text: golden }),
    exchange: answered({ text: observed }),
  });
}

describe('a text compared', () => {
  it.each<[Comparator, string, string]>([
    ['structure', 'In other words.', 'pass'],
    ['ignore', 'In other words.', 'pass'],
    ['exact', 'All is well.', 'pass'],
    ['exact', 'All is well. ', 'parity/value-changed'],
    ['contains', 'Be glad: All is well.', 'pass'],
    ['contains', 'All is swell.', 'parity/not-contained'],
    [{ contains: 'well' }, 'It is well.', 'pass'],
    [{ contains: ['well', 'All'] }, 'It is well.', 'parity/not-contained'],
    ['length', 'ALL IS WELL!', 'pass'],
    ['length', 'All is well', 'parity/length-changed'],
    [{ length: 10 }, 'All is well', 'pass'],
    [{ length: 10 }, 'All well', 'parity/length-changed'],
    [{ regex: '^All\\b' }, 'All was lost.', 'pass'],
    [{ regex: '^All\\b' }, 'Nothing was lost.', 'parity/no-match'],
    [{ regex: '^\\p{Lu}' }, 'Éa', 'pass'],
  ])('by %j to %j is %s', (comparator, observed, expected) => {
    expect(compareText('All is well.', observed, comparator)).toBe(expected);
  });

  it('by a pattern takes time in proportion to the text', () => {
    const startedMs = performance.now();
    expect(compareText('aaaa', `${'a'.repeat(5_000)}b`, { regex: '^(?:a|aa)+$' })).toBe('parity/no-match');
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it('is not compared where the golden was cut, and is empty before it is anything else', () => {
    const cut = buildGolden({ finish: 'length' });
    const prompt = buildPrompt({ comparators: { '': 'exact' } });
    expect(judge('parity', { prompt, golden: cut, exchange: answered({ text: 'Other.' }) })).toBe('pass');
    expect(compareText('All is well.', '', 'exact')).toBe('parity/empty-text');
  });
});

describe('a place compared', () => {
  const GOLDEN = '{"list":["a","b"],"text":"All is well.","rows":[{"t":"ab"},{"t":"cd"}]}';

  it.each<[Comparators, string, string]>([
    [{}, '{"list":[],"text":"","rows":[]}', 'parity/emptied /list, parity/emptied /rows'],
    [{ '/list': 'ignore', '/rows': 'ignore' }, '{"list":[],"text":"","rows":[]}', 'pass'],
    [{ '/list': 'length' }, '{"list":["a"],"text":"","rows":[{"t":"x"}]}', 'parity/length-changed /list'],
    [{ '/list': 'length' }, '{"list":[],"text":"","rows":[{"t":"x"}]}', 'parity/length-changed /list'],
    [{ '/list': { length: 50 } }, '{"list":["longer"],"text":"","rows":[{"t":"x"}]}', 'pass'],
    [{ '/list': { length: 100 } }, '{"list":[],"text":"","rows":[{"t":"x"}]}', 'pass'],
    [{ '/list': 'exact' }, '{"list":[],"text":"","rows":[{"t":"x"}]}', 'parity/value-changed /list'],
    [
      { '/text': { contains: 'well' } },
      '{"list":["a"],"text":"Not.","rows":[{"t":"x"}]}',
      'parity/not-contained /text',
    ],
    [
      { '/rows/*/t': { regex: '^[a-z]+$' } },
      '{"list":["a"],"text":"","rows":[{"t":"x"},{"t":"Y"}]}',
      'parity/no-match /rows/1/t',
    ],
    [
      { '/rows/*/t': 'length' },
      '{"list":["a"],"text":"","rows":[{"t":"xy"},{"t":"y"},{"t":""}]}',
      'parity/length-changed /rows/1/t',
    ],
    // What holds for a list says nothing of its items.
    [{ '/rows': 'length' }, '{"list":["a"],"text":"","rows":[{"t":"longer"},{"t":"y"}]}', 'pass'],
    [{ '/text': { regex: 'x' } }, '{"list":["a"],"text":1,"rows":[{"t":"x"}]}', 'parity/type-changed /text'],
  ])('by %j, %s is %s', (comparators, observed, expected) => {
    expect(compareJson(GOLDEN, observed, comparators)).toBe(expected);
  });
});

describe('a value compared by a rule', () => {
  const GOLDEN =
    '{"n":100,"word":"b","list":["a","b","c"],"rows":[{"k":1,"v":"x"},{"k":2,"v":"y"}],"quote":"The lease ends."}';
  const differing = (change: string): string =>
    JSON.stringify({ ...JSON.parse(GOLDEN), ...JSON.parse(change) });

  it.each<[Comparators, string, string]>([
    [{ '/n': { number: { within: 0.5 } } }, '{"n":100.5}', 'pass'],
    [{ '/n': { number: { within: 0.5 } } }, '{"n":100.51}', 'parity/number-apart /n'],
    [{ '/n': { number: { percent: 1 } } }, '{"n":101}', 'pass'],
    [{ '/n': { number: { percent: 1 } } }, '{"n":98.9}', 'parity/number-apart /n'],
    [{ '/n': { oneOf: [100, 101] } }, '{"n":101}', 'pass'],
    [{ '/n': { oneOf: [100, null] } }, '{"n":101}', 'parity/not-one-of /n'],
    [{ '/word': { oneOf: ['a', 'b'] } }, '{"word":"A"}', 'parity/not-one-of /word'],
    [{ '/word': { enum: ['a', 'b'] } }, '{"word":"a"}', 'pass'],
    [{ '/word': { enum: ['a', 'b'] } }, '{"word":"c"}', 'parity/outside-enum /word'],
    [
      { '/quote': { notContains: ['begins', 'May'] } },
      '{"quote":"It ends in May."}',
      'parity/forbidden-words /quote',
    ],
    [{ '/quote': { contains: [['ends', 'ended'], 'lease'] } }, '{"quote":"The lease ended."}', 'pass'],
    [
      { '/quote': { contains: [['ends', 'ended'], 'lease'] } },
      '{"quote":"The rent ended."}',
      'parity/not-contained /quote',
    ],
    [{ '/quote': { ordered: ['The', ['ends', 'ended']] } }, '{"quote":"The lease ended."}', 'pass'],
    [{ '/quote': { ordered: ['lease', 'The'] } }, '{"quote":"The lease"}', 'parity/out-of-order /quote'],
    [{ '/quote': { contains: 'lease', length: 10 } }, '{"quote":"lease"}', 'parity/length-changed /quote'],
    [{ '/quote': { verbatimIn: 'document' } }, '{"quote":"lease  ends in\\nMay"}', 'pass'],
    [
      { '/quote': { verbatimIn: 'document' } },
      '{"quote":"lease ends in June"}',
      'parity/not-verbatim /quote',
    ],
    [{ '/quote': { verbatimIn: 'prompt' } }, '{"quote":"How is it?"}', 'pass'],
    [{ '/quote': { verbatimIn: 'prompt' } }, '{"quote":"lease ends"}', 'parity/not-verbatim /quote'],
    [{ '/list': 'set' }, '{"list":["c","a","b"]}', 'pass'],
    [{ '/list': 'set' }, '{"list":["c","a"]}', 'parity/item-missing /list'],
    [{ '/list': 'set' }, '{"list":["c","a","b","b"]}', 'parity/item-extra /list/3'],
    [{ '/list': 'ordered' }, '{"list":["a","x","b","c"]}', 'pass'],
    [{ '/list': 'ordered' }, '{"list":["a","c","b"]}', 'parity/out-of-order /list'],
    [{ '/rows': 'set' }, '{"rows":[{"v":"y","k":2},{"k":1.0,"v":"x"}]}', 'pass'],
    [
      { '/rows': 'set' },
      '{"rows":[{"k":2,"v":"x"},{"k":1,"v":"y"}]}',
      'parity/item-extra /rows/0, parity/item-extra /rows/1, parity/item-missing /rows, parity/item-missing /rows',
    ],
    [
      { '/rows': { set: { by: ['/k'] } }, '/rows/*/v': 'exact' },
      '{"rows":[{"k":2,"v":"y"},{"k":1,"v":"x"}]}',
      'pass',
    ],
    [
      { '/rows': { set: { by: ['/k'] } }, '/rows/*/v': 'exact' },
      '{"rows":[{"k":2,"v":"x"},{"k":1,"v":"x"}]}',
      'parity/value-changed /rows/0/v',
    ],
    [
      { '/rows': { set: { by: ['/k'] } }, '/rows/1/v': 'exact' },
      '{"rows":[{"k":2,"v":"z"},{"k":1,"v":"z"}]}',
      'parity/value-changed /rows/0/v',
    ],
    [
      { '/rows': { set: { by: ['/k'] } }, '/rows/*/v': 'exact' },
      '{"rows":[{"k":2,"v":"y"}]}',
      'parity/item-missing /rows',
    ],
    [{ '/rows': { set: { by: ['/k'] } } }, '{"rows":[{"k":2,"v":"other"},{"k":1,"v":""}]}', 'pass'],
    [{ '/rows': 'type' }, '{"rows":[{"k":7}]}', 'pass'],
    [{ '/rows': 'type' }, '{"rows":[{"k":"7"}]}', 'parity/type-changed /rows/0/k'],
    [{ '/n': { as: 'exact', weight: 3 } }, '{"n":99}', 'parity/value-changed /n'],
    // A place that is compared must be there, whatever its rule would say of it.
    [
      { '/rows/*/v': { contains: 'x' }, '/rows/1/v': 'ignore' },
      '{"rows":[{"k":1},{"k":2,"v":"y"}]}',
      'parity/missing-path /rows/0/v',
    ],
  ])('by %j, %s is %s', (comparators, change, expected) => {
    const subject = {
      prompt: buildPrompt({ output, comparators, documents: ['The lease ends in May.'] }),
      golden: buildGolden({ text: GOLDEN }),
      exchange: answered({ text: differing(change) }),
    };
    expect(judge('parity', subject)).toBe(expected);
  });

  it('a set of numbers is of those that are spelt', () => {
    const [golden, other] = ['[1234567890123456789,2]', '[2,1234567890123456700]'];
    expect(compareJson(golden, '[2.0,1234567890123456789]', { '': 'set' })).toBe('pass');
    expect(compareJson(golden, other, { '': 'set' })).toBe('parity/item-extra /1, parity/item-missing');
  });

  it('every value is itself in any order of its lists', () => {
    fc.assert(
      fc.property(
        fc.array(fc.json({ maxDepth: 2 }), { maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (items, order) => {
          const shuffled = items
            .map((item) => ({ item, at: order.next().value }))
            .toSorted((a, b) => a.at - b.at);
          const texts = [items, shuffled.map(({ item }) => item)].map((list) => `{"l":[${list.join()}]}`);
          expect(compareJson(texts[0] ?? '', texts[1] ?? '', { '/l': 'set' })).toBe('pass');
        },
      ),
    );
  });
});

function state(text: string, prompt: Partial<GoldenPrompt>, golden: Partial<GoldenAnswer> = {}): string {
  return judge('parity', {
    prompt: buildPrompt(prompt),
    golden: buildGolden(golden),
    exchange: answered({ text }),
  });
}

describe('a fact', () => {
  it.each<[string, Partial<GoldenPrompt>, string]>([
    ['It costs 37,500 in all.', { facts: ['37500'] }, 'pass'],
    ['It costs 37.500 in all.', { facts: [['37,500', '37.500']] }, 'pass'],
    ['It costs 137,500.', { facts: ['37,500'] }, 'parity/fact-missing'],
    ['Nothing.', { facts: ['37,500', { fact: 'a', weight: 2 }] }, 'parity/fact-missing, parity/fact-missing'],
    ['It costs 41,000.', { notFacts: ['41 000', 'free'] }, 'parity/fact-forbidden'],
    ['It costs 41,000.', { notFacts: ['1,000'] }, 'pass'],
  ])('is looked for in words: %j with %j is %s', (text, prompt, expected) => {
    expect(state(text, prompt)).toBe(expected);
  });

  it('is looked for in JSON and in calls, and not in what was to be cut', () => {
    const json = { output, facts: ['Zürich'] };
    expect(state('{"a":"Z\\u00fcrich"}', json, { text: '{"a":"Zürich"}' })).toBe('pass');
    expect(state('Not yet.', { facts: ['ten'] }, { finish: 'length' })).toBe('pass');
  });
});

it.each([
  ['All is well.', 'pass'],
  ['All is well.END', 'finish/stop-in-text'],
  ['All is\n\nwell.', 'finish/stop-in-text'],
])('a stop string stands in no answer: %j', (text, expected) => {
  const prompt = buildPrompt({ stop: ['END', '\n\n'] });
  expect(judge('stop-strings', { prompt, exchange: answered({ text }) })).toBe(expected);
  expect(judge('stop-strings', { exchange: answered({ text }) })).toBe(
    'skip: the prompt has no stop strings',
  );
  const losses = [{ field: 'stop', action: 'dropped', reason: 'the server has none' }] as const;
  expect(judge('stop-strings', { prompt, exchange: answered({ text }, { losses }) })).toBe(
    'skip: the stop strings were dropped, as declared',
  );
});

describe('exact is exact', () => {
  it.each([
    ['1234567890123456789', '1234567890123456700', 'parity/value-changed /n'],
    ['1234567890123456789', '1234567890123456789', 'pass'],
    ['1.0', '1', 'pass'],
    ['100', '1e2', 'pass'],
    ['1e400', '1e400', 'pass'],
    ['1e400', '1e401', 'parity/value-changed /n'],
    ['0.1', '0.10000000000000001', 'parity/value-changed /n'],
    ['-0', '0', 'pass'],
  ])('%s against %s', (golden, observed, expected) => {
    const texts = [`{"n":${golden},"m":1}`, `{"m": 2, "n": ${observed}}`] as const;
    expect(compareJson(...texts, { '/n': 'exact' })).toBe(expected);
    expect(compareJson(...texts, {})).toBe('pass');
  });

  it.each<[string, string, Comparator, readonly unknown[]]>([
    ['1', '1e400', { number: { within: 0.5 } }, [1, '1e400']],
    ['7', `1${'0'.repeat(320)}`, { number: { percent: 10 } }, [7, `1${'0'.repeat(159)}…`]],
    ['1e400', '1e401', { number: { within: 0.5 } }, ['1e400', '1e401']],
    ['9007199254740993', '9007199254740992', 'exact', ['9007199254740993', '9007199254740992']],
    ['[9007199254740993]', '[9007199254740992]', 'ordered', [['9007199254740993'], [9007199254740992]]],
    ['1', '9007199254740993', { oneOf: [9007199254740992] }, [[9007199254740992], '9007199254740993']],
  ])('a number that no double holds is near to none, and is cited as it is spelt: %s, %s', (...row) => {
    const [golden, observed, comparator, cited] = row;
    const verdict = verdictOf('parity', {
      prompt: buildPrompt({ output, comparators: { '/n': comparator } }),
      golden: buildGolden({ text: `{"n":${golden}}` }),
      exchange: answered({ text: `{"n":${observed}}` }),
    });
    const [found] = verdict.status === 'fail' ? verdict.findings : [];
    expect([found?.expected, found?.observed]).toEqual(cited);
  });

  it('a key that stands twice is found, whichever of its values is taken', () => {
    const subject = {
      prompt: buildPrompt({ output }),
      golden: buildGolden({ text: '{"a":1}' }),
      exchange: answered({ text: '{"a":2,"a":1}' }),
    };
    expect(judge('output-schema', subject)).toBe('schema/duplicate-key /a');
    expect(judge('output-schema', { ...subject, exchange: answered({ text: '{"a":2}' }) })).toBe('pass');
  });
});

describe('a refusal', () => {
  it.each([
    'I cannot help with that.',
    "I'm sorry, but I can't help with that.",
    'I’m very sorry — I can’t assist with this request.',
    'Sorry, I am unable to provide that information.',
    'As an AI language model, I cannot answer this.',
    'Unfortunately, I won’t be able to help with this.',
    '  I apologize, but I must decline to answer.',
  ])('is %j', (text) => {
    expect(isRefusal(text)).toBe(true);
    const verdict = verdictOf('parity', { exchange: answered({ text }) });
    expect([verdict.status, readNotes(verdict)]).toEqual(['pass', 'answer/refusal']);
    expect(
      readNotes(
        verdictOf('parity', {
          golden: buildGolden({ text: 'I cannot help you.' }),
          exchange: answered({ text }),
        }),
      ),
    ).toBe('');
  });

  it.each([
    'That is a forecast, so I cannot promise that it arrives before Friday.',
    'Yes. I cannot help but smile.',
    'You can help with that.',
    'I can help with that.',
    'The guarantor cannot answer for it.',
    '',
  ])('is not %j', (text) => {
    expect(isRefusal(text)).toBe(false);
  });

  it('is noted beside what fails', () => {
    const verdict = verdictOf('parity', {
      prompt: buildPrompt({ comparators: { '': { contains: 'well' } } }),
      exchange: answered({ text: 'I cannot help with that.' }),
    });
    expect([verdict.status, readNotes(verdict)]).toEqual(['fail', 'answer/refusal']);
  });
});

it.each<[string, Partial<GoldenPrompt>, Partial<GoldenAnswer>, readonly string[]]>([
  ['a plain text', {}, {}, ['presence']],
  ['a text that is ignored', { comparators: { '': 'ignore' } }, {}, ['presence']],
  ['a text compared exactly', { comparators: { '': 'exact' } }, {}, ['exact']],
  ['a text by its words', { comparators: { '': { contains: 'x' } } }, {}, ['text']],
  ['facts', { sentinels: [{ fact: 'x', at: 'end' }] }, {}, ['text']],
  ['JSON', { output }, { text: '{}' }, ['schema', 'structure']],
  [
    'JSON with exact values',
    { output, comparators: { '/a': 'exact' } },
    { text: '{}' },
    ['schema', 'exact', 'structure'],
  ],
  ['JSON that is ignored', { output, comparators: { '': 'ignore' } }, { text: '{}' }, ['schema']],
  [
    'JSON that is exact as a whole',
    { output, comparators: { '': 'exact' } },
    { text: '{}' },
    ['schema', 'exact'],
  ],
  [
    'JSON that was cut',
    { output, comparators: { '/a': 'exact' } },
    { text: '{', finish: 'length' },
    ['presence'],
  ],
  ['a call', {}, { text: '', toolCalls: [{ name: 'a', arguments: {} }] }, ['schema']],
  [
    'a call with arguments',
    {},
    { text: '', toolCalls: [{ name: 'a', arguments: { b: 1 } }] },
    ['schema', 'exact'],
  ],
  [
    'a call whose arguments are ignored',
    { comparators: { '/toolCalls/*/arguments': 'ignore' } },
    { text: '', toolCalls: [{ name: 'a', arguments: { b: 1 } }] },
    ['schema'],
  ],
  ['facts of any text', { facts: ['x'] }, {}, ['text']],
  [
    'a list in any order',
    { output, comparators: { '/a': 'set' } },
    { text: '{}' },
    ['schema', 'values', 'structure'],
  ],
  [
    'a number, nearly',
    { output, comparators: { '/a': { number: { within: 1 } } } },
    { text: '{}' },
    ['schema', 'values', 'structure'],
  ],
  ['an error', {}, { text: '', error: 'context_overflow' }, ['exact']],
])('a pass of %s rests on what it is held against', (_, prompt, answer, expected) => {
  expect(restsOn(buildPrompt(prompt), buildGolden(answer))).toEqual(expected);
  expect(restsOn(buildPrompt(prompt), null)).toEqual([]);
});
