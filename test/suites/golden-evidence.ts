import type { GoldenPrompt } from '../../src/contract/prompt.ts';

/** All that a prompt says in words, its tool results and documents with it. */
export function wordsOf({ messages }: GoldenPrompt): string {
  return messages
    .flatMap(({ content }) => content.map((part) => (part.type === 'text' ? part.text : '')))
    .join('\n');
}

const WRITTEN: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  six: '6',
  ten: '10',
  twelve: '12',
  thirteen: '13',
  eleven: '11',
};

/**
 * The numbers, times and dates of a text as it spells them, each also without the commas of thousands, decimals that are
 * zero and zeros in front; digits of other scripts as ASCII. English words for small numbers count as those.
 */
export function numbersIn(text: string): readonly string[] {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/\b[a-z]+\b/gu, (word) => WRITTEN[word] ?? word);
  return [...plain.matchAll(/\d+(?:[.,:]\d+)*/gu)].map(([spelt]) =>
    spelt
      .replaceAll(/,(?=\d{3}(?!\d))/gu, '')
      .replace(/^(\d+)[.,](\d*?)0+$/u, '$1.$2')
      .replace(/\.$/u, '')
      .replace(/^(\d+),(\d+)$/u, '$1.$2')
      .replace(/^0+(?=\d+$)/u, ''),
  );
}
