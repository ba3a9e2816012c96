import { resolve } from 'node:path';
import type { Golden, GoldenPrompt } from '../../src/contract/prompt.ts';
import { readAllGoldens } from '../../src/suites/goldens/read-all-goldens.ts';
import { loadSuites } from '../../src/suites/load-suites.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A prompt with its approved answer. */
export interface Approved {
  readonly prompt: GoldenPrompt;
  readonly golden: Golden;
  /** The texts of the user's messages, documents among them, as they are sent. */
  readonly asked: string;
}

/** A bundled suite with its reference answers, by the ids of the prompts. */
export async function readApproved(name: string): Promise<ReadonlyMap<string, Approved>> {
  const { suites } = await loadSuites({ root: ROOT, names: [name] });
  const { read } = await readAllGoldens({ root: ROOT, baseline: 'reference', suites });
  return new Map(
    read.flatMap(({ suite, goldens }) =>
      suite.prompts.map((prompt) => {
        const golden = goldens.get(prompt.id);
        if (golden === undefined) throw new Error(`${prompt.id} has no golden`);
        return [prompt.id, { prompt, golden, asked: askedIn(prompt) }] as const;
      }),
    ),
  );
}

/** A bundled suite as `readApproved` gives it, with what is asked and approved there by the prompt's id. */
export async function openApproved(name: string) {
  const approved = await readApproved(name);
  const textOf = (id: string): string => approved.get(id)?.golden.answer.text ?? '';
  return {
    approved,
    askedOf: (id: string): string => approved.get(id)?.asked ?? '',
    textOf,
    answerOf: (id: string) => JSON.parse(textOf(id)),
  };
}

function askedIn({ messages }: GoldenPrompt): string {
  return messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) => content.map((part) => (part.type === 'text' ? part.text : '')))
    .join('\n');
}

/** What stands between two marks of a text, the first time that they stand there. */
export function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from + start.length);
  if (from === -1 || to === -1) throw new Error(`nothing stands between ${start} and ${end}`);
  return text.slice(from + start.length, to);
}

/** What stands in a text from a mark on, the mark included. */
export function onFrom(text: string, start: string): string {
  const from = text.indexOf(start);
  if (from === -1) throw new Error(`${start} does not stand in the text`);
  return text.slice(from);
}
