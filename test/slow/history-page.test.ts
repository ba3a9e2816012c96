import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HISTORY_METRICS } from '../../src/contract/runs/history-metrics.ts';
import { ROOT } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';

const page = await readFile(join(ROOT, 'docs/history.md'), 'utf8');
const typed = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap(([, block = '']) => block.split('\n'))
  .filter((line) => line !== '');

function isNeeded(path: string): boolean {
  return !path.includes('cassettes');
}

it('every command of the page on history works as it is typed, where no run was made before', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'history-page-'));
  for (const name of ['llama-contract.config.yaml', 'suites', 'goldens', 'fixtures']) {
    await cp(join(ROOT, name), join(cwd, name), { recursive: true, filter: isNeeded });
  }
  const results = await runMany(typed.map((line) => ({ cwd, args: line.split(' ').slice(2) })));
  expect(results.map(({ code }) => code)).toEqual(typed.map(() => 0));
  const [, , list, shown, trend, ofTarget, rebuilt] = results.map(({ stdout }) => stdout);
  expect(list?.trimEnd().split('\n')).toHaveLength(3);
  expect(shown).toContain('compared  with run ');
  expect(trend).toMatch(/^schema match, in 2 runs that were asked alike\n\ntarget +runs +first +last\n/);
  expect(ofTarget).toMatch(/^p95 of vllm-scout, in 2 runs that were asked alike\n/);
  expect(rebuilt).toBe('read 2 runs\n');
  await rm(cwd, { recursive: true });
});

it('the page names every metric', () => {
  expect(Object.keys(HISTORY_METRICS).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
