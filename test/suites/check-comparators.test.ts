import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/contract/json-value.ts';
import type { Comparator } from '../../src/contract/suites/comparator.ts';
import type { GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { walk } from '../../src/json/walk.ts';
import { checkComparators } from '../../src/suites/check/check-comparators.ts';
import { buildGolden, buildPrompt } from '../build-exchange.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    title: { type: 'string' },
    items: { type: 'array', items: { $ref: '#/$defs/item' } },
    pair: { prefixItems: [{ type: 'string' }, { properties: { deep: true } }] },
    either: { anyOf: [{ type: 'null' }, { properties: { 'a/b': {} } }] },
    byName: { additionalProperties: { properties: { count: {} } } },
    byPattern: { patternProperties: { '^x': { properties: { y: {} } } } },
    free: { type: 'object' },
    foreign: { $ref: '#there' },
  },
  $defs: {
    item: { properties: { sku: {}, parts: { items: { $ref: '#/$defs/item' } }, self: { $ref: '#' } } },
  },
};

function found(
  pointer: string,
  prompt: Partial<GoldenPrompt>,
  text = '',
  comparator: Comparator = 'exact',
): readonly (string | null)[] {
  const asked = buildPrompt({ ...prompt, comparators: { [pointer]: comparator } });
  const golden = text === '' ? null : buildGolden({ text });
  return checkComparators(asked, golden, ['prompts', 0]).map(({ message, mend }) => `${message} | ${mend}`);
}

const json = (schema: JsonObject): Partial<GoldenPrompt> => ({ output: { name: 'any', schema } });

describe('a comparator meets', () => {
  it.each([
    '',
    '/title',
    '/items',
    '/items/*',
    '/items/0/sku',
    '/items/*/parts/*/parts/3/sku',
    '/items/*/self/items/*/sku',
    '/pair/0',
    '/pair/1/deep',
    '/either/a~1b',
    '/byName/anyone/count',
    '/byPattern/x1/y',
    '/foreign/whatever/it/is',
  ])('the place %s that the schema names', (pointer) => {
    expect(found(pointer, json(SCHEMA))).toEqual([]);
  });

  it('a place that the golden alone has', () => {
    expect(found('/free/key', json(SCHEMA), '{"free":{"key":1}}')).toEqual([]);
    expect(found('/list/*/a', json({}), '{"list":[{"a":1}]}')).toEqual([]);
    expect(found('/list/0/a', json({}), '{"list":[{"a":1}]}')).toEqual([]);
  });

  it('the whole of a text', () => {
    expect(found('', {}, 'A text.')).toEqual([]);
  });

  it('every place of whatever golden there is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify(value);
        walk(JSON.parse(text), ({ pointer, pattern }) => {
          expect([...found(pointer, json({}), text), ...found(pattern, json({}), text)]).toEqual([]);
          return true;
        });
      }),
    );
  });
});

