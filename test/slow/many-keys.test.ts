import { expect, it } from 'vitest';
import { openYaml } from '../../src/files/open-yaml.ts';
import type { Source } from '../../src/files/source.ts';

const keysOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_each, at) => `key-${at}`);
const mapOf = (keys: readonly string[]): string => keys.map((key) => `${key}: 1\n`).join('');

async function sourceOf(text: string): Promise<Source> {
  const opened = await openYaml('many.yaml', 'the map', text);
  if ('problems' in opened) throw new Error(opened.problems.map(({ message }) => message).join('\n'));
  return opened.source;
}

/** CPU milliseconds, the best of three: whoever else uses the machine only ever adds. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const tries: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    tries.push((user + system) / 1000);
  }
  return Math.min(...tries);
}

it.each([
  ['is opened', (count: number) => sourceOf(mapOf(keysOf(count)))],
  [
    'has each of its keys located',
    async (count: number) => {
      const keys = keysOf(count);
      const locate = (await sourceOf(mapOf(keys))).locate();
      expect(keys.map((key) => locate([key], 'key')?.start.line)).toEqual(keys.map((_key, at) => at + 1));
    },
  ],
])('a map %s in time that grows with its keys, not with their square', async (_what, work) => {
  await work(500);
  const few = await cost(() => work(1000));
  const many = await cost(() => work(8000));
  // Eight times the keys; by their square it would be 64 times the time.
  expect(many / few).toBeLessThan(24);
});

it('every key that stands twice is named, with the line of the first', async () => {
  const opened = await openYaml('many.yaml', 'the map', 'a: 1\nb: { c: 1, d: 2, "c": 3 }\n\'a\': 2\nb: 1\n');
  const problems = 'problems' in opened ? opened.problems : [];
  expect(problems.map(({ line, message, mend }) => [line, message, mend])).toEqual([
    [2, 'broken YAML: Map keys must be unique', 'keep one of them; the first is in line 2'],
    [3, 'broken YAML: Map keys must be unique', 'keep one of them; the first is in line 1'],
    [4, 'broken YAML: Map keys must be unique', 'keep one of them; the first is in line 2'],
  ]);
});
