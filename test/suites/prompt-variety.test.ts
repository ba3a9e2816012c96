import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { GoldenPrompt } from '../../src/contract/suites/prompt.ts';
import { LOADED } from './bundled-set.ts';

const root = resolve(import.meta.dirname, '../..');
const prompts = LOADED.suites.flatMap((suite) => suite.prompts);

/** What a prompt asks in words of its own: neither its system message nor a document that others quote too. */
function ownWords({ messages, documents }: GoldenPrompt): readonly string[] {
  const asked = messages
    .filter(({ role }) => role !== 'system')
    .flatMap(({ content }) => content.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
    .join(' ');
  const own = documents.reduce((text, document) => text.replaceAll(document, ' '), asked);
  return own.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Runs of five words; the words themselves where there are fewer. */
function gramsOf(words: readonly string[]): ReadonlySet<string> {
  if (words.length < 5) return new Set([words.join(' ')]);
  return new Set(words.slice(4).map((_, index) => words.slice(index, index + 5).join(' ')));
}

/** The share of what two sets have together that they have in common. */
function jaccard(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const common = [...left].filter((gram) => right.has(gram)).length;
  return common / (left.size + right.size - common);
}

it('no two prompts ask nearly the same', () => {
  const grams = prompts.map((prompt) => ({ id: prompt.id, grams: gramsOf(ownWords(prompt)) }));
  const byGram = new Map<string, number[]>();
  grams.forEach(({ grams: own }, index) => {
    for (const gram of own) byGram.set(gram, [...(byGram.get(gram) ?? []), index]);
  });
  const pairs = new Set(
    [...byGram.values()].flatMap((found) =>
      found.flatMap((left, at) => found.slice(at + 1).map((right) => `${left} ${right}`)),
    ),
  );
  const alike = [...pairs].flatMap((pair) => {
    const [left, right] = pair.split(' ').map((index) => grams[Number(index)]);
    if (left === undefined || right === undefined) return [];
    return jaccard(left.grams, right.grams) > 0.4 ? [`${left.id} ${right.id}`] : [];
  });
  expect(alike).toEqual([]);
  expect(jaccard(new Set('abcd'), new Set('bcde'))).toBe(0.6);
});

it('no document carries more than twelve prompts', () => {
  const crowded = readdirSync(join(root, 'fixtures/documents')).filter((file) => {
    const text = readFileSync(join(root, 'fixtures/documents', file), 'utf8');
    return prompts.filter(({ documents }) => documents.includes(text)).length > 12;
  });
  expect(crowded).toEqual([]);
});
