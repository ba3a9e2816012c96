import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../e2e/run-cli.ts';
import { bundledCopy, typeLines } from './bundled-copy.ts';

const page = await readFile(join(ROOT, 'docs/routing.md'), 'utf8');
const [, typed = ''] = /^```sh\n([\s\S]*?)^```/m.exec(page) ?? [];

it('the commands of the page on routing do what it says, in the order of the page', async () => {
  expect(typed.split('\n').length).toBeGreaterThan(4);
  const cwd = await bundledCopy();
  const { code, stdout, stderr } = await typeLines(typed, cwd);
  expect({ code, failed: /^error/m.test(stderr) }).toEqual({ code: 0, failed: false });
  expect(stdout).toMatch(/^PASS {2}(\d+) of \1 golden decisions held$/m);
  expect(stdout).toMatch(/^\S+ {2}best score {2}SYNTHETIC$/m);
});
