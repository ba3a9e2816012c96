import type { JsonValue } from '../../contract/json-value.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { References } from './resolve-content.ts';
import type { PromptFile } from './suite-file.ts';

/**
 * What of a prompt its suite's hash is made of. Documents that were generated stand in it by hashes of their own: they
 * may be half a megabyte, several prompts share one, and every command that reads suites hashes them.
 */
export function hashedContent(prompt: GoldenPrompt, file: PromptFile, references: References): JsonValue {
  const written = file.messages.flatMap(({ content }) =>
    content === undefined || typeof content === 'string'
      ? []
      : content.flatMap(({ generate }) => (generate === undefined ? [] : [references.generated(generate)])),
  );
  if (written.length === 0) return { ...prompt };
  const shorten = (text: string): string =>
    written.reduce((short, document) => short.replace(document.text, () => document.hash), text);
  return {
    ...prompt,
    documents: prompt.documents.map(shorten),
    messages: prompt.messages.map((message) => ({
      ...message,
      content: message.content.map((part) =>
        part.type === 'text' ? { ...part, text: shorten(part.text) } : part,
      ),
    })),
  };
}
