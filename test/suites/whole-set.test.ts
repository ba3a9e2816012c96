import { hash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restsOn } from '../../src/checks/rests-on.ts';
import { estimateInputTokens } from '../../src/suites/estimate-tokens.ts';
import { planPrompts } from '../../src/suites/plan-prompts.ts';
import type { PlannedPrompt } from '../../src/suites/plan-prompts.ts';
import type { GoldenAnswer } from '../../src/contract/suites/prompt.ts';
import { GOLDENS, LOADED } from './bundled-set.ts';
import { languagesOf } from './languages-of.ts';

const root = resolve(import.meta.dirname, '../..');
const { suites } = LOADED;
const { read } = GOLDENS;

interface Planned extends PlannedPrompt {
  readonly answer: GoldenAnswer;
}

const planned = read.flatMap(({ suite, goldens }) =>
  planPrompts(suite.prompts, null, goldens).flatMap((each): readonly Planned[] =>
    each.golden === null ? [] : [{ ...each, answer: each.golden.answer }],
  ),
);

const how = (holds: (each: Planned) => boolean): number => planned.filter(holds).length;
const formatsOf = ({ prompt }: Planned): readonly string[] =>
  prompt.messages.flatMap(({ content }) =>
    content.flatMap((part) => (part.type === 'image' ? [part.format] : [])),
  );
const schemas = new Set(
  planned.flatMap(({ prompt }) => (prompt.output === null ? [] : [JSON.stringify(prompt.output.schema)])),
);
const documents = planned.flatMap(({ prompt }) => [...new Set(prompt.documents)]);

/** The languages of a question in its own words, and of its answer. */
function languages({ prompt, answer }: Planned): readonly string[] {
  const asked = prompt.messages
    .filter(({ role }) => role !== 'system')
    .flatMap(({ content }) => content.map((part) => (part.type === 'text' ? part.text : '')))
    .join(' ');
  const own = prompt.documents.reduce((text, document) => text.replaceAll(document, ' '), asked);
  return [...new Set([...languagesOf(own), ...languagesOf(answer.text)])];
}

const foreign = planned.map(languages);

/** Bytes of the files below a folder. */
function sizeOf(folder: string): number {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(root, folder, path)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

describe('the golden set', () => {
  it('has ten suites of fifty prompts, each with an approved answer', () => {
    expect(suites.map(({ prompts }) => prompts.length)).toEqual(suites.map(() => 50));
    expect([suites.length, planned.length]).toEqual([10, 500]);
  });

  it.each<[string, number, number]>([
    ['an output schema', how(({ prompt }) => prompt.output !== null), 355],
    ['schemas of their own', schemas.size, 200],
    ['pictures', how((each) => formatsOf(each).length > 0), 80],
    ['JPEG', how((each) => formatsOf(each).includes('jpeg')), 5],
    ['WebP', how((each) => formatsOf(each).includes('webp')), 5],
    ['several pictures', how((each) => formatsOf(each).length > 1), 8],
    ['tools', how(({ prompt }) => prompt.tools.length > 0), 90],
    ['calls', how(({ answer }) => answer.toolCalls.length > 0), 60],
    ['several turns', how(({ prompt }) => prompt.messages.some(({ role }) => role === 'assistant')), 50],
    ['other languages than English', foreign.filter(({ length }) => length > 0).length, 90],
    ['an end at length', how(({ answer }) => answer.finish === 'length'), 20],
    [
      'an end within the arguments of a call',
      how(({ answer }) => answer.finish === 'length' && answer.toolCalls.length > 0),
      2,
    ],
    ['an error that answers them', how(({ answer }) => answer.error !== null), 2],
    ['stop strings', how(({ prompt }) => prompt.stop.length > 0), 15],
    ['30,000 tokens', how(({ request }) => estimateInputTokens(request) > 30_000), 16],
    ['120,000 tokens', how(({ request }) => estimateInputTokens(request) > 119_000), 7],
    ['documents of their own', new Set(documents).size, 90],
  ])('has prompts with %s', (_what, count, least) => {
    expect(count).toBeGreaterThanOrEqual(least);
  });

  it('speaks more than a dozen languages, two of them from right to left', () => {
    const spoken = [...Map.groupBy(foreign.flat(), (language) => language)].filter(
      ([, { length }]) => length >= 1,
    );
    expect(spoken.length).toBeGreaterThanOrEqual(14);
    for (const language of ['arabic', 'hebrew']) {
      expect(foreign.filter((own) => own.includes(language)).length).toBeGreaterThanOrEqual(8);
    }
    expect(languagesOf('When is the last ferry, and what does the bicycle cost on it?')).toEqual([]);
  });

  it('compares at most one in twenty by presence alone', () => {
    const bare = planned.filter(({ prompt, golden }) => restsOn(prompt, golden).includes('presence'));
    expect(bare.length).toBeLessThanOrEqual(planned.length / 20);
  });

  it('puts at most twelve prompts on one document, generated ones included', () => {
    const crowded = [...Map.groupBy(documents, (text) => text).values()].filter(({ length }) => length > 12);
    expect(crowded).toEqual([]);
  });

  it('says of every prompt which model it is meant for, but for the core', () => {
    const silent = planned.filter(
      ({ prompt: { tags } }) => !['core', 'scout', 'maverick'].some((tag) => tags.includes(tag)),
    );
    expect(silent.map(({ prompt }) => prompt.id)).toEqual([]);
  });

  it('has a limit on every answer', () => {
    expect(planned.filter(({ prompt }) => prompt.maxOutputTokens === null)).toEqual([]);
  });

  it('keeps the sixty of the core as they were: what was measured with them stays comparable', () => {
    const core = planned.filter(({ prompt }) => prompt.tags.includes('core'));
    const lines = core.map(
      ({ prompt, requestHash, answer }) => `${prompt.id} ${requestHash} ${JSON.stringify(answer)}`,
    );
    expect(core).toHaveLength(60);
    expect(hash('sha256', lines.toSorted().join('\n'))).toBe(
      'b92b7388290ed561bf85f94d32a098921ca323fdcecd8c8d3d8790d37242c480',
    );
  });

  it('takes less than 8 MiB of the repository', () => {
    const folders = ['suites', 'goldens', 'fixtures/documents', 'fixtures/images'];
    expect(folders.reduce((sum, folder) => sum + sizeOf(folder), 0)).toBeLessThan(8 * 1024 * 1024);
  });
});
