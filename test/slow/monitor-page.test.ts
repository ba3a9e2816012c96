import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BURN_ROWS } from '../../src/monitors/measure-burn.ts';
import { ROOT } from '../e2e/run-cli.ts';
import { bundledCopy, typeLines } from './bundled-copy.ts';

const page = await readFile(join(ROOT, 'docs/monitor.md'), 'utf8');
const [, typed = ''] = /^```sh\n([\s\S]*?)^```/m.exec(page) ?? [];

it('the commands of the page on monitors do what it says', async () => {
  const cwd = await bundledCopy();
  const { code, stdout } = await typeLines(typed, cwd);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^QUIET {2}no alarm {2}SYNTHETIC$/m);
  expect(stdout).toMatch(/^error {7}0 of 120 {2}0 of 120 {3}0\.0 /m);
});

it('the page shows the rows by which a budget burns', () => {
  for (const { limit, severity } of BURN_ROWS) {
    expect(page).toMatch(new RegExp(`^\\| .* \\| ${limit} +\\| .* \\| ${severity} +\\|$`, 'm'));
  }
});
