import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PUBLISHED_SCHEMAS } from '../../src/cli/output/published-schemas.ts';
import * as library from '../../src/index.ts';
import { NODE, ROOT, start } from '../e2e/run-cli.ts';

const TSC = join(ROOT, 'node_modules/.bin/tsc');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** A project that has the package installed as it would be published. */
let project = '';

async function run(file: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await start(file, args, { cwd }).ended;
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

/** The tarball of the build, unpacked, with the dependencies of this checkout in the place of a download. */
async function install(folder: string): Promise<void> {
  const built = join(folder, 'built');
  await mkdir(built, { recursive: true });
  const packed = manifest.files.filter((name: string) => !name.startsWith('!'));
  for (const name of ['package.json', 'README.md', 'LICENSE', ...packed]) {
    await cp(join(ROOT, name), join(built, name), { recursive: true });
  }
  const npm = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const tarball = (await run('npm', npm, built)).trim();
  const modules = join(project, 'node_modules');
  await mkdir(join(modules, 'llama-contract'), { recursive: true });
  const into = ['-C', join(modules, 'llama-contract'), '--strip-components=1'];
  await run('tar', ['-xzf', join(folder, tarball), ...into], folder);
  for (const name of [...Object.keys(manifest.dependencies), '@types/node', 'vitest']) {
    await mkdir(join(modules, name, '..'), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  }
}

const OPTIONS = {
  module: 'nodenext',
  target: 'es2024',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  skipLibCheck: false,
  types: ['node'],
  outDir: 'out',
};

/** Every name that the library exports, a type or a value. */
const names = [...readFileSync(join(ROOT, 'src/index.ts'), 'utf8').matchAll(/\{([^}]*)\}/g)].flatMap(
  ([, list = '']) => list.split(',').map((name) => name.replace('type ', '').trim()),
);

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'llama-contract-'));
  project = join(folder, 'project');
  await mkdir(project);
  await install(folder);
  const all = names.filter((name) => name !== '');
  const files = {
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: OPTIONS,
      files: ['consumer.ts', 'example.ts', 'names.ts', 'readme.test.ts', 'matchers.test.ts'],
    }),
    'consumer.ts': readFileSync(join(import.meta.dirname, 'consumer.ts'), 'utf8'),
    'example.ts': /^```ts\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '',
    'names.ts': `export type { ${all.join(', ')} } from 'llama-contract';\n`,
    'matchers.test.ts': readFileSync(join(import.meta.dirname, 'consumer-matchers.ts'), 'utf8'),
    'readme.test.ts': (/^```ts vitest\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '').replace(
      "config: '",
      "config: 'node_modules/llama-contract/",
    ),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(project, name), text);
});

afterAll(() => rm(join(project, '..'), { recursive: true, force: true }));

it('compiles in a strict project that checks every declaration, and gives what it declares', async () => {
  await run(NODE, [TSC], project);
  const facts = JSON.parse(await run(NODE, ['out/consumer.js'], project));
  expect(facts).toEqual({
    verify: ['fail', 'vllm-scout', true, 'planned'],
    cutShort: 'reports/a-run',
    written: true,
    rendered: true,
    classify: ['rate_limited', true],
    decode: ['Hi', 'stop', true],
    judge: ['failed', ['finish/missing']],
    simulate: true,
    schemas: [false, false],
    refused: ['did you mean "targets"?'],
  });
});

it('has each published schema at a path that stays', async () => {
  const script = `
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    const names = ${JSON.stringify(Object.keys(PUBLISHED_SCHEMAS))};
    console.log(JSON.stringify(names.map((name) => require('llama-contract/schemas/' + name + '.json'))));
  `;
  const args = ['--input-type=module', '--eval', script];
  expect(JSON.parse(await run(NODE, args, project))).toEqual(
    Object.values(PUBLISHED_SCHEMAS).map((schemaOf) => JSON.parse(JSON.stringify(schemaOf()))),
  );
});

it('is used whole by that project', () => {
  const source = readFileSync(join(import.meta.dirname, 'consumer.ts'), 'utf8');
  const [, imported = ''] = /^import \{([^}]*)\} from 'llama-contract';$/m.exec(source) ?? [];
  // What is imported and not used does not compile.
  expect(imported.split(',').map((name) => name.trim())).toEqual(
    expect.arrayContaining(Object.keys(library)),
  );
});

