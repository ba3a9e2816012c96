import type { Golden, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { goldensOf } from './bundled-set.ts';

/** A prompt with its approved answer. */
export interface Approved {
  readonly prompt: GoldenPrompt;
  readonly golden: Golden;
  /** The texts of the user's messages, documents among them, as they are sent. */
  readonly asked: string;
}

/** A bundled suite with its reference answers, by the ids of the prompts. */
export function readApproved(name: string): ReadonlyMap<string, Approved> {
  return new Map(
    goldensOf(name).flatMap(({ suite, goldens }) =>
      suite.prompts.map((prompt) => {
        const golden = goldens.get(prompt.id);
        if (golden === undefined) throw new Error(`${prompt.id} has no golden`);
        return [prompt.id, { prompt, golden, asked: askedIn(prompt) }] as const;
      }),
    ),
  );
}

/** A bundled suite as `readApproved` gives it, with what is asked and approved there by the prompt's id. */
export function openApproved(name: string) {
  const approved = readApproved(name);
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
