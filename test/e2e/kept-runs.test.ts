import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { readHistory } from '../../src/runs/history/read-history.ts';
import { pruneRuns } from '../../src/runs/history/prune-runs.ts';
import { runMany } from './run-many.ts';
import { writeProject } from './small-project.ts';
import { verifyProject } from './verify-project.ts';
import { signAgain } from '../store/sign-again.ts';

const RUNS = ['20250101-000000-0001', '20250201-000000-0002', '20250301-000000-0003', '20250401-000000-0004'];
const world = {
  clock: { wallMs: () => Date.parse('2025-04-11T00:00:00Z') },
  processes: nodeProcesses,
};
let made = 0;
let cwd = '';
let green = '';

beforeAll(async () => {
  cwd = await writeProject();
  green = (await verifyProject(cwd, { targets: ['vllm', 'nim'] })).folder;
});

/** A folder of four runs, a month between each, and some things that are none. */
async function keep(): Promise<string> {
  made += 1;
  const out = join(cwd, `out-${made}`);
  for (const [at, name] of RUNS.entries()) {
    await cp(green, join(out, name), { recursive: true });
    const manifest = JSON.parse(await readFile(join(green, 'run.json'), 'utf8'));
    const startedAt = `2025-0${at + 1}-01T00:00:00.000Z`;
    await writeFile(join(out, name, 'run.json'), JSON.stringify({ ...manifest, run: name, startedAt }));
    await signAgain(join(out, name));
  }
  await mkdir(join(out, 'notes'));
  await writeFile(join(out, 'notes.txt'), 'mine');
  await mkdir(join(out, '20240101-000000-0000'));
  await writeFile(join(out, '20240101-000000-0000', 'mine.txt'), 'no manifest');
  await symlink(green, join(out, '20240101-000000-00ff'));
  return out;
}

const OTHERS = ['20240101-000000-0000', '20240101-000000-00ff', 'notes', 'notes.txt'];

it('runs list says what each is, the newest first', async () => {
  const out = await keep();
  await rm(join(out, RUNS[0] ?? '', 'summary.json'));
  await writeFile(join(out, RUNS[1] ?? '', 'run.lock'), '{}');
  await writeFile(join(out, RUNS[2] ?? '', 'run.json'), '{"schemaVersion":99}');
  const [text, json] = await runLines(
    ['runs', 'list', '--out', out],
    ['runs', 'list', '--out', out, '--json'],
  );
  const { runs } = JSON.parse(json?.stdout ?? '');
  const seen = runs.map((run: Readonly<Record<string, unknown>>) => [
    run['run'],
    run['state'],
    run['verdict'],
  ]);
  expect(seen).toEqual([
    [RUNS[3], 'sealed', 'pass'],
    [RUNS[2], 'foreign', null],
    [RUNS[1], 'running', 'pass'],
    [RUNS[0], 'unfinished', null],
  ]);
  const unread = `${join(out, RUNS[2] ?? '')} is no run that can be read here: ${join(out, RUNS[2] ?? '', 'run.json')} has schemaVersion 99`;
  expect(text?.stderr.replaceAll(/\s+/g, ' ')).toContain(unread);
  const { warnings } = await readHistory(out, nodeWorld());
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining(unread)]);
  expect(runs[0]).toMatchObject({
    startedAt: '2025-04-01T00:00:00.000Z',
    source: 'simulate',
    counts: { planned: 12, passed: 12, failed: 0 },
    bytes: expect.toSatisfy((bytes: number) => bytes > 10_000),
  });
  expect(text?.stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['run', 'kind', 'started (UTC)', 'source', 'verdict', 'size', 'exchanges, requests, or bits'],
    [
      RUNS[3],
      'run',
      '2025-04-01 00:00',
      'simulate',
      'PASS',
      expect.stringMatching(/^\d+ kB$/),
      '12: 12 passed',
    ],
    [RUNS[2], 'run', '-', '-', 'foreign', expect.any(String), '-'],
    [RUNS[1], 'run', '2025-02-01 00:00', 'simulate', 'running', expect.any(String), '12: 12 passed'],
    [RUNS[0], 'run', '2025-01-01 00:00', 'simulate', 'unfinished', expect.any(String), '-'],
    [''],
  ]);
});

