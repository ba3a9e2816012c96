import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CLI, NODE, PLAIN, runCli, start } from '../e2e/run-cli.ts';
import { SMALL, writeProject } from '../e2e/small-project.ts';

const hole = mkdtempSync(join(tmpdir(), 'llama-contract-'));
afterAll(() => rmSync(hole, { recursive: true, force: true }));

/** https://man7.org/linux/man-pages/man1/unshare.1.html */
const UNSHARE = 'unshare';
/** A network namespace of its own has no interface that is up, the loopback neither. */
const hasNamespaces = spawnSync(UNSHARE, ['-rn', 'true']).status === 0;

it('a replay needs no network: in a namespace without loopback it comes to the verdict of its recording', async ({
  skip,
}) => {
  skip(!hasNamespaces, 'unshare -rn does not work here');
  const root = await writeProject(SMALL);
  const recorded = await runCli(['record'], { cwd: root });
  expect(recorded).toMatchObject({ code: 0, stdout: expect.stringContaining('recorded 24 exchanges') });
  const offline = (args: readonly string[]) =>
    start(UNSHARE, ['-rn', NODE, CLI, ...args], { cwd: root, env: { PATH: PLAIN.PATH, HOME: hole } }).ended;
  const replayed = await offline(['verify', '--source', 'replay', '--json']);
  expect([replayed.code, replayed.stderr]).toEqual([0, expect.not.stringContaining('error')]);
  const { synthetic, verdict, counts } = JSON.parse(replayed.stdout);
  expect([synthetic, verdict, counts.passed]).toEqual([true, 'pass', 24]);
  // That there is no network there is what this one says.
  expect((await offline(['verify', '--source', 'simulate'])).code).not.toBe(0);
});

it('commands that record and replay print what can be pasted, and refuse what cannot be', async () => {
  const root = await writeProject(SMALL);
  const first = await runCli(['record', '--target', 'vllm', '--json'], { cwd: root });
  const { run, approving } = JSON.parse(first.stdout);
  expect(first.code).toBe(0);
  expect(approving).toEqual([
    `npx llama-contract golden approve ${run} --to vllm --target vllm --reason 'read and found right'`,
  ]);
  const [, , ...words] = String(approving[0])
    .replace(/ --reason .*$/, '')
    .split(' ');
  const approved = await runCli([...words, '--reason', 'read', '--by', 'a test'], { cwd: root });
  expect(approved).toMatchObject({ code: 0, stdout: expect.stringContaining('3') });

  const again = await runCli(['record', '--from', run], { cwd: root });
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('6 as before') });
  const both = await runCli(['record', '--from', run, '--target', 'vllm'], { cwd: root });
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be used with') });
  const circular = await runCli(['record', '--source', 'replay'], { cwd: root });
  expect(circular).toMatchObject({ code: 2, stderr: expect.stringContaining('was recorded already') });
  const slow = await runCli(['verify', '--source', 'replay', '--replay-speed', '0'], { cwd: root });
  expect(slow).toMatchObject({ code: 2, stderr: expect.stringContaining('above 0') });
  const halves = await runCli(['verify', '--source', 'replay'], { cwd: root });
  expect(halves).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('record --target bedrock --suite small'),
  });
});
