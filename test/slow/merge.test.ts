import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { HISTORY_FILE } from '../../src/store/run/layout.ts';
import { readOverviews } from '../../src/store/run/read-overview.ts';
import { BUNDLED, runCli, startCli } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';
import { readJudged } from '../e2e/verify-project.ts';

const ASKED = ['--config', BUNDLED, '--tag', 'core', '--suite', 'extraction', 'support-bot', '--json'];
const SHARDS = [1, 2, 3, 4];
/** 24 prompts, 8 targets, 2 modes. */
const LINES = 384;

let cwd = '';
const machines = SHARDS.map((index) => `machine-${index}/kept`);
beforeAll(async () => {
  cwd = await writeProject({});
  for (const [at, out] of machines.entries()) {
    const { code, stderr } = await runCli(['verify', ...ASKED, '--shard', `${at + 1}/4`, '--out', out], {
      cwd,
    });
    if (code !== 0) throw new Error(stderr);
  }
});

const merging = (...args: readonly string[]) => ['merge', '--config', BUNDLED, '--json', ...args];

/** The runs that whoever looks for runs finds in a folder. */
const runsIn = (out: string) => readOverviews(join(cwd, out), nodeProcesses);

it('four shards of two suites come to what one run of them comes to, content root and all', async () => {
  const whole = await runCli(['verify', ...ASKED, '--out', 'whole'], { cwd });
  const merged = await runCli(merging(...machines, '--out', 'merged'), { cwd });
  const [asked, together] = [JSON.parse(whole.stdout), JSON.parse(merged.stdout)];
  expect([merged.code, merged.stderr]).toEqual([0, '']);
  expect([together.verdict, together.counts]).toEqual([asked.verdict, asked.counts]);
  const judged = await readJudged(join(cwd, together.paths.run));
  expect(judged).toBe(await readJudged(join(cwd, asked.paths.run)));
  expect(JSON.parse(judged).contentRoot).toMatch(/^[0-9a-f]{64}$/);
  // Each exchange of it can be looked into, from the bytes on.
  const id = 'nim-scout/invoice-ambiguous-date/stream/1';
  const shown = await runCli(['show', id, '--out', 'merged', '--config', BUNDLED], { cwd });
  expect([shown.code, shown.stderr]).toEqual([0, '']);
});

const KILLS = 5;
const MOMENTS = fc.sample(fc.noBias(fc.integer({ min: 0, max: 99 })), { numRuns: KILLS, seed: 20_261_126 });

it('who is killed while merging leaves a whole run or none, and the next one merges', async () => {
  const begunMs = performance.now();
  expect((await runCli(merging(...machines, '--out', 'timed'), { cwd })).code).toBe(0);
  const tookMs = performance.now() - begunMs;
  const out = 'killed';
  for (const percent of MOMENTS) {
    const running = startCli(merging(...machines, '--out', out), { cwd });
    await new Promise((over) => setTimeout(over, (percent / 100) * tookMs));
    running.child.kill('SIGKILL');
    await running.ended;
    for (const { state, folder } of await runsIn(out)) {
      expect(state).toBe('sealed');
      const lines = await readFile(join(folder, 'exchanges.jsonl'), 'utf8');
      expect(lines.split('\n').length - 1).toBe(LINES);
    }
  }
  const before = (await runsIn(out)).length;
  const last = await runCli(merging(...machines, '--out', out), { cwd });
  expect([last.code, last.stderr]).toEqual([0, '']);
  expect(await runsIn(out)).toHaveLength(before + 1);
  const left = (await readdir(join(cwd, out))).filter((name) => !name.startsWith(HISTORY_FILE));
  expect(left).toHaveLength(before + 1);
});
