import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CLI, NODE, start, type Ended } from '../e2e/run-cli.ts';
import { SMALL, writeProject } from '../e2e/small-project.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';
import { readLines } from './slow-run.ts';

const ARGS = ['verify', '--repeat', '8', '--json', '--concurrency', '2'];
const PLANNED = 192;
const KIB = 1024;

let cwd = '';
let whole = '';
let wholeBytes = 0;
const mounted: string[] = [];

/** A disk of its own, in memory; null where this process may have none. */
function mountDisk(path: string, bytes: number): string | null {
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  mounted.push(path);
  return path;
}

const shell = (script: string): Promise<Ended> => start('sh', ['-c', script], { cwd }).ended;
const command = (args: readonly string[]): string => [NODE, CLI, ...args].map((arg) => `'${arg}'`).join(' ');

/** The command that a run that was cut short printed, run by a shell as a person would paste it. */
function goOn(stderr: string): Promise<Ended> {
  const [, line = ''] =
    /what was written is kept\. To go on:\n {2}(npx llama-contract .+)\n/.exec(stderr) ?? [];
  if (!line.includes('--resume')) throw new Error(`no line to go on with: ${stderr}`);
  return shell(`npx() { shift; "${NODE}" "${CLI}" "$@"; }\n${line}`);
}

const folderIn = (stderr: string): string => join(cwd, /^run \S+ -> (.+)$/m.exec(stderr)?.[1] ?? '');

async function expectWhole(resumed: Ended, folder: string, kept: readonly string[]): Promise<void> {
  expect([resumed.code, JSON.parse(resumed.stdout).counts.passed]).toEqual([0, PLANNED]);
  expect((await readLines(folder)).slice(0, kept.length)).toEqual(kept);
  expect(new Set(await readIds(folder)).size).toBe(PLANNED);
  expect(await readJudged(folder)).toBe(whole);
}

beforeAll(async () => {
  cwd = await writeProject(SMALL);
  const { code, stdout } = await shell(command(ARGS));
  if (code !== 0) throw new Error(`the run that is not cut short ended with ${code}`);
  const folder = join(cwd, JSON.parse(stdout).paths.run);
  whole = await readJudged(folder);
  wholeBytes = (await readFile(join(folder, 'exchanges.jsonl'))).length;
});

afterAll(() => {
  for (const path of mounted) execFileSync('/bin/umount', [path]);
});

it.each([0.01, 0.5, 0.99])(
  'a file that may grow to %d of what it needs cuts the run short, and a resume completes it',
  async (share) => {
    // POSIX counts in blocks of 512 bytes.
    const blocks = Math.floor((wholeBytes * share) / 512);
    const { code, stdout, stderr } = await shell(`ulimit -f ${blocks}; exec ${command(ARGS)}`);
    expect([code, JSON.parse(stdout).exitCode]).toEqual([3, 3]);
    expect(stderr).toContain('a file may not grow so large');
    const folder = folderIn(stderr);
    const kept = await readLines(folder);
    expect(kept.length).toBeLessThan(PLANNED);
    await expectWhole(await goOn(stderr), folder, kept);
  },
);

it('a disk that fills up at any point cuts the run short, and with more room a resume completes it', async (test) => {
  let cut = 0;
  for (const [round, room] of [
    64,
    0.4 * (wholeBytes / KIB),
    wholeBytes / KIB + 20,
    wholeBytes / KIB + 40,
  ].entries()) {
    const name = `disk-${round}`;
    const disk = mountDisk(join(cwd, name), Math.floor(room) * KIB);
    if (disk === null) return test.skip('this process may not mount a disk');
    const { code, stdout, stderr } = await shell(command([...ARGS, '--out', name]));
    if (code === 0) continue;
    cut += 1;
    expect([code, JSON.parse(stdout).exitCode]).toEqual([3, 3]);
    expect(stderr).toContain('no space is left on the disk');
    const folder = folderIn(stderr);
    const kept = await readLines(folder);
    // As long as there is no room, nothing is called and nothing is lost.
    execFileSync('/bin/mount', ['-o', `remount,size=${64 * KIB * KIB}`, disk]);
    await expectWhole(await goOn(stderr), folder, kept);
  }
  expect(cut).toBeGreaterThanOrEqual(2);
  return undefined;
});

it('a file that may not grow so large ends a merge without a verdict, and the same command merges with more room', async () => {
  const shards = ['1/2', '2/2'].map((shard) => [
    ...ARGS,
    '--shard',
    shard,
    '--out',
    `shard-${shard.slice(0, 1)}`,
  ]);
  for (const args of shards) expect((await shell(command(args))).code).toBe(0);
  const merge = command(['merge', 'shard-1', 'shard-2', '--out', 'merged', '--json']);
  const blocks = Math.floor((wholeBytes * 0.7) / 512);
  const cut = await shell(`ulimit -f ${blocks}; exec ${merge}`);
  expect([cut.code, JSON.parse(cut.stdout).exitCode]).toEqual([3, 3]);
  expect(cut.stderr).toContain('a file may not grow so large');
  expect(cut.stderr).toMatch(/nothing was merged, and the shards stand as they were\n$/);
  const merged = await shell(merge);
  expect([merged.code, JSON.parse(merged.stdout).counts.passed]).toEqual([0, PLANNED]);
});
