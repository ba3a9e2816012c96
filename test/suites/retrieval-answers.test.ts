import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/contract/json-value.ts';
import type { Golden, GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { walk } from '../../src/json/walk.ts';
import { goldensOf } from './bundled-set.ts';
import { addMinutes, DERIVED } from './derived-values.ts';
import { numbersIn, wordsOf } from './golden-evidence.ts';

const read = goldensOf('retrieval-answers');
const everywhere = goldensOf('retrieval-answers', 'interface-reading');
const pairs = read.flatMap(({ suite, goldens }) =>
  suite.prompts.flatMap((prompt) => {
    const golden = goldens.get(prompt.id);
    return golden === undefined ? [] : [{ id: prompt.id, prompt, golden }];
  }),
);

/** The passages of a prompt by their ids: those of documents begin a line, those of tool results are JSON. */
function passagesOf(prompt: GoldenPrompt): ReadonlyMap<string, string> {
  const text = wordsOf(prompt);
  const ofDocuments = [...text.matchAll(/^\[([^\]\n]+)\] ([^]*?)(?=^\[|\n\n|$(?![^]))/gmu)];
  const ofResults = [...text.matchAll(/"passage":"([^"]+)","text":"([^"]+)"/gu)];
  return new Map([...ofDocuments, ...ofResults].map(([, id = '', words = '']) => [id, words]));
}

interface Citation {
  readonly passage: string;
  /** Null where only the passage is named. */
  readonly quote: string | null;
}

function citationsOf({ output }: GoldenPrompt, { answer }: Golden): readonly Citation[] {
  if (output === null || answer.finish !== 'stop') {
    return [...answer.text.matchAll(/\[([^\]]+)\]/gu)]
      .flatMap(([, ids = '']) => ids.split(', '))
      .map((passage) => ({ passage, quote: null }));
  }
  const found: Citation[] = [];
  const value: JsonValue = JSON.parse(answer.text);
  const quotes = new Map<string, string>();
  walk(value, ({ pointer, value: part }) => {
    if (typeof part !== 'string') return true;
    if (pointer.endsWith('/quote')) quotes.set(pointer.slice(0, -'/quote'.length), part);
    return true;
  });
  walk(value, ({ pointer, value: part }) => {
    if (typeof part !== 'string') return true;
    const of = pointer.slice(0, pointer.lastIndexOf('/'));
    if (pointer.endsWith('/passage')) found.push({ passage: part, quote: quotes.get(of) ?? null });
    if (/\/passages\/\d+$/u.test(pointer)) found.push({ passage: part, quote: null });
    return true;
  });
  return found;
}

const spaced = (text: string): string => text.replaceAll(/\s+/gu, ' ');

describe('the goldens of retrieval answers', () => {
  it('cite passages that exist, and quote what stands in just these', () => {
    const cited = pairs.flatMap(({ id, prompt, golden }) => {
      const passages = passagesOf(prompt);
      return citationsOf(prompt, golden).map(({ passage, quote }) => {
        const words = passages.get(passage);
        const holds = words !== undefined && (quote === null || spaced(words).includes(spaced(quote)));
        return { place: `${id} ${passage}`, isQuote: quote !== null, holds };
      });
    });
    expect(cited.filter(({ isQuote }) => isQuote).length).toBeGreaterThan(15);
    expect(cited.length).toBeGreaterThan(70);
    expect(cited.filter(({ holds }) => !holds).map(({ place }) => place)).toEqual([]);
  });

  it('hold no number that neither stands in their prompt nor is derived from it by a stated sum', () => {
    const unfounded = pairs.flatMap(({ id, prompt, golden }) => {
      const known = new Set([...numbersIn(wordsOf(prompt)), ...(DERIVED[id] ?? [])]);
      const answered = golden.answer.text + JSON.stringify(golden.answer.toolCalls);
      return numbersIn(answered).flatMap((number) => (known.has(number) ? [] : [`${id} ${number}`]));
    });
    expect(unfounded).toEqual([]);
  });

  it('need every stated sum', () => {
    const all = new Map(everywhere.flatMap(({ goldens }) => [...goldens]));
    const idle = Object.entries(DERIVED).flatMap(([id, values]) => {
      const answer = all.get(id)?.answer;
      const numbers = numbersIn(`${answer?.text} ${JSON.stringify(answer?.toolCalls)}`);
      return values.filter((value) => !numbers.includes(value)).map((value) => `${id} ${value}`);
    });
    expect(idle).toEqual([]);
    expect(addMinutes('23:50', 20)).toBe('00:10');
  });
});
