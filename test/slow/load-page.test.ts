import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RUN_ID } from '../../src/store/run/run-id.ts';
import { ROOT } from '../e2e/run-cli.ts';
import { bundledCopy, typeLines } from './bundled-copy.ts';

const page = await readFile(join(ROOT, 'docs/load.md'), 'utf8');
const typed = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block).join('');

it('the commands of the page on load do what it says, in the order of the page', async () => {
  expect(typed.split('\n').length).toBeGreaterThan(4);
  const cwd = await bundledCopy();
  const { code, stdout, stderr } = await typeLines(typed, cwd);
  expect({ code, failed: /^error/m.test(stderr) }).toEqual({ code: 0, failed: false });
  expect(stdout).toMatch(/Nothing was called\.$/m);
  // Whether a busy machine keeps its schedule is no matter of this page; that it says so is.
  expect(stdout).toMatch(/^(?:MEASURED|INCONCLUSIVE) {2}3 stages, .* SYNTHETIC$/m);
  expect(stdout).toMatch(/^nim-scout 5\.00\/s up: (?:certified|REFUSED)$/m);
  const names = await readdir(join(cwd, 'reports'));
  const runs = names.filter((name) => RUN_ID.test(name));
  const files = await Promise.all(runs.map((run) => readdir(join(cwd, 'reports', run))));
  expect(files.map((names) => names.toSorted())).toEqual(
    expect.arrayContaining([['capacity.json', 'load.html', 'load.json', 'samples.jsonl']]),
  );
});
