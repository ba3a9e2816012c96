import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { BARE_REQUEST } from '../../src/contract/exchanges/request.ts';
import { draftSuite } from '../../src/suites/capture/draft-suite.ts';
import { drawSample } from '../../src/suites/capture/draw-sample.ts';
import { likenessOf, stratumOf, type AskedRequest } from '../../src/suites/capture/stratum-of.ts';

const REQUEST: AskedRequest = {
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Name a city' }] }],
  ...BARE_REQUEST,
};
const asking = (text: string, more: Partial<AskedRequest> = {}): AskedRequest => ({
  ...REQUEST,
  messages: [{ role: 'user', content: [{ type: 'text', text }] }],
  ...more,
});
const LOOK = { name: 'look', description: 'Looks.', parameters: { type: 'object' } };

const work = (text: string): string =>
  stratumOf({
    ...REQUEST,
    messages: [{ role: 'system', content: [{ type: 'text', text }] }, ...REQUEST.messages],
  }).work;

const draft = (requests: readonly AskedRequest[]) =>
  draftSuite(
    'drawn',
    requests.map((request) => ({ request, tags: ['captured'] })),
  );

describe('a sample', () => {
  const items = fc.array(fc.constantFrom('a', 'a', 'a', 'a', 'b', 'b', 'c'), { maxLength: 80 });

  it('is as large as asked, has each kind where there is room, and the larger kind no less often', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 60 }), fc.nat(), (all, most, seed) => {
        const { drawn, shares } = drawSample(all, (item) => item, { most, seed });
        expect(drawn).toHaveLength(Math.min(most, all.length));
        const kinds = new Set(all).size;
        expect(shares.filter(({ drawn: count }) => count > 0)).toHaveLength(Math.min(kinds, most));
        for (const [at, share] of shares.entries()) {
          expect(share.drawn).toBeLessThanOrEqual(share.seen);
          expect(share.drawn).toBeGreaterThanOrEqual(shares[at + 1]?.drawn ?? 0);
          expect(drawn.filter((item) => item === share.stratum)).toHaveLength(share.drawn);
        }
        expect(drawSample(all, (item) => item, { most, seed })).toEqual({ drawn, shares });
      }),
    );
  });

  it('is another by another seed', () => {
    const all = Array.from({ length: 100 }, (_, at) => at);
    const by = (seed: number) => drawSample(all, () => 'one', { most: 10, seed }).drawn;
    expect(by(1)).not.toEqual(by(2));
  });
});

it('a request is told by its work, length, pictures, tools, form and script', () => {
  expect(stratumOf(asking('Name a city'))).toMatchObject({
    length: '256',
    images: false,
    tools: 'none',
    json: false,
    script: 'Latin',
  });
  const scriptOf = (text: string): string => stratumOf(asking(text)).script;
  expect([scriptOf('Какой это город?'), scriptOf('これは何ですか'), scriptOf('12 + 3')]).toEqual([
    'Cyrillic',
    'Hiragana',
    'none',
  ]);
  expect(work('Today is 2026-11-26.')).toBe(work('Today is  2026-12-01.'));
  expect(work('Be short.')).not.toBe(work('Be long.'));
  expect(stratumOf(asking('x', { tools: [LOOK] }))).toMatchObject({ tools: 'offered' });
  expect(likenessOf(asking('Order 12?'))).toBe(likenessOf(asking('order 345?')));
  expect(likenessOf(asking('Order 12?'))).not.toBe(likenessOf(asking('Invoice 12?')));
});

describe('a draft', () => {
  it('keeps what reads back as the very request, also out of its file', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, fc.option(fc.nat({ max: 2 }), { nil: null })), {
          minLength: 1,
          maxLength: 5,
        }),
        (some) => {
          const requests = some.map(([words, temperature]) => asking(words, { temperature, tools: [LOOK] }));
          const { suite, kept, leftOut } = draft(requests);
          expect([kept.length, leftOut.length]).toEqual([some.length, 0]);
          expect(parse(stringify(suite, { lineWidth: 0, aliasDuplicateObjects: false }))).toEqual(suite);
        },
      ),
    );
  });

  it('keeps a tool of which nothing is said but its name and parameters', () => {
    const bare = { ...LOOK, description: '' };
    const { kept, leftOut, suite } = draft([asking('x', { tools: [bare] }), asking('y', { tools: [bare] })]);
    expect([kept.length, leftOut]).toEqual([2, []]);
    expect(suite?.tools).toEqual({ look: { parameters: { type: 'object' } } });
  });

  it('leaves out what a suite has no place for, and says why', () => {
    const { kept, leftOut, suite } = draft([
      asking('x', { tools: [LOOK] }),
      asking('y', { tools: [{ ...LOOK, description: 'Looks twice.' }] }),
      asking('z', { tools: [{ ...LOOK, name: 'no name' }] }),
      {
        ...REQUEST,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a' },
              { type: 'text', text: 'b' },
            ],
          },
        ],
      },
    ]);
    expect(kept.map(({ promptId }) => promptId)).toEqual(['drawn-1']);
    expect(suite?.tools).toEqual({ look: { description: 'Looks.', parameters: { type: 'object' } } });
    expect(leftOut.map(({ why }) => why)).toEqual([
      'its tool look is another than one of that name before',
      'a suite file takes no such tools.no name',
      'a prompt of the same words asks something else',
    ]);
  });

  it('writes schemas and pictures beside it', () => {
    const data = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]).toString('base64');
    const { suite, files, kept } = draft([
      {
        ...REQUEST,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is it?' },
              { type: 'image', format: 'png', data },
            ],
          },
        ],
        output: { type: 'json', name: 'thing', schema: { type: 'object', properties: {} } },
      },
    ]);
    expect(kept).toHaveLength(1);
    expect([...files.keys()].map((path) => path.replace(/[0-9a-f]{12}/, 'HASH'))).toEqual([
      'fixtures/images/captured-HASH.png',
      'suites/schemas/captured-HASH.json',
    ]);
    expect(suite?.prompts[0]?.output?.name).toBe('thing');
  });
});
