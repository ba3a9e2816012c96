import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { InputError } from '../../src/contract/problem.ts';
import type { ProcessMark } from '../../src/contract/world.ts';
import { holdRun, type HeldRun } from '../../src/store/run/hold-run.ts';
import { temporaryFolder } from '../store/sample-run.ts';

const AT = '2026-11-26T00:00:00.000Z';
const world = { processes: nodeProcesses, clock: { wallMs: () => 0 } };
const hold = (folder: string): Promise<HeldRun> => holdRun(folder, world);
const locksIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('run.lock'));

/** A process that is gone. */
async function goneMark(): Promise<ProcessMark> {
  const child = spawn(process.execPath, ['-e', '']);
  const { pid = 0 } = child;
  await once(child, 'exit');
  return { ...nodeProcesses.self(), pid, started: '1' };
}

function writeLock(folder: string, mark: object | string): Promise<void> {
  const text = typeof mark === 'string' ? mark : JSON.stringify({ ...mark, at: AT });
  return writeFile(join(folder, 'run.lock'), text);
}

it('a folder is held once, then let go, and nothing of it stays', async () => {
  await using dir = await temporaryFolder();
  const first = await hold(dir.path);
  await expect(hold(dir.path)).rejects.toThrow(InputError);
  await first.release();
  expect(await readdir(dir.path)).toEqual([]);
  await (await hold(dir.path)).release();
});

const self = nodeProcesses.self();
const living: readonly (readonly [string, object | string, RegExp, RegExp])[] = [
  [
    'this very process',
    self,
    new RegExp(`process ${self.pid} on ${self.host}, since ${AT}`),
    /wait until it ends/,
  ],
  [
    'a process of another host',
    { ...self, host: 'elsewhere', pid: 1 },
    /process 1 on elsewhere/,
    /remove .*run\.lock/,
  ],
  [
    'one of another machine of this name',
    { ...self, machine: 'other' },
    /process \d+ on/,
    /remove .*run\.lock/,
  ],
  ['one of another container', { ...self, space: 'pid:[1]' }, /process \d+ on/, /remove .*run\.lock/],
  ['nobody knows whom', 'half a lo', /somebody whose lock cannot be read/, /remove .*run\.lock/],
];

it.each(living)(
  'the lock of %s is never taken over, and is said with its mend',
  async (_who, mark, message, mend) => {
    await using dir = await temporaryFolder();
    await writeLock(dir.path, mark);
    const refused = await hold(dir.path).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(InputError);
    expect(refused).toMatchObject({
      problems: [{ message: expect.stringMatching(message), mend: expect.stringMatching(mend) }],
    });
    expect(await locksIn(dir.path)).toEqual(['run.lock']);
  },
);

it.each([
  ['a process that is gone', goneMark],
  ['one whose id another process has now', async () => ({ ...self, started: '1' })],
])('the lock of %s is taken over', async (_who, mark) => {
  await using dir = await temporaryFolder();
  await writeLock(dir.path, await mark());
  const held = await hold(dir.path);
  await expect(hold(dir.path)).rejects.toThrow(InputError);
  await held.release();
  expect(await readdir(dir.path)).toEqual([]);
});

it('what ran before the machine started again is gone, where machines can be told apart', () => {
  expect(nodeProcesses.isGone({ ...self, boot: 'before' })).toBe(self.machine !== null);
  expect(nodeProcesses.isGone({ ...self, boot: 'before', machine: 'other' })).toBe(false);
});

it('who follows a dead process and dies is followed too', async () => {
  await using dir = await temporaryFolder();
  const mark = await goneMark();
  await writeLock(dir.path, mark);
  const dead = { self: () => mark, isGone: (other: ProcessMark) => nodeProcesses.isGone(other) };
  for (let life = 1; life <= 3; life += 1) {
    await holdRun(dir.path, { processes: dead, clock: { wallMs: () => life } });
  }
  const last = await hold(dir.path);
  expect(await locksIn(dir.path)).toHaveLength(5);
  await last.release();
  expect(await readdir(dir.path)).toEqual([]);
});

it('a lock that somebody took away and another one took is not released by the first', async () => {
  await using dir = await temporaryFolder();
  const first = await hold(dir.path);
  await writeLock(dir.path, self);
  await first.release();
  expect(JSON.parse(await readFile(join(dir.path, 'run.lock'), 'utf8')).at).toBe(AT);
});

/** Processes of their own that take locks as they are told. */
async function takers(count: number): Promise<
  AsyncDisposable & {
    ask(order: { readonly folder: string; readonly turns: number }): Promise<readonly string[]>;
  }
> {
  const script = new URL('../store/take-lock.ts', import.meta.url).pathname;
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const exits = children.map((child) => once(child, 'exit'));
  const answers = children.map((child) => createInterface({ input: child.stdout })[Symbol.asyncIterator]());
  return {
    async ask(order) {
      for (const { stdin } of children) stdin.write(`${JSON.stringify(order)}\n`);
      const lines = await Promise.all(answers.map((each) => each.next()));
      return lines.map(({ value }) => String(value));
    },
    async [Symbol.asyncDispose]() {
      for (const { stdin } of children) stdin.end();
      await Promise.all(exits);
    },
  };
}

it('of processes that find one dead at once, exactly one follows', async () => {
  await using dir = await temporaryFolder();
  await using processes = await takers(5);
  const mark = await goneMark();
  for (let round = 0; round < 30; round += 1) {
    const folder = join(dir.path, String(round));
    await mkdir(folder);
    await writeLock(folder, mark);
    const answers = await processes.ask({ folder, turns: 1 });
    expect(answers.toSorted()).toEqual(['held', 'refused', 'refused', 'refused', 'refused']);
  }
});

it('however processes take, follow and let go, no two are ever in one folder', async () => {
  await using dir = await temporaryFolder();
  await using processes = await takers(4);
  await writeLock(dir.path, await goneMark());
  const answers = await processes.ask({ folder: dir.path, turns: 150 });
  const counts = answers.map((line): { held: number; crowded: number } => JSON.parse(line));
  expect(counts.map(({ crowded }) => crowded)).toEqual([0, 0, 0, 0]);
  expect(counts.reduce((sum, { held }) => sum + held, 0)).toBeGreaterThan(20);
  expect(await readdir(dir.path)).toEqual([]);
});
