import { readFile, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { runCli } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';
import { verifyProject } from '../e2e/verify-project.ts';

const READERS = 4;

let root = '';
const runs: string[] = [];
let file = '';

beforeAll(async () => {
  root = await writeProject();
  const { folder: first } = await verifyProject(root, { targets: ['vllm'], prompts: ['plain-word'] });
  const { folder: second } = await verifyProject(root, { targets: ['nim'], prompts: ['plain-word'] });
  runs.push(basename(first), basename(second));
  file = join(root, 'reports/history.sqlite');
});

const history = (...args: readonly string[]) => runCli(['history', ...args, '--json'], { cwd: root });

function runsIn(stdout: string): readonly string[] {
  const { runs: listed }: { readonly runs: readonly { readonly run: string }[] } = JSON.parse(stdout);
  return listed.map(({ run }) => run).toSorted();
}

it.each<[string, () => Promise<void>]>([
  ['is no database', () => writeFile(file, 'not a database, and long enough to be read as one'.repeat(40))],
  [
    'was cut in the middle of a page',
    async () => truncate(file, Math.floor((await readFile(file)).length / 2) + 7),
  ],
  [
    'is half written, with a journal of what it was',
    async () => {
      await writeFile(`${file}-journal`, (await readFile(file)).subarray(0, 700));
      await truncate(file, 5_000);
    },
  ],
])(
  'a history that %s is made anew by several processes at a time, and none of them misses a run',
  async (_what, damage) => {
    await history('rebuild');
    await damage();
    const ended = await Promise.all([
      ...Array.from({ length: READERS }, () => history('list')),
      history('rebuild'),
      runCli(['verify', '--target', 'vllm', '--prompt', 'json-note', '--json'], { cwd: root }),
    ]);
    expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 0));
    // One that is asked meanwhile may be among them already.
    for (const { stdout } of ended.slice(0, READERS)) {
      expect(runs.filter((run) => !runsIn(stdout).includes(run))).toEqual([]);
    }
    const { run } = JSON.parse(ended.at(-1)?.stdout ?? '{}');
    runs.push(run);
    // The file is whole again, and nobody has to mend it.
    const after = await history('list');
    expect([after.code, after.stderr, runsIn(after.stdout)]).toEqual([0, '', runs.toSorted()]);
  },
);
