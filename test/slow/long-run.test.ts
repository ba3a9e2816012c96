import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HEAP_OPTIONS } from '../../src/cli/machine/limit-heap.ts';
import { CLI, NODE, PLAIN, startCli } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';
import { writeMigration } from '../traffic/shadow-stage.ts';
import { folderOf, waitForLines } from './slow-run.ts';

it.runIf(process.platform === 'linux').each([
  { repeat: '1000', limited: true },
  { repeat: '100', limited: false },
])('a run of 24 exchanges times $repeat limits its heap in the same process: $limited', async (row) => {
  const cwd = await writeProject();
  const running = startCli(['verify', '--repeat', row.repeat], { cwd });
  await waitForLines(join(cwd, await folderOf(running)), 1);
  const line = await readFile(`/proc/${running.child.pid}/cmdline`, 'utf8');
  const env = await readFile(`/proc/${running.child.pid}/environ`, 'utf8');
  const options = line.split('\0').filter((word) => HEAP_OPTIONS.short.includes(word));
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBe(143);
  expect(options).toEqual(row.limited ? HEAP_OPTIONS.short : []);
  expect(env.includes('MALLOC_ARENA_MAX=2')).toBe(row.limited);
});

it.runIf(process.platform === 'linux')(
  'a proxy limits its heap too, and is started so that it may have it collected and gives back what it had for a moment',
  async () => {
    const cwd = await writeMigration({}, null);
    const args = [CLI, 'shadow', '--proxy', '--serve-only', '--json'];
    const child = spawn(NODE, args, { cwd, env: PLAIN, stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    const line = await readFile(`/proc/${child.pid}/cmdline`, 'utf8');
    const env = await readFile(`/proc/${child.pid}/environ`, 'utf8');
    child.kill('SIGKILL');
    expect(line.split('\0')).toEqual(expect.arrayContaining([...HEAP_OPTIONS.live]));
    expect(env).toMatch(/MALLOC_MMAP_THRESHOLD_=\d+\0/);
    expect(env).toMatch(/MALLOC_TRIM_THRESHOLD_=\d+\0/);
  },
);
