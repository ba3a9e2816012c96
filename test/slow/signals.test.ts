import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI, NODE, start, startCli } from '../e2e/run-cli.ts';
import { SMALL, writeProject } from '../e2e/small-project.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';
import { folderOf, readLines, SLOWLY, waitForLines } from './slow-run.ts';

const OUT = "the runs/it's here";
const ARGS = ['verify', '--faults', 'slow ly.yaml', '--concurrency', '1', '--json', '--out', OUT];

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s keeps what is recorded and prints a line that goes on', async (signal, code) => {
  const cwd = await writeProject({ ...SMALL, 'slow ly.yaml': SLOWLY });
  const running = startCli(ARGS, { cwd });
  const folder = join(cwd, await folderOf(running));
  await waitForLines(folder, 4);
  running.child.kill(signal);
  const ended = await running.ended;
  expect([ended.code, ended.signal]).toEqual([code, null]);
  const result = JSON.parse(ended.stdout);
  const kept = await readLines(folder);
  expect(kept.length).toBeGreaterThanOrEqual(4);
  expect(result.counts).toMatchObject({ passed: kept.length, missing: 24 - kept.length });

  const [, line = ''] =
    /interrupted; everything recorded is kept\. To go on:\n {2}(npx llama-contract .+)\n$/.exec(
      ended.stderr,
    ) ?? [];
  // The shell reads the line as a person would paste it; npx itself is not what is tested.
  const shell = `npx() { shift; "${NODE}" "${CLI}" "$@"; }\n${line}`;
  const resumed = await start('sh', ['-c', shell], { cwd }).ended;
  expect([resumed.code, JSON.parse(resumed.stdout).counts.passed]).toEqual([0, 24]);
  const lines = await readLines(folder);
  expect(lines.slice(0, kept.length)).toEqual(kept);
  expect(new Set(await readIds(folder)).size).toBe(24);

  const whole = await startCli([...ARGS, '--seed', '1'], { cwd }).ended;
  expect(await readJudged(folder)).toBe(await readJudged(join(cwd, JSON.parse(whole.stdout).paths.run)));
});

it('a second SIGINT ends at once', async () => {
  const cwd = await writeProject({
    ...SMALL,
    'slow ly.yaml': { faults: [{ match: { mode: 'stream' }, at: { part: 1 }, wire: 'stall' }] },
  });
  const running = startCli(ARGS, { cwd });
  await folderOf(running);
  running.child.kill('SIGINT');
  running.child.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
});
