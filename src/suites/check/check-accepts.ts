import type { Golden, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { acceptVariant } from '../goldens/accept-variant.ts';

/** Variants that are none: of no golden, or of places that it does not have. `path` is the prompt's own in the suite file. */
export function checkAccepts(prompt: GoldenPrompt, golden: Golden | null, path: Path): ProblemAt[] {
  return prompt.accepts.flatMap((variant, index) => {
    const at = [...path, 'accepts', index];
    if (golden === null) {
      const message = `"${prompt.id}" accepts a variant of an answer that nobody approved`;
      return [problemAt(at, message, { mend: 'approve a golden first, or remove accepts' })];
    }
    const accepted = acceptVariant(golden.answer, variant);
    if ('answer' in accepted) return [];
    return accepted.nowhere.map(({ pointer, why }) =>
      problemAt([...at, pointer], `an accepted variant changes nothing at "${pointer}": ${why}`, {
        at: 'key',
        mend: 'name a place of the golden, or of its calls as /toolCalls/0/arguments/a',
      }),
    );
  });
}
