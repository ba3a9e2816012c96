import type { GoldenPrompt } from '../../contract/suites/prompt.ts';

/** What a prompt says, taken apart: an answer goes wrong most easily by what stands beside the right thing. */
export interface Input {
  readonly text: string;
  readonly hasPicture: boolean;
  readonly sentences: readonly string[];
  readonly numbers: readonly string[];
  readonly dates: readonly string[];
  /** Names of people, things and places, identifiers, addresses: by kind. */
  readonly names: Readonly<Record<NameKind, readonly string[]>>;
}

export type NameKind = 'address' | 'identifier' | 'name';

export const ISO_DATE = /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?/g;
export const NUMERAL = /\d+(?:[.,]\d+)*/g;
const ADDRESS = /https?:\/\/[^\s"'<>)\]]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const IDENTIFIER = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*\p{L})[\w]+(?:-\w+)*(?![\w-])/gu;
/** Capitalised words within a sentence, for at its beginning all are, or words of a script that knows no case. */
const NAME =
  /(?<=[\p{Ll}\d,;&–] [(«“"']?)\p{Lu}[\p{Ll}\p{M}]{2,}(?:[ -]\p{Lu}[\p{Ll}\p{M}]+)*|[\p{Lo}\p{M}ー]{3,}/gu;

/** Of a longer text as much as answers are altered by: from its beginning, from its end, and from evenly between. */
const MOST_READ = 96 * 1024;
const WINDOWS = 9;
const WINDOW = 8 * 1024;

function sampleOf(text: string): string {
  if (text.length <= MOST_READ) return text;
  const last = text.length - WINDOW;
  return Array.from({ length: WINDOWS }, (_, index) => {
    const from = Math.round((last * index) / (WINDOWS - 1));
    return text.slice(from, from + WINDOW);
  }).join('\n');
}

export function readInput({ messages }: GoldenPrompt): Input {
  const text = messages
    .flatMap((message) => [
      ...message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
      ...(message.role === 'assistant'
        ? message.toolCalls.map((call) => JSON.stringify(call.arguments))
        : []),
    ])
    .join('\n');
  const sample = sampleOf(text);
  const all = (pattern: RegExp): readonly string[] => [...new Set(sample.match(pattern))];
  return {
    text,
    hasPicture: messages.some(({ content }) => content.some(({ type }) => type === 'image')),
    sentences: [...new Set(sample.split(/(?<=[.!?;。])\s+|\n+/u).map((line) => line.trim()))].filter(
      (line) => line.length > 20,
    ),
    numbers: all(NUMERAL),
    dates: all(ISO_DATE),
    names: { address: all(ADDRESS), identifier: all(IDENTIFIER), name: all(NAME) },
  };
}

/** What kind of name a short text is; null where it is none, but prose. */
export function kindOfName(text: string): NameKind | null {
  const is = (pattern: RegExp): boolean => new RegExp(`^(?:${pattern.source})$`, 'u').test(text);
  if (is(ADDRESS)) return 'address';
  if (is(IDENTIFIER)) return 'identifier';
  return text.length <= 60 && /^[\p{Lu}\p{Lo}\d]/u.test(text) && !/[.!?。]$/u.test(text) ? 'name' : null;
}
