import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PICTURES } from '../pictures/pictures.ts';
import { wordsOn } from '../pictures/svg-of.ts';

const SUITES = resolve(import.meta.dirname, '../../suites');

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

/** The pictures of a prompt: their files, as the suite names them, and what is to be read on them. */
export interface Shown {
  readonly files: readonly string[];
  /** Null where one of them was not drawn from test/pictures, so that nothing here knows what it shows. */
  readonly words: string | null;
}

/** What the prompts of a bundled suite show, by their ids; nothing for those without a picture. */
export function picturesOf(suite: string): ReadonlyMap<string, Shown> {
  const { prompts } = fileSchema.parse(parse(readFileSync(join(SUITES, `${suite}.yaml`), 'utf8')));
  return new Map(
    prompts.flatMap(({ id, messages }) => {
      const files = messages.flatMap(({ content = [] }) =>
        typeof content === 'string' ? [] : content.flatMap(({ image }) => image ?? []),
      );
      if (files.length === 0) return [];
      const drawn = files.map((path) => PICTURES.find(({ file }) => file === basename(path)));
      const words = drawn.map((picture) => (picture === undefined ? null : wordsOn(picture)));
      return [[id, { files, words: words.includes(null) ? null : words.join('\n') }] as const];
    }),
  );
}
