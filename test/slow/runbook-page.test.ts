import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { expect, it } from 'vitest';
import { addVerbs } from '../../src/cli/verbs/add-verbs.ts';
import { ROOT } from '../e2e/run-cli.ts';
import { bundledCopy, typeLines } from './bundled-copy.ts';

const page = await readFile(join(ROOT, 'docs/runbook.md'), 'utf8');
const [, typed = ''] = /^```sh\n([^]*?)^```/m.exec(page) ?? [];

const program = new Command();
addVerbs(program);

/** The verb of a command line, and the flags that it is given. */
function parsed(line: string) {
  const [first = '', second = ''] = line.split(' ').slice(1);
  const top = program.commands.find((each) => each.name() === first);
  const verb = top?.commands.find((each) => each.name() === second) ?? top;
  const flags = line.match(/--[\w-]+/g) ?? [];
  return { verb, first, flags };
}

it('each command of the page exists, with its flags, and each verb has a question', () => {
  const lines = [...page.matchAll(/`(llama-contract [^`]+)`/g)].map(([, line = '']) => line);
  const answered = new Set<string>();
  for (const line of lines) {
    const { verb, first, flags } = parsed(line);
    const known = new Set(verb?.options.map(({ long }) => long));
    expect([line, verb === undefined, flags.filter((flag) => !known.has(flag))]).toEqual([line, false, []]);
    answered.add(first);
  }
  // They are part of an answer: docs/scale.md has them.
  for (const name of ['merge', 'worker']) answered.add(name);
  expect(program.commands.map((each) => each.name()).filter((name) => !answered.has(name))).toEqual([]);
});

it('an evening of it goes as it stands there', async () => {
  const { code, stderr } = await typeLines(typed, await bundledCopy());
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
});