it.each([
  { rule: { keep: 4, olderThanDays: null }, stay: [0, 1, 2, 3] },
  { rule: { keep: 1, olderThanDays: null }, stay: [3] },
  { rule: { keep: 0, olderThanDays: null }, stay: [] },
  { rule: { keep: null, olderThanDays: 60 }, stay: [2, 3] },
  { rule: { keep: null, olderThanDays: 0 }, stay: [] },
  { rule: { keep: null, olderThanDays: 9999 }, stay: [0, 1, 2, 3] },
  { rule: { keep: 3, olderThanDays: 20 }, stay: [1, 2, 3] },
  { rule: { keep: 1, olderThanDays: 60 }, stay: [2, 3] },
])('runs prune by $rule leaves $stay, and all that is no run', async ({ rule, stay }) => {
  const out = await keep();
  const kept = stay.map((at) => RUNS[at] ?? '');
  const would = await pruneRuns({ ...rule, out, dryRun: true }, world);
  expect((await readdir(out)).toSorted()).toEqual([...OTHERS, ...RUNS].toSorted());
  const { removed, left } = await pruneRuns({ ...rule, out, dryRun: false }, world);
  expect([would.removed, would.left, left]).toEqual([removed, [], []]);
  expect(removed.map(({ run }) => run)).toEqual(RUNS.filter((name) => !kept.includes(name)).toReversed());
  expect((await readdir(out)).toSorted()).toEqual([...OTHERS, ...kept].toSorted());
  expect(existsSync(join(green, 'summary.json'))).toBe(true);
});

it('runs prune leaves a run that is being written, or that another version wrote, and says so', async () => {
  const out = await keep();
  await writeFile(join(out, RUNS[0] ?? '', 'run.lock'), '{}');
  await writeFile(join(out, RUNS[1] ?? '', 'run.json'), '{"schemaVersion":99}');
  await cp(join(out, RUNS[2] ?? ''), join(out, '20250302-000000-0003'), { recursive: true });
  const [pruned] = await runLines(['runs', 'prune', '--keep', '0', '--out', out]);
  expect(pruned?.code).toBe(0);
  expect(pruned?.stdout).toMatch(/\nremoved 2 runs, \d+ kB\n$/);
  expect(pruned?.stderr.split('\n')).toEqual([
    'left 20250302-000000-0003: it is no run that this version knows',
    `left ${RUNS[1]}: it is no run that this version knows`,
    `left ${RUNS[0]}: it is being written`,
    '',
  ]);
  expect((await readdir(out)).toSorted()).toEqual(
    [...OTHERS, RUNS[0] ?? '', RUNS[1] ?? '', '20250302-000000-0003'].toSorted(),
  );
});

it('runs prune takes a run whose writer was killed, and leaves one whose writer lives', async () => {
  const out = await keep();
  const child = spawn(process.execPath, ['-e', '']);
  const pid = child.pid ?? 0;
  await once(child, 'exit');
  const at = '2025-01-01T00:00:00.000Z';
  const locks = [
    { ...nodeProcesses.self(), pid, at },
    { ...nodeProcesses.self(), at },
  ];
  for (const [index, lock] of locks.entries()) {
    await writeFile(join(out, RUNS[index] ?? '', 'run.lock'), JSON.stringify(lock));
  }
  const { removed, left } = await pruneRuns({ keep: 2, olderThanDays: null, out, dryRun: false }, world);
  expect(removed.map(({ run }) => run)).toEqual([RUNS[0]]);
  expect(left.map(({ run, why }) => [run, why])).toEqual([[RUNS[1], 'it is being written']]);
});

it('runs prune removes nothing that it is not told to, and says what to write', async () => {
  const out = await keep();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [[], 'add --keep N or --older-than DAYS'],
    [['--keep', '-1'], 'It must be 0 or more.'],
    [['--keep', 'all'], 'It must be a whole number.'],
    [['--older-than', '1.5'], 'It must be a whole number.'],
    [['--kep', '1'], '(Did you mean --keep?)'],
  ];
  const refused = await runLines(...rows.map(([flags]) => ['runs', 'prune', '--out', out, ...flags]));
  expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual(rows.map(() => [2, '']));
  expect(rows.filter(([, mend], at) => refused[at]?.stderr.includes(mend) !== true)).toEqual([]);
  expect((await readdir(out)).toSorted()).toEqual([...OTHERS, ...RUNS].toSorted());
});

it('a folder that is not there holds no runs', async () => {
  const [list, prune] = await runLines(
    ['runs', 'list', '--out', 'nowhere'],
    ['runs', 'prune', '--keep', '1', '--out', 'nowhere', '--json'],
  );
  expect([list?.code, list?.stdout]).toEqual([0, 'nowhere holds no run\n']);
  expect(JSON.parse(prune?.stdout ?? '')).toEqual({
    schemaVersion: 1,
    dryRun: false,
    removed: [],
    left: [],
  });
});

async function runLines(...lines: readonly (readonly string[])[]): ReturnType<typeof runMany> {
  return runMany(lines.map((args) => ({ cwd, args })));
}
