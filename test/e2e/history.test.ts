import { cp, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/runs/verify/run-events.ts';
import { trendsOf } from '../../src/runs/history/history-trends.ts';
import { readHistory, rebuildHistory } from '../../src/runs/history/read-history.ts';
import { runMany } from './run-many.ts';
import { writeProject } from './small-project.ts';
import { eagerWorld, rejudgeProject, verifyProject } from './verify-project.ts';

const FILE = 'history.sqlite';
const world = eagerWorld();
let root = '';
let runs: readonly string[] = [];

beforeAll(async () => {
  root = await writeProject();
  const folders = [];
  for (const targets of [['vllm', 'nim'], ['vllm', 'nim'], ['vllm']]) {
    folders.push((await verifyProject(root, { targets })).folder);
  }
  runs = folders.map((folder) => basename(folder));
}, 60_000);

let copies = 0;
/** The runs, and the history as they left it. */
async function copied(): Promise<string> {
  copies += 1;
  const out = join(root, `out-${copies}`);
  await cp(join(root, 'reports'), out, { recursive: true });
  return out;
}

async function idsIn(out: string): Promise<readonly string[]> {
  return (await readHistory(out, world)).runs.map(({ run }) => run);
}

describe('the history of a folder', () => {
  it('has each run that ended, with its figures, who had it made and whether its folder is there', async () => {
    const { runs: known, warnings } = await readHistory(await copied(), world);
    expect(warnings).toEqual([]);
    expect(known.map(({ run }) => run)).toEqual(runs);
    const [first] = known;
    expect(first).toMatchObject({
      source: 'simulate',
      verdict: 'pass',
      kept: true,
      origin: { by: 'Ada' },
      version: 'test',
    });
    expect(first?.targets.map(({ id }) => id)).toEqual(['nim', 'vllm']);
    const { summary } = JSON.parse(
      await readFile(join(root, 'reports', runs[0] ?? '', 'summary.json'), 'utf8'),
    );
    const [, vllm] = summary.targets;
    expect(first?.targets[1]?.figures).toMatchObject({
      'schema-match': { value: vllm.schemaMatch.rate, n: vllm.schemaMatch.planned },
      passed: { value: 1, n: vllm.counts.planned },
      'input-tokens': { value: vllm.metered.inputTokens },
    });
    expect(vllm.metered.inputTokens).toBeGreaterThan(0);
  });

  it('remembers a run whose folder was removed', async () => {
    const out = await copied();
    await rm(join(out, runs[1] ?? ''), { recursive: true });
    const { runs: known } = await readHistory(out, world);
    expect(known.map(({ kept }) => kept)).toEqual([true, false, true]);
    const { read, gone, left } = await rebuildHistory(out, world);
    expect({ read, gone, left }).toEqual({ read: [runs[0], runs[2]], gone: [runs[1]], left: [] });
    expect(await idsIn(out)).toEqual(runs);
  });

  it('is read from the runs where its file is gone, and by whoever wants it next', async () => {
    const out = await copied();
    const { runs: before } = await readHistory(out, world);
    await rm(join(out, FILE));
    const after = await readHistory(out, world);
    expect(after).toEqual({ runs: before, warnings: [] });
    await mkdir(join(root, 'empty'), { recursive: true });
    expect(await readHistory(join(root, 'empty'), world)).toEqual({ runs: [], warnings: [] });
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ['is no database', (file) => writeFile(file, 'not a database at all'.repeat(99))],
    [
      'was cut',
      async (file) => {
        const handle = await open(file, 'r+');
        await handle.truncate(5000);
        await handle.close();
      },
    ],
    [
      'is of another version',
      async (file) => {
        const database = new DatabaseSync(file);
        database.exec('PRAGMA user_version = 99');
        database.close();
      },
    ],
  ])('is made anew, and says so, where its file %s', async (_what, damage) => {
    const out = await copied();
    const { runs: before } = await readHistory(out, world);
    await damage(join(out, FILE));
    const { runs: after, warnings } = await readHistory(out, world);
    expect(after).toEqual(before);
    expect(warnings.map(({ message }) => message)).toEqual([
      `${join(out, FILE)} was damaged, and is made anew`,
    ]);
    expect(await readHistory(out, world)).toEqual({ runs: before, warnings: [] });
  });

  it('is read from the runs, and says why, where its file cannot be used', async () => {
    const out = await copied();
    const { runs: before } = await readHistory(out, world);
    await rm(join(out, FILE));
    await mkdir(join(out, FILE));
    const { runs: after, warnings } = await readHistory(out, world);
    expect(after).toEqual(before);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining(`${join(out, FILE)} cannot be used: `),
    ]);
    await expect(rebuildHistory(out, world)).rejects.toThrow('cannot be used');
  });

  it('leaves out what is no run that ended, and says what when it is rebuilt', async () => {
    const out = await copied();
    await rm(join(out, runs[0] ?? '', 'summary.json'));
    await cp(join(out, runs[1] ?? ''), join(out, '20200101-000000-0000'), { recursive: true });
    await rm(join(out, FILE));
    expect(await idsIn(out)).toEqual(runs.slice(1));
    const { left } = await rebuildHistory(out, world);
    expect(left).toEqual([
      { run: '20200101-000000-0000', why: `it is a copy of run ${runs[1] ?? ''}` },
      { run: runs[0], why: expect.stringContaining('has not ended') },
    ]);
  });
});

