import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BURN_ROWS } from '../../src/monitors/measure-burn.ts';
import { CLI, NODE, ROOT, start } from '../e2e/run-cli.ts';

const page = await readFile(join(ROOT, 'docs/monitor.md'), 'utf8');
const [, typed = ''] = /^```sh\n([\s\S]*?)^```/m.exec(page) ?? [];
const PARTS = ['llama-contract.config.yaml', 'suites', 'goldens', 'fixtures/documents', 'fixtures/images'];

it('the commands of the page on monitors do what it says', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'monitor-'));
  for (const part of PARTS) await cp(join(ROOT, part), join(cwd, part), { recursive: true });
  const shell = `set -e\nnpx() { shift; "${NODE}" "${CLI}" "$@"; }\n${typed}`;
  const { code, stdout } = await start('bash', ['-c', shell], { cwd }).ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^QUIET {2}no alarm {2}SYNTHETIC$/m);
  expect(stdout).toMatch(/^error {7}0 of 120 {2}0 of 120 {3}0\.0 /m);
});

it('the page shows the rows by which a budget burns', () => {
  for (const { limit, severity } of BURN_ROWS) {
    expect(page).toMatch(new RegExp(`^\\| .* \\| ${limit} +\\| .* \\| ${severity} +\\|$`, 'm'));
  }
});
