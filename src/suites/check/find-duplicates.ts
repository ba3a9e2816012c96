import type { GoldenPrompt } from '../../contract/prompt.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';

interface NamedPrompts {
  readonly name: string;
  readonly prompts: readonly GoldenPrompt[];
}

/**
 * For each suite, its prompts with an id (an error: results could not be told apart) or messages (a warning) that an
 * earlier prompt has.
 */
export function findDuplicates(suites: readonly NamedPrompts[]): readonly (readonly ProblemAt[])[] {
  const ids = new Map<string, string>();
  const conversations = new Map<string, string>();
  return suites.map(({ name, prompts }) =>
    prompts.flatMap((prompt, index) => {
      const path = ['prompts', index, 'id'];
      const conversation = JSON.stringify(prompt.messages);
      const sameId = ids.get(prompt.id);
      const sameWords = conversations.get(conversation);
      ids.set(prompt.id, name);
      conversations.set(conversation, prompt.id);
      if (sameId !== undefined) {
        const mend = `rename one; the first is in suites/${sameId}.yaml`;
        return [problemAt(path, `the prompt "${prompt.id}" is there twice`, { mend })];
      }
      if (sameWords === undefined) return [];
      const message = `prompt "${prompt.id}" has the same messages as "${sameWords}"`;
      const mend = 'a simulated target cannot tell them apart';
      return [problemAt(path, message, { severity: 'warning', mend })];
    }),
  );
}
