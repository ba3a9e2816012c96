import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { CLI, NODE, start, startCli, type Ended, type Running } from '../e2e/run-cli.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';
import { countedProject, KEYS } from './counted-project.ts';
import { startCounted, type CountedServer } from './counted-server.ts';
import { folderOf, readLines, waitForLines } from './slow-run.ts';

const PROMPTS = 12;
/** Each is sent and streamed. */
const PLANNED = 2 * PROMPTS;
/** A run waits for its server when so many exchanges are answered, and cannot end before it is sent a signal. */
const KEPT = 4;
const OUT = "the runs/it's here";
const ARGS = ['verify', '--concurrency', '1', '--json', '--out', OUT];

let server: CountedServer;
let cwd = '';
beforeAll(async () => {
  server = await startCounted(0);
});
beforeEach(async () => {
  cwd = await countedProject(server.url, PROMPTS, {});
});
afterEach(() => server.release());
afterAll(() => server.close());

const startHere = (args: readonly string[]): Running => startCli(args, { cwd, env: KEYS });
const runHere = (args: readonly string[]): Promise<Ended> => startHere(args).ended;

/** A run of which so much is kept, and the rest waits. */
async function startHeld(): Promise<{ readonly running: Running; readonly folder: string }> {
  server.holdAfter(KEPT);
  const running = startHere(ARGS);
  const folder = join(cwd, await folderOf(running));
  await waitForLines(folder, KEPT);
  return { running, folder };
}

const locksIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('run.lock'));

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s keeps what is recorded and prints a line that goes on', async (signal, code) => {
  const { running, folder } = await startHeld();
  running.child.kill(signal);
  const ended = await running.ended;
  server.release();
  expect([ended.code, ended.signal]).toEqual([code, null]);
  const result = JSON.parse(ended.stdout);
  expect(await locksIn(folder)).toEqual([]);
  const kept = await readLines(folder);
  expect(kept.length).toBe(KEPT);
  expect(result.counts).toMatchObject({ passed: KEPT, missing: PLANNED - KEPT });

  const [, line = ''] =
    /interrupted; everything recorded is kept\. To go on:\n {2}(npx llama-contract .+)\n$/.exec(
      ended.stderr,
    ) ?? [];
  // The shell reads the line as a person would paste it; npx itself is not what is tested.
  const shell = `npx() { shift; "${NODE}" "${CLI}" "$@"; }\n${line}`;
  const resumed = await start('sh', ['-c', shell], { cwd, env: KEYS }).ended;
  expect([resumed.code, JSON.parse(resumed.stdout).counts.passed]).toEqual([0, PLANNED]);
  const lines = await readLines(folder);
  expect(lines.slice(0, kept.length)).toEqual(kept);
  expect(new Set(await readIds(folder)).size).toBe(PLANNED);

  const whole = await runHere([...ARGS, '--seed', '1']);
  expect(await readJudged(folder)).toBe(await readJudged(join(cwd, JSON.parse(whole.stdout).paths.run)));
});

it('who else would write a run is told who writes it, and leaves it alone', async () => {
  const { running, folder } = await startHeld();
  const others = await Promise.all([1, 2].map(() => runHere([...ARGS, '--resume', folder])));
  for (const { code, stdout, stderr } of others) {
    expect([code, JSON.parse(stdout).exitCode]).toEqual([2, 2]);
    expect(stderr).toContain(`is being written by process ${running.child.pid} on ${hostname()}, since 20`);
  }
  server.release();
  const ended = await running.ended;
  expect([ended.code, JSON.parse(ended.stdout).counts.passed]).toEqual([0, PLANNED]);
  expect(new Set(await readIds(folder)).size).toBe(PLANNED);
  expect(await locksIn(folder)).toEqual([]);
});

// Which of two signals that wait reaches a process of several threads first, no kernel promises: test/cli holds the order.
it.each([
  ['SIGINT', 'SIGTERM', [130, 143]],
  ['SIGHUP', 'SIGINT', [129, 130]],
] as const)(
  '%s and %s together end at once, and whoever goes on takes the lock over that they leave',
  async (first, second, codes) => {
    const { running, folder } = await startHeld();
    // It finds both when it goes on: between two that come one after the other it might have ended in order.
    for (const signal of ['SIGSTOP', first, second, 'SIGCONT'] as const) running.child.kill(signal);
    expect(codes).toContain((await running.ended).code);
    expect(await locksIn(folder)).toEqual(['run.lock']);
    server.release();
    const resumed = await runHere([...ARGS, '--resume', folder]);
    expect([resumed.code, JSON.parse(resumed.stdout).counts.passed]).toEqual([0, PLANNED]);
    expect(await locksIn(folder)).toEqual([]);
  },
);
