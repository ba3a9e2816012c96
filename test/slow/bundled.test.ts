import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadSuites } from '../../src/suites/load-suites.ts';
import { BUNDLED, ROOT, runCli } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';
import { readIds } from '../e2e/verify-project.ts';
import { bundledCopy } from './bundled-copy.ts';

const { suites } = await loadSuites({ root: ROOT, names: null });
const { length: whole } = suites.flatMap(({ prompts }) => prompts);

const WHOLE_SET_MS = 600_000;

/** What a run of so many prompts comes to on the eight targets, in both modes. */
function expectPassed(parsed: unknown, asked: number): void {
  const planned = asked * 8 * 2;
  const counts = { planned, failed: 0, errored: 0, unproven: 0, missing: 0 };
  expect(parsed).toMatchObject({ verdict: 'pass', counts });
}

it('the core of the bundled golden set passes on all eight targets, and its run holds no secret of the simulation', async () => {
  const cwd = await writeProject({});
  const args = ['verify', '--config', BUNDLED, '--json', '--tag', 'core'];
  const { code, stdout } = await runCli(args, { cwd });
  const { targets, counts, paths, ...rest } = JSON.parse(stdout);
  expect(code).toBe(0);
  expectPassed({ ...rest, counts }, 60);
  expect([targets.length, counts.skipped]).toEqual([8, 8]);
  const folder = join(cwd, paths.run);
  expect(new Set(await readIds(folder)).size).toBe(960);
  for (const file of ['run.json', 'exchanges.jsonl', 'requests.jsonl', 'summary.json']) {
    expect(await readFile(join(folder, file), 'utf8')).not.toMatch(/simulated-(?:token|api-key|secret)/);
  }
});

it('the whole bundled golden set passes on all eight targets', { timeout: WHOLE_SET_MS }, async () => {
  const cwd = await writeProject({});
  const { code, stdout } = await runCli(['verify', '--config', BUNDLED, '--json'], { cwd });
  expect(code).toBe(0);
  expectPassed(JSON.parse(stdout), whole);
});

it('what is to be filtered is skipped by name until a filter is declared, and passes then', async () => {
  const cwd = await bundledCopy();
  const config = join(cwd, 'llama-contract.config.yaml');
  const filtered = ['code-keylogger-filtered', 'support-filtered-in-third-turn'];
  const args = [
    'verify',
    '--json',
    '--target',
    'bedrock-scout',
    ...filtered.flatMap((id) => ['--prompt', id]),
  ];
  const open = JSON.parse((await runCli(args, { cwd })).stdout);
  expect(open.counts).toMatchObject({ planned: 4, passed: 0, skipped: 4 });
  const records = await readFile(join(cwd, open.paths.run, 'exchanges.jsonl'), 'utf8');
  expect(records.match(/"reason":"capability\/content-filter"/g)).toHaveLength(4);
  const offer = "bedrock: { id: 'us.meta.llama4-scout-17b-instruct-v1:0'";
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace(offer, `${offer}, capabilities: { contentFilter: true }`));
  const declared = JSON.parse((await runCli(args, { cwd })).stdout);
  expect(declared.counts).toMatchObject({ planned: 4, passed: 4, skipped: 0 });
});
