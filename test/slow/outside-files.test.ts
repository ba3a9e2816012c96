import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, SMALL, SUITE, writeProject } from '../e2e/small-project.ts';

const [first] = SUITE.prompts;
const withContent = (item: object): object => ({
  ...SUITE,
  prompts: [{ ...first, messages: [{ role: 'user', content: [{ text: 'Read this.' }, item] }] }],
});

/** Where a project reads files, and what names one there. */
const KINDS: Readonly<Record<string, { readonly at: string; readonly files: object }>> = {
  'a document': {
    at: 'fixtures/a.txt',
    files: { 'suites/small.yaml': withContent({ document: 'fixtures/a.txt' }) },
  },
  'an image': {
    at: 'fixtures/a.png',
    files: { 'suites/small.yaml': withContent({ image: 'fixtures/a.png' }) },
  },
  'a schema': { at: 'suites/schemas/note.json', files: {} },
  'a suite': { at: 'suites/small.yaml', files: {} },
  goldens: { at: 'goldens/reference/small.jsonl', files: {} },
};

const LAYS: Readonly<Record<string, (at: string) => unknown>> = {
  'a link to /etc/passwd': (at) => symlink('/etc/passwd', at),
  'a link to /proc/self/environ': (at) => symlink('/proc/self/environ', at),
  'a link to /dev/zero': (at) => symlink('/dev/zero', at),
  'a pipe': (at) => execFileSync('sh', ['-c', 'mkfifo "$0"', at]),
};

const ROWS = Object.entries(KINDS).flatMap(([kind, { at, files }]) =>
  Object.entries(LAYS).map(([laid, lay]) => ({ kind, laid, at, files, lay })),
);

describe('a file of a project', () => {
  let ended: Awaited<ReturnType<typeof runMany>> = [];
  beforeAll(async () => {
    const lines = await Promise.all(
      ROWS.map(async ({ at, files, lay }) => {
        const cwd = await writeProject({ ...SMALL, ...files });
        await rm(join(cwd, at), { force: true });
        await mkdir(dirname(join(cwd, at)), { recursive: true });
        await lay(join(cwd, at));
        return { args: ['verify'], cwd };
      }),
    );
    ended = await runMany(lines, { CANARY: 'canary-of-the-environment' });
  });

  it.each(ROWS.map((row, index) => ({ ...row, index })))(
    'is refused before anything is asked, and not shown: $kind that is $laid',
    ({ at, index }) => {
      const { code, stderr, stdout } = ended[index] ?? { code: null, stderr: '', stdout: '' };
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(/leaves the project|it is not a regular file/);
      expect(stderr).toContain(at);
      expect(stdout + stderr).not.toMatch(/canary|root:x?:0/);
    },
  );
});

it.each(['/proc/x', '/proc/x/y', '/proc/self/z', '/sys/x', '/dev/null/x'])(
  'an --out that cannot be made is told at once: %s',
  async (out) => {
    const cwd = await writeProject({ ...SMALL, 'llama-contract.config.yaml': CONFIG });
    const [refused] = await runMany([{ cwd, args: ['verify', '--out', out] }]);
    expect(refused?.stderr).toContain('cannot be made');
    expect(refused?.code).toBe(2);
  },
  10_000,
);

it.each(['/dev/zero', '/dev/stdin'])('a --config that is no file is refused at once: %s', async (config) => {
  const cwd = await writeProject(SMALL);
  const { code, stderr } = await runCli(['verify', '--config', config], { cwd });
  expect(stderr).toContain(`cannot read the configuration ${config}: it is not a regular file`);
  expect(code).toBe(2);
});
