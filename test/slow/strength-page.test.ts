import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runMany } from '../e2e/run-many.ts';
import { ROOT } from '../e2e/run-cli.ts';

const page = await readFile(join(ROOT, 'docs/strength.md'), 'utf8');
const typed = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap(([, block = '']) => block.split('\n'))
  .filter((line) => line !== '');

it('every command of the page on golden strength does what it says on the bundled set', async () => {
  expect(typed.length).toBeGreaterThan(4);
  const lines = typed.map((line) =>
    line
      .replace(/ > .*$/, '')
      .split(' ')
      .slice(2),
  );
  const results = await runMany(lines.map((args) => ({ cwd: ROOT, args })));
  expect(results.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    typed.map(() => ({ code: 0, stderr: '' })),
  );
  expect(results.at(-1)?.stdout).toMatch(/^PASS {2}/);
});
