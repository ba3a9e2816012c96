import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
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
  ['SIGHUP', 129],
] as const)('%s keeps what is recorded and prints a line that goes on', async (signal, code) => {
  const cwd = await writeProject({ ...SMALL, 'slow ly.yaml': SLOWLY });
  const running = startCli(ARGS, { cwd });
  const folder = join(cwd, await folderOf(running));
  await waitForLines(folder, 4);
  running.child.kill(signal);
  const ended = await running.ended;
  expect([ended.code, ended.signal]).toEqual([code, null]);
  const result = JSON.parse(ended.stdout);
  expect((await readdir(folder)).filter((name) => name.startsWith('run.lock'))).toEqual([]);
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

/** Long enough to be met by who starts after it. */
const LONG = [...ARGS, '--repeat', '10'];

it('who else would write a run is told who writes it, and leaves it alone', async () => {
  const cwd = await writeProject({ ...SMALL, 'slow ly.yaml': SLOWLY });
  const running = startCli(LONG, { cwd });
  const folder = join(cwd, await folderOf(running));
  await waitForLines(folder, 2);
  const others = await Promise.all([1, 2].map(() => startCli([...LONG, '--resume', folder], { cwd }).ended));
  for (const { code, stdout, stderr } of others) {
    expect([code, JSON.parse(stdout).exitCode]).toEqual([2, 2]);
    expect(stderr).toContain(`is being written by process ${running.child.pid} on ${hostname()}, since 20`);
  }
  const ended = await running.ended;
  expect([ended.code, JSON.parse(ended.stdout).counts.passed]).toEqual([0, 240]);
  expect(new Set(await readIds(folder)).size).toBe(240);
  expect((await readdir(folder)).filter((name) => name.startsWith('run.lock'))).toEqual([]);
});

const TWICE = [...ARGS, '--repeat', '2'];

// Which of two signals that wait reaches a process of several threads first, no kernel promises: test/cli holds the order.
it.each([
  ['SIGINT', 'SIGTERM', [130, 143]],
  ['SIGHUP', 'SIGINT', [129, 130]],
] as const)(
  '%s and %s together end at once, and whoever goes on takes the lock over that they leave',
  async (first, second, codes) => {
    const cwd = await writeProject({ ...SMALL, 'slow ly.yaml': SLOWLY });
    const running = startCli(TWICE, { cwd });
    const folder = join(cwd, await folderOf(running));
    await waitForLines(folder, 2);
    running.child.kill(first);
    running.child.kill(second);
    expect(codes).toContain((await running.ended).code);
    expect(await readdir(folder)).toContain('run.lock');
    const resumed = await startCli([...TWICE, '--resume', folder], { cwd }).ended;
    expect([resumed.code, JSON.parse(resumed.stdout).counts.passed]).toEqual([0, 48]);
    expect((await readdir(folder)).filter((name) => name.startsWith('run.lock'))).toEqual([]);
  },
);
