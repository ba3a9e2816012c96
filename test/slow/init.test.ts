import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { init } from '../../src/runs/init.ts';
import { ROOT, runCli } from '../e2e/run-cli.ts';

const STARTER = join(ROOT, 'fixtures/starter');
const BOTH = ['github', 'gitlab'] as const;

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'llama-contract-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function filesOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return Object.fromEntries(paths.map((path, at) => [path.slice(folder.length + 1), texts[at] ?? '']));
}

/** A folder of this name with these files in it. */
async function folderWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(root, name);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

describe('a project that is begun', () => {
  it('has every file of the starter, and passes at once, in a folder with a space', async () => {
    const begun = await runCli(['init', 'my shop'], { cwd: root });
    const cwd = join(root, 'my shop');
    expect([begun.code, begun.stderr, await filesOf(cwd)]).toEqual([
      0,
      '',
      { ...(await filesOf(STARTER)), '.gitignore': '/reports/\n' },
    ]);
    expect(begun.stdout).toContain("cd 'my shop'");
    const valid = await runCli(['config', 'validate'], { cwd });
    expect([valid.code, valid.stdout]).toEqual([
      0,
      'llama-contract.config.yaml is valid: 4 targets, 1 suite, 5 prompts.\n',
    ]);
    expect(valid.stderr).not.toMatch(/^(?!warning: live calls|\s+mend: set this right before a live run)./m);
    const run = await runCli(['verify'], { cwd });
    expect([run.code, run.stdout.split('\n')[0]]).toEqual([
      0,
      'PASS  40 of 40 exchanges met their contract on 4 targets  SYNTHETIC',
    ]);
  });

  it('has goldens that say that somebody wrote them as examples', async () => {
    const lines = (await readFile(join(STARTER, 'goldens/reference/first-steps.jsonl'), 'utf8')).trim();
    const provenances = lines.split('\n').map((line) => JSON.parse(line).provenance);
    expect(provenances).toHaveLength(5);
    for (const { source, model, approvedBy } of provenances)
      expect([source, model, approvedBy]).toEqual(['hand-written', null, 'llama-contract (an example)']);
  });
});

describe('what is there already', () => {
  it('is left alone, and told; a second time nothing is written and each is named', async () => {
    const own = { '.gitlab-ci.yml': 'own: {}\n', '.gitignore': 'node_modules' };
    const folder = await folderWith('own-ci', own);
    const { left, extended } = await init({ folder, cis: BOTH });
    expect(left).toEqual([
      {
        file: '.gitlab-ci.yml',
        why: 'it is there already: have it include { local: /llama-contract.gitlab-ci.yml }',
      },
    ]);
    expect(extended).toEqual(['.gitignore']);
    const once = await filesOf(folder);
    expect(once).toMatchObject({ ...own, '.gitignore': 'node_modules\n/reports/\n' });
    const again = await runCli(['init', 'own-ci'], { cwd: root });
    expect([again.code, again.stdout, await filesOf(folder)]).toEqual([2, '', once]);
    for (const file of Object.keys(await filesOf(STARTER)))
      expect(again.stderr).toContain(`nothing was written, for own-ci/${file} is there already`);
  });

  it('keeps the suite out of a project that has a configuration of its own', async () => {
    const folder = await folderWith('own-config', { 'llama-contract.config.yaml': 'schemaVersion: 1\n' });
    const { written, left } = await init({ folder, cis: ['github'] });
    expect(written).toEqual(['.github/workflows/llama-contract.yml', '.gitignore']);
    expect(left).toContainEqual({
      file: 'suites/first-steps.yaml',
      why: 'it belongs to llama-contract.config.yaml, which is there already',
    });
  });

  it('leaves lines alone that ignore runs in another spelling', async () => {
    const folder = await folderWith('ignores', { '.gitignore': 'dist\nreports/\n' });
    const { extended, written } = await init({ folder, cis: [] });
    expect([extended, written.includes('.gitignore')]).toEqual([[], false]);
  });
});

describe('a place that takes no files', () => {
  it.each(['suites', 'goldens'])('is told before anything is written: %s is a file', async (name) => {
    const folder = await folderWith(`blocked-${name}`, { [name]: '' });
    await expect(init({ folder, cis: BOTH })).rejects.toThrow(
      `${name} takes no files: a part of the path is not a folder`,
    );
    expect(await filesOf(folder)).toEqual({ [name]: '' });
  });

  it.skipIf(process.getuid?.() === 0)('is a problem where it may not be written to', async () => {
    const folder = await folderWith('read-only', {});
    await mkdir(folder);
    await chmod(folder, 0o555);
    await expect(init({ folder, cis: BOTH })).rejects.toThrow('takes no files: permission denied');
  });
});

it('asks nothing where nobody sits before a terminal, and prints one object as JSON', async () => {
  const { code, stdout } = await runCli(['init', 'json', '--json', '--ci', 'none'], { cwd: root });
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    { schemaVersion: 1, folder: 'json', extended: [], left: [], isInstalled: false },
  ]);
});
