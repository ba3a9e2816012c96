import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const ci = readFileSync(join(ROOT, '.ci/run'), 'utf8');

/** The lines of ```sh blocks; blocks for live providers (```sh live) are not run. */
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap((match) =>
  (match[1] ?? '').split('\n').filter((line) => line !== ''),
);

test('every command of the README runs in CI, word for word', () => {
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((command) => !ci.split('\n').includes(command))).toEqual([]);
});

test('every option that the README names exists', () => {
  const named = [...new Set([...readme.matchAll(/(?<=[\s`])--[a-z][a-z-]+/g)].map(([option]) => option))];
  const sources = ['verify-options', 'show', 'simulate', 'config', 'classify', 'decode', 'fuzz']
    .map((name) => readFileSync(join(ROOT, `src/cli/${name}.ts`), 'utf8'))
    .join('\n');
  expect(named.filter((option) => !sources.includes(option))).toEqual([]);
});
