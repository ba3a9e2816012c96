import { existsSync, statSync } from 'node:fs';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NODE, ROOT, start, type Ended } from '../e2e/run-cli.ts';

let root = '';

/** A clone with its dependencies, or a part of one. */
async function clone(name: string, files: readonly string[]): Promise<string> {
  const folder = join(root, name);
  for (const file of ['package.json', 'src/build.mjs', ...files]) {
    await cp(join(ROOT, file), join(folder, file), { recursive: true });
  }
  return folder;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'llama-contract-'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

function build(cwd: string, args: readonly string[]): Promise<Ended> {
  return start(NODE, ['src/build.mjs', ...args], { cwd }).ended;
}

/** What the build begins with. Ours was built before these tests; how it goes about is the same for a few lines. */
const SMALL: Readonly<Record<string, string>> = {
  'index.ts': 'export const here = 1;\n',
  'vitest.ts': 'export const matchers = 1;\n',
  'cli.ts':
    "#!/usr/bin/env node\nimport { diffChars } from 'diff';\nconsole.log(diffChars('a', 'a').length);\n",
  'cli/output/write-schemas.ts': 'export {};\n',
  'cli/threads/judge-thread.ts': 'export const judge = 1;\n',
  'cli/threads/shadow-thread.ts': 'export const shadow = 1;\n',
};

it('builds what is missing, leaves what is up to date, and builds again what changed', async () => {
  const folder = await clone('clone', ['tsconfig.json', 'src/tsconfig.json']);
  await mkdir(join(folder, 'src/cli/threads'), { recursive: true });
  await mkdir(join(folder, 'src/cli/output'));
  for (const [name, text] of Object.entries(SMALL)) await writeFile(join(folder, 'src', name), text);
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const cli = join(folder, 'dist/cli.js');
  expect(await build(folder, ['--where-possible'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  // A clone's command can be started by its name.
  expect(statSync(cli).mode & 0o111).toBe(0o111);

  const builtAt = (): number => statSync(join(folder, 'dist/cli.js')).mtimeMs;
  const first = builtAt();
  await build(folder, []);
  expect(builtAt()).toBe(first);
  await appendFile(join(folder, 'src/cli/output/write-schemas.ts'), '// changed');
  await build(folder, []);
  expect(builtAt()).toBeGreaterThan(first);

  // npx links the clone into its cache, and so runs its `prepare`.
  const before = statSync(cli).mtimeMs;
  const env = { npm_config_cache: join(root, 'npm'), npm_config_offline: 'true' };
  const ended = await start('npx', ['llama-contract', '--version'], { cwd: folder, env }).ended;
  expect(ended).toMatchObject({ code: 0, stdout: '1\n', stderr: '' });
  expect(statSync(cli).mtimeMs).toBe(before);
});

it('keeps what listens in a thread apart from what others load: it would answer what is not for it', async () => {
  const parts = join(ROOT, 'dist/parts');
  const files = (await readdir(parts)).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(files.map((name) => readFile(join(parts, name), 'utf8')));
  expect(files.filter((_name, at) => texts[at]?.includes('parentPort?.on('))).toEqual([
    'judge-thread.js',
    'shadow-thread.js',
  ]);
  const importing = /\b(?:from|import) "\.\/(?:judge|shadow)-thread\.js"/;
  expect(files.filter((_name, at) => importing.test(texts[at] ?? ''))).toEqual([]);
});

/** What a file of dist/ loads that is no file beside it. */
const LOADED =
  /^(?:import|export)\b[^;]*?from "([^".][^"]*)";$|\bimport\("([^".][^"]*)"\)|\bcreateRequire\(import\.meta\.url\)\("([^"]+)"\)/gm;

it('loads no package that who installs this does not get, and hands on no code without its licence', async () => {
  const dist = join(ROOT, 'dist');
  const entries = await readdir(dist, { recursive: true });
  const files = entries.filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(files.map((name) => readFile(join(dist, name), 'utf8')));
  const names = texts.flatMap((text) => [...text.matchAll(LOADED)].map(([, ...found]) => found.join('')));
  const packages = names
    .filter((name) => !isBuiltin(name))
    .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0]);
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const given = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  // The types of a dependency are all that is left of it where its code is handed on.
  expect(new Set(packages)).toEqual(new Set(given.filter((name) => name !== 'zod')));

  const licences = await readFile(join(dist, 'packages/LICENSES.txt'), 'utf8');
  const handedOn = files.filter((name) => name.startsWith('packages/')).map((name) => name.slice(9, -3));
  expect(handedOn).toContain('undici');
  expect(
    handedOn.filter((name) => !licences.includes(`\n${name} `) && !licences.startsWith(`${name} `)),
  ).toEqual([]);
});

it.each([
  ['prepare', ['--where-possible'], 0],
  ['build', [], 1],
] as const)('%s says what is missing where the compiler is not installed', async (_name, args, code) => {
  const folder = await clone(`bare-${code}`, ['tsconfig.json', 'src']);
  const { code: ended, stderr } = await build(folder, args);
  expect(ended).toBe(code);
  expect(stderr).toBe('dist/ is not built: typescript is not installed (npm ci --omit=dev leaves it out).\n');
});

it('has nothing to do in an unpacked tarball', async () => {
  const folder = await clone('tarball', []);
  expect(await build(folder, ['--where-possible'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(existsSync(join(folder, 'dist'))).toBe(false);
});
