import type { Alternatives, Rules, WordList } from '../../contract/suites/comparator.ts';
import type { ValueDifference } from './difference.ts';
import { findWords, standsIn } from './stands-in.ts';

/** What a prompt's answers may quote. */
export interface Sources {
  readonly prompt: () => string;
  readonly document: () => string;
}

type CompareWords = (observed: string) => ValueDifference | null;

/** The rules that look for words in a text. */
export function createCompareWords(rules: Rules, sources: Sources): readonly CompareWords[] {
  const { contains, notContains, ordered, verbatimIn } = rules;
  const found: CompareWords[] = [];
  if (contains !== undefined) {
    const words = listOf(contains);
    found.push((observed) => {
      const lacking = words.filter((each) => !each.some((word) => standsIn(observed, word)));
      return lacking.length === 0 ? null : { what: 'not-contained', expected: lacking.map(orOf), observed };
    });
  }
  if (notContains !== undefined) {
    const words = listOf(notContains).flat();
    found.push((observed) => {
      const there = words.filter((word) => standsIn(observed, word));
      return there.length === 0 ? null : { what: 'forbidden-words', expected: there, observed };
    });
  }
  if (ordered !== undefined) {
    const words = ordered.map(alternativesOf);
    found.push((observed) =>
      stand(words, observed) ? null : { what: 'out-of-order', expected: words.map(orOf), observed },
    );
  }
  if (verbatimIn !== undefined) {
    found.push((observed) =>
      sources[verbatimIn]().includes(spaced(observed))
        ? null
        : { what: 'not-verbatim', expected: `word for word in the ${verbatimIn}`, observed },
    );
  }
  return found;
}

export function alternativesOf(words: Alternatives): readonly string[] {
  return typeof words === 'string' ? [words] : words;
}

function listOf(words: WordList): readonly (readonly string[])[] {
  return typeof words === 'string' ? [[words]] : words.map(alternativesOf);
}

/** Alternatives as one text, to be shown. */
export function orOf(words: readonly string[]): string {
  return words.join(' | ');
}

/** Line breaks and runs of blanks are the document's affair, and so are those around a quote. */
export function spaced(text: string): string {
  // Most texts have single blanks alone, and to look is a tenth of to replace.
  return (UNEVEN.test(text) ? text.replaceAll(/\s+/gu, ' ') : text).trim();
}

const UNEVEN = /\s{2}|[^\S ]/u;

/** Whether each of the words, or another of its alternatives, stands behind the one before it. */
function stand(words: readonly (readonly string[])[], text: string): boolean {
  let from = 0;
  for (const each of words) {
    // The alternative that ends first leaves the most room for what follows.
    const ends = each.map((word) => endOf(text, word, from)).filter((end) => end !== -1);
    if (ends.length === 0) return false;
    from = Math.min(...ends);
  }
  return true;
}

function endOf(text: string, word: string, from: number): number {
  const at = findWords(text, word, from);
  return at === -1 ? -1 : at + word.length;
}

/** The first of the texts that does not come after those before it; null when all do. */
export function findUnordered(wanted: readonly string[], had: readonly string[]): string | null {
  let from = 0;
  for (const text of wanted) {
    const at = had.indexOf(text, from);
    if (at === -1) return text;
    from = at + 1;
  }
  return null;
}