describe('a comparator that meets nothing is a problem', () => {
  const NOTHING = 'meets nothing in the schema, nor in the golden';

  it.each([
    ['/titel', 'did you mean "/title"?'],
    ['/items/*/sku/x', 'name a place of the output schema, or remove it'],
    ['/title/0', 'did you mean "/title"?'],
    ['/free/key', 'name a place of the output schema, or remove it'],
  ])('at %s', (pointer, mend) => {
    expect(found(pointer, json(SCHEMA))).toEqual([`the comparator "${pointer}" ${NOTHING} | ${mend}`]);
  });

  it('with the nearest place of the golden', () => {
    expect(found('/lits/*/a', json({}), '{"list":[{"a":1}]}')).toEqual([
      `the comparator "/lits/*/a" ${NOTHING} | did you mean "/list/*/a"?`,
    ]);
  });

  it('at a place within a text', () => {
    expect(found('/a', {}, '{"a":1}')).toEqual([
      'the comparator "/a" meets nothing: the answers are plain text | write "" to compare the whole text',
    ]);
  });

  it.each<[string, Comparator, string]>([
    ['its words', { contains: 'x' }, 'contains is for texts'],
    ['its length', 'length', 'length is for texts and lists'],
    ['a pattern', { regex: 'x' }, 'regex is for texts'],
  ])('where JSON as a whole is compared by %s', (_, comparator, what) => {
    expect(found('', json(SCHEMA), '', comparator)).toEqual([
      `${what}, and here stands a map of keys | name the place that is meant`,
    ]);
    expect(found('', {}, '', comparator)).toEqual([]);
    expect(found('/title', json(SCHEMA), '', comparator)).toEqual([]);
  });

  it.each<[string, Comparator, string]>([
    ['/n', { contains: 'x' }, 'contains is for texts, and here stands a number'],
    ['/t', { number: { within: 1 } }, 'number is for numbers, and here stands text'],
    ['/t', 'set', 'set is for lists, and here stands text'],
    ['/t', 'ordered', 'ordered is for lists, and here stands text'],
    ['/l', { ordered: ['a'] }, 'ordered is for texts, and here stands a list'],
  ])('where the golden has nothing of its kind: %s by %j', (pointer, comparator, what) => {
    expect(found(pointer, json({}), '{"n":1,"t":"x","l":[]}', comparator)).toEqual([
      `${what} | name the place that is meant`,
    ]);
  });

  it('where a plain text is compared as a list', () => {
    expect(found('', {}, 'A text.', 'set')).toEqual([
      'set is for lists, and here stands a plain text | compare a text by contains, ordered, length or regex',
    ]);
    expect(found('', {}, 'A text.', 'ordered')).toEqual([
      'ordered is for lists, and here stands a plain text | name the words: ordered: [first, second]',
    ]);
  });

  it('where a quote is looked for in a document, and the prompt has none', () => {
    expect(found('', {}, 'A text.', { verbatimIn: 'document' })).toEqual([
      'the messages of this prompt quote no document | add one to a message (document: path), or write verbatimIn: prompt',
    ]);
    expect(found('', { documents: ['A text.'] }, 'A text.', { verbatimIn: 'document' })).toEqual([]);
  });

  it('where it names no argument of the tools', () => {
    const tools = [{ name: 'find', description: '', parameters: { properties: { query: {} } } }];
    expect(found('/toolCalls/*/arguments/query', { tools })).toEqual([]);
    expect(found('/toolCalls/0/arguments', { tools })).toEqual([]);
    expect(found('/toolCalls', { tools })).toEqual([]);
    expect(found('/toolCalls/*/arguments/qeury', { tools })).toEqual([
      'the comparator "/toolCalls/*/arguments/qeury" meets no argument of the tools, nor of the golden\'s calls | did you mean "/toolCalls/*/arguments/query"?',
    ]);
    expect(found('/toolCalls/*/arguments/query', {})).toEqual([
      'the comparator "/toolCalls/*/arguments/query" meets nothing: the prompt offers no tools | write "" to compare the whole text',
    ]);
  });

  it.each(['(?=.*a)b', '(?!x)y', '(?<=a)b', '(?<!a)b', '(a+)\\1', '(?<n>a)\\k<n>', '(?:a{900}){9}'])(
    'where nobody can say that the pattern %s ends',
    (regex) => {
      expect(found('/title', json(SCHEMA), '', { regex })).toEqual([
        `${JSON.stringify(regex)} looks around, refers back or counts too far: no answer may make it run without end | write it without (?=, (?!, (?<=, (?<!, \\1 and counts over 1000, or compare by contains`,
      ]);
    },
  );

  it.each(['(', '[a', '*', '\\p{Nothing}'])('where the pattern %s cannot be read', (regex) => {
    expect(found('/title', json(SCHEMA), '', { regex })).toEqual([
      `${JSON.stringify(regex)} is no regular expression of ECMAScript | escape what is meant as a character by \\`,
    ]);
  });
});
