import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLoose } from '../../src/json/parse-loose.ts';
import { parseTolerant } from '../../src/json/parse-tolerant.ts';

it.each([
  { text: '{"a":1}', value: { a: 1 }, tolerated: [] },
  { text: ' \n[1]\n', value: [1], tolerated: [] },
  { text: '\uFEFF{"a":1}', value: { a: 1 }, tolerated: ['json/bom'] },
  { text: '```json\n{"a":1}\n```', value: { a: 1 }, tolerated: ['json/fenced'] },
  { text: '```\n{"a":"``` inside"}\n```\n', value: { a: '``` inside' }, tolerated: ['json/fenced'] },
  { text: '```json {"a":1} ```', value: { a: 1 }, tolerated: ['json/fenced'] },
  { text: '```json\n{"a":1}', value: { a: 1 }, tolerated: ['json/fenced'] },
  { text: '\uFEFF```json\n{"a":1}\n```', value: { a: 1 }, tolerated: ['json/bom', 'json/fenced'] },
  {
    text: 'Here it is:\n```json\n{"a":1}\n```\nAnything else?',
    value: { a: 1 },
    tolerated: ['json/fenced', 'json/prose-around'],
  },
  { text: 'Sure! {"a":[1,2]} Enjoy.', value: { a: [1, 2] }, tolerated: ['json/prose-around'] },
  { text: 'See [1] and [2]: {"long":"enough"}', value: { long: 'enough' }, tolerated: ['json/prose-around'] },
  { text: 'I [think {"a":"]}"}', value: { a: ']}' }, tolerated: ['json/prose-around'] },
  {
    text: '{"draft":1}\n{"final":true}',
    value: { final: true },
    tolerated: ['json/prose-around', 'json/several-values'],
  },
])('$text is read, tolerating $tolerated', ({ text, value, tolerated }) => {
  expect(parseTolerant(text)).toEqual({ ok: true, value, tolerated });
});

it.each(['', 'no JSON here', '{"a":', '```json\n{"a":\n```', 'just "a string" in prose', '[not, json]'])(
  '%j holds no JSON value',
  (text) => {
    expect(parseTolerant(text).ok).toBe(false);
  },
);

it('no text makes it throw', () => {
  const piece = fc.oneof(
    fc.constantFrom('```', '```json\n', '{', '}', '[', ']', '"', '\\', '\uFEFF', '\n', ':', ','),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(parseTolerant(pieces.join(''))).toHaveProperty('ok');
    }),
  );
});

it('an object is found between any words', () => {
  const words = fc.string({ unit: fc.constantFrom('a', ' ', '.', '\n', 'é') });
  fc.assert(
    fc.property(
      words,
      fc.object().map((value) => JSON.stringify(value)),
      words,
      (before, json, after) => {
        expect(parseTolerant(`${before}${json}${after}`)).toMatchObject({
          ok: true,
          value: JSON.parse(json),
        });
      },
    ),
  );
});

it('an object or array that ends too early is none in JSON5 either, so it is not looked for there', () => {
  const json = fc.oneof(fc.object(), fc.array(fc.jsonValue())).map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(json, fc.nat(), (whole, at) => {
      expect(parseLoose(whole.slice(0, at % whole.length))).toBeNull();
    }),
  );
});
