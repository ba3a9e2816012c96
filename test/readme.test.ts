import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { expect, it } from 'vitest';
import { addVerbs } from '../src/cli/verbs/add-verbs.ts';

const ROOT = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const ci = readFileSync(join(ROOT, '.ci/run'), 'utf8');

/** The lines of ```sh blocks; blocks for live providers (```sh live) are not run. */
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap((match) =>
  (match[1] ?? '').split('\n').filter((line) => line !== ''),
);

it('every command of the README runs in CI, word for word', () => {
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((command) => !ci.split('\n').includes(command))).toEqual([]);
});

function optionsOf(command: CommandUnknownOpts): readonly string[] {
  const own = command.options.flatMap(({ long }) => long ?? []);
  return [...own, ...command.commands.flatMap(optionsOf)];
}

it('every option that the README names exists', () => {
  const named = [...new Set([...readme.matchAll(/(?<=[\s`])--[a-z][a-z-]+/g)].map(([option]) => option))];
  const program = new Command();
  addVerbs(program);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((option) => !optionsOf(program).includes(option))).toEqual([]);
});
