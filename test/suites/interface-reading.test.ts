import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Golden, GoldenPrompt } from '../../src/contract/prompt.ts';
import { walk } from '../../src/json/walk.ts';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { readAllGoldens } from '../../src/suites/goldens/read-all-goldens.ts';
import drawn from '../pictures/drawn.json' with { type: 'json' };
import { PICTURES } from '../pictures/pictures.ts';
import { svgOf, wordsOn } from '../pictures/svg-of.ts';
import { DERIVED } from './derived-values.ts';
import { numbersIn, wordsOf } from './golden-evidence.ts';

const root = resolve(import.meta.dirname, '../..');
const NAME = 'interface-reading';
const { suites } = await loadSuites({ root, names: [NAME] });
const { read } = await readAllGoldens({ root, baseline: 'reference', suites });

/** The pictures of each prompt, by their files. */
const fileSchema = z.object({
  prompts: z.array(
    z.object({
      id: z.string(),
      messages: z.array(
        z.object({
          content: z.union([z.string(), z.array(z.object({ image: z.string().optional() }))]).optional(),
        }),
      ),
    }),
  ),
});
const written = fileSchema.parse(parse(readFileSync(join(root, `suites/${NAME}.yaml`), 'utf8')));
const filesOf = new Map(
  written.prompts.map(({ id, messages }) => [
    id,
    messages.flatMap(({ content = [] }) =>
      typeof content === 'string' ? [] : content.flatMap(({ image }) => image ?? []),
    ),
  ]),
);

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
    const files = filesOf.get(prompt.id) ?? [];
    const seen = PICTURES.filter(({ file }) => files.includes(`fixtures/images/${file}`)).map(wordsOn);
    return [{ id: prompt.id, prompt, golden, seen: seen.join('\n') }];
  }),
);

const hash = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const spaced = (text: string): string => text.replaceAll(/\s+/gu, ' ');

/** The words of an answer that say something: its values where it is JSON, or arguments. */
function saidIn({ output }: GoldenPrompt, { answer }: Golden): readonly string[] {
  if (output === null && answer.toolCalls.length === 0) return answer.text.split(/[\s"(),;:„“»«]+|\.(?!\d)/u);
  const values: string[] = [];
  walk(output === null ? answer.toolCalls.map((call) => call.arguments) : JSON.parse(answer.text), (node) => {
    if (typeof node.value === 'string') values.push(node.value);
    if (typeof node.value === 'number') values.push(String(node.value));
    return true;
  });
  return values;
}

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
    const blind = pairs.filter(({ id, prompt, golden, seen }) => {
      const [asked, shown] = [spaced(wordsOf(prompt)), spaced(seen)];
      const known = new Set(numbersIn(asked));
      const numbers = new Set([...numbersIn(seen), ...(DERIVED[id] ?? [])]);
      const isNew = (word: string): boolean =>
        word.length > 1 &&
        ((shown.includes(word) && !asked.includes(word)) ||
          numbersIn(word).some((number) => numbers.has(number) && !known.has(number)));
      return !saidIn(prompt, golden).some(isNew);
    });
    expect(blind.map(({ id }) => id)).toEqual([]);
  });

  it('hold no number that is neither asked, nor shown, nor derived by a stated sum', () => {
    const unfounded = pairs.flatMap(({ id, prompt, golden, seen }) => {
      const known = new Set([...numbersIn(wordsOf(prompt)), ...numbersIn(seen), ...(DERIVED[id] ?? [])]);
      const isText = prompt.output === null && golden.answer.toolCalls.length === 0;
      const said = isText ? golden.answer.text : saidIn(prompt, golden).join(' ');
      return numbersIn(said).flatMap((number) => (known.has(number) ? [] : [`${id} ${number}`]));
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
