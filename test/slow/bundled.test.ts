import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BUNDLED, runCli } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';

it('the bundled golden set passes on all eight targets, and twice alike', async () => {
  const cwd = await writeProject({});
  const once = await runCli(['verify', '--config', BUNDLED, '--json'], { cwd });
  const again = await runCli(['verify', '--config', BUNDLED, '--json', '--concurrency', '3'], { cwd });
  const [first, second] = [JSON.parse(once.stdout), JSON.parse(again.stdout)];
  expect([once.code, again.code, first.verdict]).toEqual([0, 0, 'pass']);
  expect(first.targets.length).toBe(8);
  expect(first.counts).toEqual({
    planned: 960,
    passed: 952,
    failed: 0,
    errored: 0,
    skipped: 8,
    unproven: 0,
    missing: 0,
  });
  expect(await readJudged(join(cwd, second.paths.run))).toBe(await readJudged(join(cwd, first.paths.run)));
  const ids = await readIds(join(cwd, first.paths.run));
  expect(new Set(ids).size).toBe(960);
});

it('a run folder of the bundled set holds no secret of the simulation', async () => {
  const cwd = await writeProject({});
  const { stdout } = await runCli(['verify', '--config', BUNDLED, '--json', '--suite', 'extraction'], {
    cwd,
  });
  const folder = join(cwd, JSON.parse(stdout).paths.run);
  for (const file of ['run.json', 'exchanges.jsonl', 'requests.jsonl', 'summary.json']) {
    expect(await readFile(join(folder, file), 'utf8')).not.toMatch(/simulated-(?:token|api-key|secret)/);
  }
});
