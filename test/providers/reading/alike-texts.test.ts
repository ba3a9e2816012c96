import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAlikeTexts } from '../../../src/providers/reading/alike-texts.ts';
import { parseOrUndefined, recordAt, stringAt } from '../../../src/json/read.ts';

const find = (value: unknown): string | null => stringAt(recordAt(value, 'delta'), 'content');
const chunk = (content: string, id = 'c'): string => JSON.stringify({ id, delta: { content }, done: false });

function learnt(text: string) {
  const alike = createAlikeTexts(find);
  alike.learn(text, find(JSON.parse(text)) ?? '');
  return alike;
}

describe('texts that are alike but for one string', () => {
  it.each([
    ['a plain string', 'two'],
    ['escapes of every kind', 'a "quoted"\nline\\ \u0001 \u2028'],
    ['characters beyond the first plane', '日本 🙂'],
    ['half a pair', '\ud83d'],
    ['what would close the text', '"},"done":false}'],
  ])('gives %s', (_name, content) => {
    expect(learnt(chunk('one')).read(chunk(content))).toBe(content);
  });

  it.each([
    ['another id', chunk('two', 'd')],
    ['one key more', '{"id":"c","delta":{"content":"two","role":"x"},"done":false}'],
    ['no string', '{"id":"c","delta":{"content":2},"done":false}'],
    ['an object', '{"id":"c","delta":{"content":{"a":"b"}},"done":false}'],
    ['a string and more', '{"id":"c","delta":{"content":"two","content":"three"},"done":false}'],
    ['an empty string', chunk('')],
    ['a bare control character', '{"id":"c","delta":{"content":"a\u0001b"},"done":false}'],
    ['a head and a tail that overlap', '{"id":"c","delta":{"content":"},"done":false}'],
    ['nothing', ''],
  ])('leaves %s to be read whole', (_name, text) => {
    expect(learnt(chunk('one')).read(text)).toBeNull();
  });

  it('reads nothing before it has learnt', () => {
    expect(createAlikeTexts(find).read(chunk('one'))).toBeNull();
  });

  it('learns only where the string that is spelt is the one that is meant', () => {
    const twin = '{"id":"one","delta":{"content":"one"},"done":false}';
    expect(learnt(twin).read('{"id":"two","delta":{"content":"one"},"done":false}')).toBeNull();
    const hidden = '{"delta":{"content":"one","content":"\\u006fne"}}';
    expect(learnt(hidden).read('{"delta":{"content":"two","content":"\\u006fne"}}')).toBeNull();
  });

  it('gives up on a stream whose texts always differ in more', () => {
    const alike = createAlikeTexts(find);
    for (const id of ['1', '2', '3', '4']) {
      expect(alike.read(chunk('one', id))).toBeNull();
      alike.learn(chunk('one', id), 'one');
    }
    expect(alike.read(chunk('two', '4'))).toBeNull();
    expect(alike.read(chunk('two', '3'))).toBe('two');
  });

  const value = fc.jsonValue({ maxDepth: 2 });
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('"', '\\', 'u', '0', '~', '{', '\n'), fc.string()),
  });
  const spellings = fc.constantFrom<(value: unknown) => string>(
    (data) => JSON.stringify(data),
    (data) => JSON.stringify(data, null, 1),
    // As Python does.
    (data) =>
      JSON.stringify(data).replace(
        /[\u0080-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
  );

  it('never says what the whole text does not, nor misses another difference', () => {
    const around = fc.record({ id: fc.oneof(value, text), more: fc.dictionary(text, fc.oneof(value, text)) });
    fc.assert(
      fc.property(around, text, text, around, spellings, (learned, first, second, other, spell) => {
        const of = (rest: typeof learned, content: string): unknown => ({
          ...rest.more,
          id: rest.id,
          delta: { before: rest.id, content, after: first },
        });
        const alike = createAlikeTexts(find);
        alike.learn(spell(of(learned, first)), first);
        for (const event of [of(learned, second), of(other, second), of(other, first)]) {
          const read = alike.read(spell(event));
          if (read === null) continue;
          expect(event).toEqual(of(learned, read));
          expect(find(parseOrUndefined(spell(event)))).toBe(read);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never reads a mangled text that JSON.parse would refuse', () => {
    fc.assert(
      fc.property(text, fc.nat(60), fc.nat(4), text, (content, at, cut, put) => {
        const whole = chunk(content);
        const mangled = whole.slice(0, at) + put + whole.slice(at + cut);
        const read = learnt(chunk('one')).read(mangled);
        expect(read ?? find(parseOrUndefined(mangled))).toBe(find(parseOrUndefined(mangled)));
      }),
      { numRuns: 500 },
    );
  });
});