interface Tested {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly {
    readonly title: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

describe('the tests of that project', () => {
  let code: number | null = null;
  let tested: readonly Tested[] = [];
  const resultsOf = (...names: readonly string[]): readonly Tested[] =>
    names.flatMap((file) => tested.filter(({ name }) => basename(name) === file));

  beforeAll(async () => {
    const faults = [{ match: { target: 'vllm-scout', mode: 'stream' }, wire: 'drop-finish' }];
    const options = {
      config: 'node_modules/llama-contract/llama-contract.config.yaml',
      targets: ['vllm-scout'],
      prompts: ['invoice-ambiguous-date'],
      faults,
    };
    const lines = [
      "import { verifySuite } from 'llama-contract/vitest';",
      `await verifySuite(${JSON.stringify(options)});`,
    ];
    await writeFile(join(project, 'failing.test.ts'), lines.join('\n'));
    const files = ['readme.test.ts', 'matchers.test.ts', 'failing.test.ts'];
    const args = ['run', ...files, '--root', project, '--reporter', 'json', '--outputFile', 'tests.json'];
    ({ code } = await start(NODE, [VITEST, ...args], { cwd: project }).ended);
    tested = JSON.parse(readFileSync(join(project, 'tests.json'), 'utf8')).testResults;
  });

  it('have matchers that vitest knows, types too', () => {
    const passing = resultsOf('readme.test.ts', 'matchers.test.ts');
    expect(passing.map(({ status }) => status)).toEqual(['passed', 'passed']);
    const tests = passing.flatMap(({ assertionResults }) => assertionResults);
    expect(tests.length).toBeGreaterThan(5);
    expect(tests.filter(({ status }) => status !== 'passed')).toEqual([]);
  });

  it('fail where a prompt fails, and say how to look closer', () => {
    expect(code).toBe(1);
    const messages = resultsOf('failing.test.ts').flatMap(({ assertionResults }) =>
      assertionResults.map(({ title, failureMessages: [message = ''] }) => `${title}: ${message}`),
    );
    expect(messages).toEqual([
      expect.stringMatching(
        /^invoice-ambiguous-date: .*stream\/incomplete.*\n {2}npx llama-contract show --failed --run \d/,
      ),
      expect.stringMatching(/^comes to a pass: .*the verdict is fail: 2 planned, 1 passed/),
    ]);
  });
});

it('brings a command', async () => {
  const command = join(project, 'node_modules/llama-contract', manifest.bin['llama-contract']);
  expect(await run(NODE, [command, '--version'], project)).toBe(`${manifest.version}\n`);
});

interface GithubJobs {
  readonly jobs: { readonly verify: { readonly steps: readonly { readonly run?: string }[] } };
}
interface GitlabJobs {
  readonly 'llama-contract': { readonly script: readonly string[]; readonly after_script: readonly string[] };
}

it('begins a project whose CI jobs work as they stand', async () => {
  const command = join(project, 'node_modules/llama-contract', manifest.bin['llama-contract']);
  const bin = join(project, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'npm'), '#!/bin/sh\ntest "$*" = ci\n', { mode: 0o755 });
  await writeFile(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${NODE}' '${command}' "$@"\n`, { mode: 0o755 });
  const cwd = join(project, 'begun here');
  await run(NODE, [command, 'init', cwd], project);
  const github: GithubJobs = parse(readFileSync(join(cwd, '.github/workflows/llama-contract.yml'), 'utf8'));
  const gitlab: GitlabJobs = parse(readFileSync(join(cwd, 'llama-contract.gitlab-ci.yml'), 'utf8'));
  const { script, after_script: after } = gitlab['llama-contract'];
  const jobs = [github.jobs.verify.steps.flatMap((step) => step.run ?? []), [...script, ...after]];
  const env = {
    PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
    GITHUB_STEP_SUMMARY: join(project, 'summary.md'),
  };
  for (const job of jobs) {
    expect(job.length).toBeGreaterThan(2);
    for (const block of job) {
      const ended = await start('/bin/bash', ['-eo', 'pipefail', '-c', block], { cwd, env }).ended;
      expect([ended.code, block, ended.code === 0 ? '' : ended.stderr]).toEqual([0, block, '']);
    }
  }
  for (const name of ['report.html', 'report.xml'])
    expect(readFileSync(join(cwd, name), 'utf8')).toContain('vllm-scout');
  expect(readFileSync(join(project, 'summary.md'), 'utf8')).toContain('PASS');
});
