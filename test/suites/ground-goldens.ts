import type { Golden, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { readApproved } from './approved-answers.ts';
import { looksAtPicture, numbersIn, saidOf, wordsOf } from './golden-evidence.ts';
import { picturesOf, type Shown } from './pictures-of.ts';

/** What each golden says beyond its prompt, with the sum that gives it. */
export type Sums = Readonly<Record<string, readonly string[]>>;

interface Grounded {
  readonly id: string;
  readonly prompt: GoldenPrompt;
  readonly golden: Golden;
  /** Undefined without a picture. */
  readonly picture: Shown | undefined;
}

/** The answers of a suite with what they rest on: their prompts, their pictures, stated sums. */
export function groundGoldens(suite: string, sums: Sums) {
  const shown = picturesOf(suite);
  const approved: readonly Grounded[] = [...readApproved(suite).values()]
    .filter(({ golden }) => golden.answer.error === null)
    .map(({ prompt, golden }) => ({ id: prompt.id, prompt, golden, picture: shown.get(prompt.id) }));
  const withPicture = approved.filter(({ picture }) => typeof picture?.words === 'string');
  return {
    approved,
    withPicture,
    /** Numbers of answers that stand in neither of these; answers to pictures that were not drawn here are left out. */
    unfounded: (): readonly string[] =>
      approved.flatMap(({ id, prompt, golden, picture }) => {
        if (picture?.words === null) return [];
        const words = `${wordsOf(prompt)}\n${picture?.words ?? ''}`;
        const known = new Set([...numbersIn(words), ...(sums[id] ?? [])]);
        return numbersIn(saidOf(prompt, golden)).flatMap((number) =>
          known.has(number) ? [] : [`${id} ${number}`],
        );
      }),
    /** Sums that no answer needs. */
    idle: (): readonly string[] =>
      Object.entries(sums).flatMap(([id, values]) => {
        const found = approved.find((each) => each.id === id);
        const numbers = found === undefined ? [] : numbersIn(saidOf(found.prompt, found.golden));
        return values.filter((value) => !numbers.includes(value)).map((value) => `${id} ${value}`);
      }),
    /** Answers that could be given without their picture. */
    blind: (): readonly string[] =>
      withPicture
        .filter(({ id, prompt, golden, picture }) => {
          const seen = { words: picture?.words ?? '', derived: sums[id] ?? [] };
          return !looksAtPicture(prompt, golden, seen);
        })
        .map(({ id }) => id),
  };
}
