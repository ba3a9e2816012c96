import type { Golden, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { walk } from '../../src/json/walk.ts';

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

/** Months by how they begin, in English, French and German: `5 May 2026` stands for 2026-05-05. */
const MONTHS = [
  'jan',
  'f[eé]',
  'mar|mär',
  'a[pv]r',
  'ma[yi]',
  'jun|juin',
  'jul|juil',
  'aug|août',
  'sep',
  'o[ck]t',
  'nov',
  'd[eé][cz]',
];
const OF_MONTHS = MONTHS.map((begin) => new RegExp(`(?<!\\p{L})(?:${begin})\\p{L}*`, 'giu'));

function spellMonths(text: string): string {
  const found = OF_MONTHS.flatMap((month, index) => (text.search(month) === -1 ? [] : [index + 1]));
  return `${text} ${found.join(' ')}`;
}

/** A number without the commas of thousands, decimals that are zero and zeros in front. */
function plainNumber(spelt: string): string {
  return spelt
    .replaceAll(/,(?=\d{3}(?!\d))/gu, '')
    .replace(/^(\d+)[.,](\d*?)0+$/u, '$1.$2')
    .replace(/\.$/u, '')
    .replace(/^(\d+),(\d+)$/u, '$1.$2')
    .replace(/^0+(?=\d+$)/u, '');
}

/**
 * The numbers and times of a text, plainly spelt, and dates by their parts; digits of other scripts as ASCII. English
 * words for small numbers count as those, and names of months as their numbers.
 */
export function numbersIn(text: string): readonly string[] {
  const plain = spellMonths(text)
    .normalize('NFKC')
    .replaceAll(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll('٫', '.')
    .replaceAll(/\b[a-z]+\b/gu, (word) => WRITTEN[word] ?? word)
    .replaceAll(/(\d\d)\.(\d\d)\.(\d{4})/gu, '$1 $2 $3')
    .replaceAll(/(\d\d:\d\d):00/gu, '$1');
  return [...plain.matchAll(/\d+(?:[.,:]\d+)*/gu)].map(([spelt]) => plainNumber(spelt));
}

/** The words of an answer that say something: its values where it is JSON, or arguments. */
export function saidIn({ output }: GoldenPrompt, { answer }: Golden): readonly string[] {
  if (output === null && answer.toolCalls.length === 0) return answer.text.split(/[\s"(),;:„“»«]+|\.(?!\d)/u);
  const values: string[] = [];
  walk(output === null ? answer.toolCalls.map((call) => call.arguments) : JSON.parse(answer.text), (node) => {
    if (typeof node.value === 'string') values.push(node.value);
    if (typeof node.value === 'number') values.push(String(node.value));
    return true;
  });
  return values;
}

/** An answer as one text to look for numbers in: each value of its JSON by itself. */
export function saidOf(prompt: GoldenPrompt, golden: Golden): string {
  const { text, finish, toolCalls } = golden.answer;
  const isText = finish === 'length' || (prompt.output === null && toolCalls.length === 0);
  return isText ? text : saidIn(prompt, golden).join(' ');
}

export const spaced = (text: string): string => text.replaceAll(/\s+/gu, ' ');

/** Whether an answer holds a word or a number that stands in its pictures, or is derived from them, and not in what is asked. */
export function looksAtPicture(
  prompt: GoldenPrompt,
  golden: Golden,
  seen: { readonly words: string; readonly derived: readonly string[] },
): boolean {
  const [asked, shown] = [spaced(wordsOf(prompt)), spaced(seen.words)];
  const known = new Set(numbersIn(asked));
  const numbers = new Set([...numbersIn(seen.words), ...seen.derived]);
  return saidIn(prompt, golden).some(
    (word) =>
      word.length > 1 &&
      ((shown.includes(word) && !asked.includes(word)) ||
        numbersIn(word).some((number) => numbers.has(number) && !known.has(number))),
  );
}
