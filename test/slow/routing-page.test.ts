import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI, NODE, ROOT, start } from '../e2e/run-cli.ts';

const page = await readFile(join(ROOT, 'docs/routing.md'), 'utf8');
const [, typed = ''] = /^```sh\n([\s\S]*?)^```/m.exec(page) ?? [];
/** Copied, so that the run of this test is the newest of nobody else. */
const PARTS = ['llama-contract.config.yaml', 'suites', 'goldens', 'fixtures/documents', 'fixtures/images'];

it('the commands of the page on routing do what it says, in the order of the page', async () => {
  expect(typed.split('\n').length).toBeGreaterThan(4);
  const cwd = await mkdtemp(join(tmpdir(), 'routing-'));
  for (const part of PARTS) await cp(join(ROOT, part), join(cwd, part), { recursive: true });
  // npx itself is not what is tested.
  const shell = `set -e\nnpx() { shift; "${NODE}" "${CLI}" "$@"; }\n${typed}`;
  const { code, stdout, stderr } = await start('bash', ['-c', shell], { cwd }).ended;
  expect({ code, failed: /^error/m.test(stderr) }).toEqual({ code: 0, failed: false });
  expect(stdout).toMatch(/^PASS {2}(\d+) of \1 golden decisions held$/m);
  expect(stdout).toMatch(/^\S+ {2}best score {2}SYNTHETIC$/m);
});
