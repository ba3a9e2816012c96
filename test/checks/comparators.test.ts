import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../src/checks/parity/is-refusal.ts';
import { restsOn } from '../../src/checks/rests-on.ts';
import type { Comparator, GoldenAnswer, GoldenPrompt } from '../../src/contract/prompt.ts';
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
  ['an error', {}, { text: '', error: 'context_overflow' }, ['exact']],
])('a pass of %s rests on what it is held against', (_, prompt, answer, expected) => {
  expect(restsOn(buildPrompt(prompt), buildGolden(answer))).toEqual(expected);
  expect(restsOn(buildPrompt(prompt), null)).toEqual([]);
});
