import type { Problem } from '../../contract/problem.ts';
import type { GoldenPrompt } from '../../contract/prompt.ts';
import { problemAt, type SourceText } from '../problems/problem-at.ts';

export interface NamedPrompts {
  readonly name: string;
  readonly text: SourceText;
  readonly prompts: readonly GoldenPrompt[];
}

/** Prompts with one id (an error: results could not be told apart) or with equal messages (a warning). */
export function findDuplicates(suites: readonly NamedPrompts[]): Problem[] {
  const ids = new Map<string, string>();
  const conversations = new Map<string, string>();
  return suites.flatMap(({ name, text, prompts }) =>
    prompts.flatMap((prompt, index) => {
      const place = { path: ['prompts', index, 'id'] };
      const said = JSON.stringify(prompt.messages);
      const sameId = ids.get(prompt.id);
      const sameWords = conversations.get(said);
      ids.set(prompt.id, name);
      conversations.set(said, prompt.id);
      if (sameId !== undefined) {
        return [
          problemAt(
            text,
            place,
            `duplicate prompt id "${prompt.id}"`,
            `suites/${sameId}.yaml has it already`,
          ),
        ];
      }
      if (sameWords === undefined) return [];
      const message = `prompt "${prompt.id}" has the same messages as "${sameWords}"`;
      return [problemAt(text, place, message, 'a simulated target cannot tell them apart', 'warning')];
    }),
  );
}
