import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NODE, ROOT, start, type Ended } from '../e2e/run-cli.ts';

const BUILT = join(ROOT, 'dist');
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'llama-contract-'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

const saying = (version: string, mend: string): string =>
  `llama-contract needs Node 22.20 or newer; this is ${version}. ${mend}\n`;

const IN_CLONE = 'Run it through npx in this clone, which brings its own Node: npx llama-contract';

/** Runs the built command with a Node that says it is of another version. */
async function asIf(version: string, args: readonly string[], cli = join(BUILT, 'cli.js')): Promise<Ended> {
  const disguise = join(root, `disguise-${version}.cjs`);
  await writeFile(
    disguise,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  return start(NODE, ['--require', disguise, cli, ...args], { cwd: ROOT }).ended;
}

it.each(['18.20.4', '20.19.0', '22.19.9'])('Node %s is told which one is needed', async (version) => {
  const ended = { code: 2, stdout: '', stderr: saying(version, IN_CLONE) };
  expect(await asIf(version, ['verify'])).toMatchObject(ended);
});

it.each([
  {
    where: 'in a clone that has nothing installed yet',
    home: 'clone',
    mend: 'This clone brings its own Node: npm ci, then npx llama-contract',
  },
  {
    where: 'in a project',
    home: 'project/node_modules/llama-contract',
    mend: 'Install one beside it: npm i -D node@24, then npx llama-contract',
  },
  {
    where: 'in a project of pnpm',
    home: 'project/node_modules/.pnpm/llama-contract@0.1.0/node_modules/llama-contract',
    mend: 'Install one beside it: npm i -D node@24, then npx llama-contract',
  },
  {
    where: 'in the cache of npx',
    home: '.npm/_npx/0123456789abcdef/node_modules/llama-contract',
    mend: 'Let npx bring one: npx -p node@24 -p llama-contract llama-contract',
  },
  {
    where: 'for the whole machine',
    home: 'lib/node_modules/llama-contract',
    mend: 'Install a newer Node; or in a project: npm i -D node@24 llama-contract, then npx llama-contract',
  },
])('an old Node is told the mend that helps where it lies $where', async ({ home, mend }) => {
  const cli = join(root, home, 'dist/cli.js');
  await cp(join(ROOT, 'package.json'), join(root, home, 'package.json'));
  await cp(join(ROOT, 'package.json'), join(root, 'project/package.json'));
  await cp(join(BUILT, 'cli.js'), cli);
  await cp(join(BUILT, 'parts'), join(root, home, 'dist/parts'), { recursive: true });
  const ended = await asIf('20.19.0', ['verify'], cli);
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: saying('20.19.0', mend) });
});

it.each(['22.20.0', '24.0.0', '26.1.0'])('Node %s is let in', async (version) => {
  expect(await asIf(version, ['--version'])).toMatchObject({ code: 0, stderr: '' });
});

it('an old Node, where the system has one, is told so in its own words', async () => {
  const asked = await start('/usr/bin/node', ['--version'], { cwd: ROOT }).ended.catch(() => null);
  const version = asked?.stdout.trim().slice(1) ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (version === '' || major > 22 || (major === 22 && minor >= 20)) return;
  const ended = await start('/usr/bin/node', [join(BUILT, 'cli.js'), 'verify'], { cwd: ROOT }).ended;
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: saying(version, IN_CLONE) });
});