it('a run that cannot be put in ends as it would, and says so', async () => {
  const own = await writeProject();
  await mkdir(join(own, 'reports', FILE), { recursive: true });
  const events: RunEvent[] = [];
  const { report } = await verifyProject(own, { targets: ['vllm'], onEvent: (event) => events.push(event) });
  expect(report).toMatchObject({ exitCode: 0, summary: { verdict: 'pass' } });
  const problems = events.flatMap((event) => (event.type === 'warnings' ? event.problems : []));
  expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(`${FILE} cannot be used`)]);
});

describe('a trend', () => {
  it('is over runs that were asked alike, whatever other targets they asked', async () => {
    const { runs: known } = await readHistory(await copied(), world);
    const points = (target: string | null) =>
      trendsOf(known, target, 'schema-match', 10).map((trend) => [
        trend.target,
        ...trend.points.map(({ run }) => run),
      ]);
    expect(points('vllm')).toEqual([['vllm', ...runs]]);
    expect(points('nim')).toEqual([['nim', ...runs.slice(0, 2)]]);
    expect(points(null)).toEqual([['vllm', ...runs]]);
    expect(trendsOf(known, 'vllm', 'p95', 2)[0]?.points.map(({ run }) => run)).toEqual(runs.slice(1));
  });

  it('holds no run against one of other prompts, modes or repetitions, or one that was judged anew', async () => {
    const own = await writeProject();
    const targets = ['vllm'];
    const folders = [
      await verifyProject(own, { targets }),
      await verifyProject(own, { targets, modes: ['send'] }),
      await verifyProject(own, { targets, repeat: 2 }),
      await verifyProject(own, { targets, prompts: ['json-note'] }),
    ];
    const [first] = folders;
    await rejudgeProject(own, basename(first?.folder ?? ''));
    const { runs: known } = await readHistory(join(own, 'reports'), world);
    expect(known).toHaveLength(5);
    expect(new Set(known.map(({ alike }) => alike)).size).toBe(known.length);
  });
});

it('the verbs print what there is, and refuse what is not', async () => {
  const out = await copied();
  const ask = (...args: string[]): readonly string[] => ['history', ...args, '--out', out];
  const [list, shown, trend, lines, rebuilt, none, unknown] = await runMany(
    [
      ask('list'),
      ask('show', runs[1] ?? '', '--json'),
      ask('trend', 'vllm'),
      ask('trend', '--json', '--metric', 'p95'),
      ask('rebuild'),
      ask('trend', 'vlm'),
      ask('trend', '--metric', 'pass'),
    ].map((args) => ({ cwd: root, args })),
  );
  expect(
    list?.stdout
      .split('\n')
      .slice(1, 4)
      .map((line) => line.split(' ')[0]),
  ).toEqual(runs.toReversed());
  const { run, before } = JSON.parse(shown?.stdout ?? '');
  expect([run.run, before.run]).toEqual([runs[1], runs[0]]);
  expect(trend?.stdout).toMatch(/^schema match of vllm, in 3 runs that were asked alike\n▅▅▅\n/);
  expect(JSON.parse(lines?.stdout ?? '').trends).toHaveLength(1);
  expect(rebuilt?.stdout).toBe('read 3 runs\n');
  expect([none?.code, unknown?.code]).toEqual([2, 2]);
  expect(none?.stderr).toContain('no run asked a target "vlm"');
  expect(unknown?.stderr).toContain('did you mean "passed"?');
});
