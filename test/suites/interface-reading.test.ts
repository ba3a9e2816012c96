import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Golden, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import drawn from '../pictures/drawn.json' with { type: 'json' };
import { PICTURES } from '../pictures/pictures.ts';
import { svgOf } from '../pictures/svg-of.ts';
import { goldensOf } from './bundled-set.ts';
import { DERIVED } from './derived-values.ts';
import { looksAtPicture, numbersIn, saidIn, saidOf, spaced, wordsOf } from './golden-evidence.ts';
import { picturesOf } from './pictures-of.ts';

const root = resolve(import.meta.dirname, '../..');
const NAME = 'interface-reading';
const read = goldensOf(NAME);

const shown = picturesOf(NAME);

interface Seen {
  readonly id: string;
  readonly prompt: GoldenPrompt;
  readonly golden: Golden;
  /** What is to be read on its pictures. */
  readonly seen: string;
}

const pairs: readonly Seen[] = read.flatMap(({ suite, goldens }) =>
  suite.prompts.flatMap((prompt) => {
    const golden = goldens.get(prompt.id);
    if (golden === undefined || golden.answer.error !== null) return [];
    return [{ id: prompt.id, prompt, golden, seen: shown.get(prompt.id)?.words ?? '' }];
  }),
);

const hash = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16);
describe('the pictures of the golden set', () => {
  it('are those that were drawn from what is written here', () => {
    const now = PICTURES.map((picture) => {
      const bytes = readFileSync(join(root, 'fixtures/images', picture.file));
      return [picture.file, { svg: hash(svgOf(picture)), file: hash(bytes) }];
    });
    expect(Object.fromEntries(now)).toEqual(drawn);
  });

  it('come as PNG, JPEG and WebP, one of them as large as a camera makes them', () => {
    const endings = Map.groupBy(PICTURES, ({ file }) => file.split('.').at(-1));
    expect([...new Set(endings.keys())]).toEqual(expect.arrayContaining(['jpg', 'png', 'webp']));
    const large = PICTURES.find(({ width }) => width >= 4000);
    const { length } = readFileSync(join(root, 'fixtures/images', large?.file ?? ''));
    expect(length).toBeGreaterThan(2_500_000);
  });
});

describe('the goldens of interface reading', () => {
  it('say what only the picture says', () => {
    const blind = pairs.filter(
      ({ id, prompt, golden, seen }) =>
        !looksAtPicture(prompt, golden, { words: seen, derived: DERIVED[id] ?? [] }),
    );
    expect(blind.map(({ id }) => id)).toEqual([]);
  });

  it('hold no number that is neither asked, nor shown, nor derived by a stated sum', () => {
    const unfounded = pairs.flatMap(({ id, prompt, golden, seen }) => {
      const known = new Set([...numbersIn(wordsOf(prompt)), ...numbersIn(seen), ...(DERIVED[id] ?? [])]);
      return numbersIn(saidOf(prompt, golden)).flatMap((number) =>
        known.has(number) ? [] : [`${id} ${number}`],
      );
    });
    expect(unfounded).toEqual([]);
  });

  it('have values of JSON and arguments that stand word for word in picture or prompt', () => {
    const PROSE = new Set(['diff-lost-await']);
    // What Riyadh pays in.
    const INFERRED = new Set(['SAR']);
    const invented = pairs.flatMap(({ id, prompt, golden, seen }) => {
      if ((prompt.output === null && golden.answer.toolCalls.length === 0) || PROSE.has(id)) return [];
      const there = spaced(`${wordsOf(prompt)}\n${seen}`);
      return saidIn(prompt, golden)
        .filter(
          (word) => !there.includes(spaced(word)) && numbersIn(word).length === 0 && !INFERRED.has(word),
        )
        .map((word) => `${id} ${word}`);
    });
    expect(invented).toEqual([]);
  });
});
