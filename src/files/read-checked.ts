import type { z } from 'zod';
import { InputError, type Problem } from '../contract/problem.ts';
import { checkFormat } from './check-format.ts';
import { openYaml } from './open-yaml.ts';
import { placeProblems } from './place-problems.ts';
import type { ProblemAt } from './problem-at.ts';
import { MAX_BYTES } from './read-bounded.ts';
import { readText } from './read-text.ts';

/**
 * A file that somebody wrote, YAML or JSON, in a form that `config schema FORMAT` prints. Throws InputError with everything
 * that is wrong in it, each in its place; `contradicts` is asked of what has the form.
 */
export async function readChecked<T>(
  path: string,
  noun: string,
  format: string,
  schema: z.ZodType<T>,
  contradicts: (value: T) => readonly ProblemAt[] = () => [],
): Promise<T> {
  const mend = `\`npx llama-contract config schema ${format}\` prints its form`;
  const text = await readText(path, { file: path, noun, mend }, { maxBytes: MAX_BYTES.config, within: null });
  const opened = await openYaml(path, noun, text);
  if ('problems' in opened) throw new InputError(opened.problems);
  const checked = checkFormat(opened.source, schema);
  const found = 'value' in checked ? contradicts(checked.value) : checked.problems;
  if ('value' in checked && found.length === 0) return checked.value;
  const problems = await placeProblems(opened.source, found);
  throw new InputError(problems.map((each): Problem => ({ ...each, mend: each.mend ?? mend })));
}
