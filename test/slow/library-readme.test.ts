import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NODE, ROOT, start } from '../e2e/run-cli.ts';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const example = /^```ts\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
/** What the example says that it prints, line by line. */
const promised = [...example.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, words]) => words);

let project = '';
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'llama-contract-'));
  for (const name of ['llama-contract.config.yaml', 'suites', 'goldens', 'fixtures']) {
    await cp(join(ROOT, name), join(project, name), { recursive: true });
  }
});
afterAll(() => rm(project, { recursive: true, force: true }));

it('the example of the README prints what it says, and the library nothing', async () => {
  const library = pathToFileURL(join(ROOT, 'src/index.ts')).href;
  const file = join(project, 'example.ts');
  await writeFile(file, example.replace("'llama-contract'", `'${library}'`));
  const { code, stdout, stderr } = await start(NODE, [file], { cwd: project }).ended;
  expect([code, stderr]).toEqual([0, '']);
  expect(promised.length).toBeGreaterThan(3);
  expect(stdout.trimEnd().split('\n')).toEqual(promised);
});
