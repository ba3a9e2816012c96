import { isDeepStrictEqual } from 'node:util';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';

interface NamedPrompts {
  readonly name: string;
  readonly prompts: readonly GoldenPrompt[];
}

/** What equal messages have in common, and few others: so that pictures and long documents are seldom compared. */
function outlineOf({ messages }: GoldenPrompt): string {
  return JSON.stringify(
    messages.map(({ role, content }) => [
      role,
      content.map((part) => (part.type === 'text' ? part.text.length : part.data.length)),
    ]),
  );
}

/**
 * For each suite, its prompts with an id (an error: results could not be told apart) or messages (a warning) that an
 * earlier prompt has.
 */
export function findDuplicates(suites: readonly NamedPrompts[]): readonly (readonly ProblemAt[])[] {
  const ids = new Map<string, string>();
  const conversations = new Map<string, GoldenPrompt[]>();
  return suites.map(({ name, prompts }) =>
    prompts.flatMap((prompt, index) => {
      const path = ['prompts', index, 'id'];
      const alike = conversations.get(outlineOf(prompt)) ?? [];
      const sameId = ids.get(prompt.id);
      const sameWords = alike.findLast(({ messages }) => isDeepStrictEqual(messages, prompt.messages))?.id;
      ids.set(prompt.id, name);
      conversations.set(outlineOf(prompt), [...alike, prompt]);
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
