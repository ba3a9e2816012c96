import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { CLI, NODE, PLAIN, ROOT, start } from '../e2e/run-cli.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';

const page = await readFile(join(ROOT, 'docs/rollout.md'), 'utf8');

function blockOf(kind: string): string {
  const found = new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\``, 'm').exec(page)?.[1];
  if (found === undefined) throw new Error(`the page has no block of ${kind}`);
  return found;
}

/** What a reader types, and what it exits with. */
const typed = [...page.matchAll(/^```sh(?: exits with (\d))?\n([^]*?)^```/gm)].flatMap(
  ([, code = '0', block = '']) =>
    block
      .trim()
      .split('\n')
      .map((line) => ({ line, code: Number(code) })),
);

it('whoever types what the page on rollouts says sees what it says', async () => {
  const config = { ...CONFIG, ...parse(blockOf('yaml')) };
  const cwd = await writeProject({ ...SMALL, 'llama-contract.config.yaml': config });
  await mkdir(join(cwd, 'bin'));
  // As npx would find the command where the package is installed.
  await writeFile(join(cwd, 'bin/npx'), `#!/bin/sh\nshift\nexec '${NODE}' '${CLI}' "$@"\n`);
  await chmod(join(cwd, 'bin/npx'), 0o755);
  const path = [join(cwd, 'bin'), PLAIN.PATH].join(delimiter);
  const printed = new Map<string, string>();
  for (const { line, code } of typed) {
    const ended = await start('/bin/bash', ['-c', line], { cwd, env: { PATH: path } }).ended;
    expect([line, ended.code, ended.code === code ? '' : ended.stderr]).toEqual([line, code, '']);
    printed.set(line, ended.stdout);
  }
  expect(typed.length).toBeGreaterThanOrEqual(13);
  const status = (printed.get('npx llama-contract rollout status') ?? '')
    .replaceAll(/\d{4}-\d\d-\d\d(?: \d\d:\d\d UTC|T[\d:.]+Z)/g, 'DATE')
    .replace(/(?<=by )\S.*(?=\nwindows)/, 'NAME')
    .replace(/(?<=head )[0-9a-f]{12}/, 'DIGEST');
  expect(status).toBe(blockOf('text'));
  const rows = JSON.parse(printed.get('npx llama-contract rollout export --as rows --json') ?? '');
  expect(rows).toMatchObject({ step: { share: 10 }, cohorts: { below: 1_000 } });
  expect(
    printed.get("npx llama-contract rollout rollback --reason 'clients in Oslo see empty answers'"),
  ).toMatch(/^ROLLED BACK {2}all of move is served by vllm, 0% by nim\n/);
});
