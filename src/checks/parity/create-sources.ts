import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import { spaced, type Sources } from './compare-words.ts';

/** What the answers to a prompt may quote; put together when a comparator asks for it. */
export function createSources({
  messages,
  documents,
}: Pick<GoldenPrompt, 'messages' | 'documents'>): Sources {
  let [prompt, document]: (string | null)[] = [null, null];
  return {
    prompt: () => (prompt ??= spaced(messages.flatMap(textsOf).join('\n'))),
    document: () => (document ??= spaced(documents.join('\n'))),
  };
}

function textsOf({ content }: GoldenPrompt['messages'][number]): readonly string[] {
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
}
