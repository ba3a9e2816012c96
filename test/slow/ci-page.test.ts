import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { CLI, NODE, PLAIN, ROOT, start, type Ended } from '../e2e/run-cli.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';

const page = await readFile(join(ROOT, 'docs/ci.md'), 'utf8');
const ACTION = join(ROOT, '.github/actions/llama-contract/action.yml');

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}
type GitlabJobs = Readonly<
  Record<string, { readonly script: readonly string[]; readonly after_script?: readonly string[] }>
>;

const action: Action = parse(await readFile(ACTION, 'utf8'));

function blocksOf(kind: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, block = '']) => block,
  );
}

/** A project with one migration, whose gate of shadow two sides that are alike open; npx and npm are what `npm ci` leaves. */
async function project(): Promise<string> {
  const criteria = [{ id: 'schema', metric: 'schema-match', threshold: 0.5, decide: 'point' }];
  const config = {
    ...CONFIG,
    policies: { lenient: { shadow: { criteria } } },
    migrations: [{ id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'lenient' }],
  };
  const cwd = await writeProject({ ...SMALL, 'llama-contract.config.yaml': config });
  await mkdir(join(cwd, 'bin'));
  const npx = `#!/bin/sh\nwhile [ "$1" != llama-contract ]; do shift; done; shift\nexec '${NODE}' '${CLI}' "$@"\n`;
  await writeFile(join(cwd, 'bin/npx'), npx, { mode: 0o755 });
  await writeFile(join(cwd, 'bin/npm'), '#!/bin/sh\ntest "$*" = ci\n', { mode: 0o755 });
  return cwd;
}

function shell(cwd: string, script: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const path = [join(cwd, 'bin'), PLAIN.PATH].join(delimiter);
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const summary = join(cwd, 'summary.md');
  return start('/bin/bash', args, { cwd, env: { PATH: path, GITHUB_STEP_SUMMARY: summary, ...env } }).ended;
}

interface Acted {
  readonly code: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly stdout: string;
  readonly stderr: string;
}

/** The run blocks of the action, as a runner would run them with these inputs. */
async function act(cwd: string, inputs: Readonly<Record<string, string>>): Promise<Acted> {
  const outputs: Record<string, string> = {};
  const value = (text: string): string =>
    text.replace(
      /^\$\{\{ (inputs|steps\.ask\.outputs)\.([\w-]+) \}\}$/,
      (whole, from: string, name: string) => {
        const found =
          from === 'inputs' ? (inputs[name] ?? action.inputs[name]?.default) : (outputs[name] ?? '');
        return found ?? whole;
      },
    );
  let [stdout, stderr] = ['', ''];
  for (const { run = '', env = {} } of action.runs.steps) {
    const file = join(cwd, 'output');
    await writeFile(file, '');
    const values = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, value(text)]));
    const ended = await shell(cwd, run, { GITHUB_OUTPUT: file, ...values });
    [stdout, stderr] = [stdout + ended.stdout, stderr + ended.stderr];
    for (const line of (await readFile(file, 'utf8')).split('\n')) {
      const cut = line.indexOf('=');
      if (cut > 0) outputs[line.slice(0, cut)] = line.slice(cut + 1);
    }
    if (ended.code !== 0) return { code: ended.code, outputs, stdout, stderr };
  }
  return { code: 0, outputs, stdout, stderr };
}

it('the action asks, reports and ends as the command does', async () => {
  const cwd = await project();
  const passed = await act(cwd, { reports: 'report.html\nreport.xml', args: '--target\nvllm' });
  expect([passed.code, passed.code === 0 ? '' : passed.stderr]).toEqual([0, '']);
  expect(passed.outputs).toEqual({
    verdict: 'pass',
    'exit-code': '0',
    run: expect.stringMatching(/^reports\/2/),
  });
  expect(await readFile(join(cwd, 'report.xml'), 'utf8')).toContain('llama-contract PASS');
  expect(await readFile(join(cwd, 'summary.md'), 'utf8')).toMatch(/^## PASS \(SYNTHETIC\)/);

  const part = await act(cwd, { shard: '1/3', args: '--target=vllm' });
  expect([part.code, JSON.parse(part.stdout).shard]).toEqual([0, { index: 1, of: 3 }]);

  const faults = { faults: [{ match: { target: 'vllm' }, wire: 'drop-finish' }] };
  await writeFile(join(cwd, 'faults.json'), JSON.stringify(faults));
  const failed = await act(cwd, { args: '--faults\nfaults.json' });
  expect([failed.code, failed.outputs]).toMatchObject([1, { verdict: 'fail', 'exit-code': '1' }]);

  const gate = await act(cwd, { stage: 'shadow', migration: 'move' });
  expect([gate.code, gate.outputs]).toMatchObject([
    3,
    { verdict: 'inconclusive', run: expect.stringMatching(/^2/) },
  ]);
  expect(await readFile(join(cwd, 'summary.md'), 'utf8')).toContain('# Gate of shadow: INCONCLUSIVE\n');

  const refused = await act(cwd, { config: 'nowhere.yaml' });
  expect([refused.code, refused.outputs]).toEqual([2, { verdict: '', 'exit-code': '2', run: '' }]);
  expect(refused.stderr).toContain('nowhere.yaml');
});

it('the action sets up the Node that is asked for, and installs what is not', async () => {
  const [setup, install] = action.runs.steps;
  expect([setup?.uses, setup?.with]).toEqual([
    'actions/setup-node@v6',
    { 'node-version': '${{ inputs.node-version }}' },
  ]);
  const cwd = await project();
  await writeFile(join(cwd, 'bin/npm'), '#!/bin/sh\nmkdir node_modules && echo "npm $*"\n', { mode: 0o755 });
  for (const printed of ['npm ci\n', ''])
    expect(await shell(cwd, install?.run ?? '')).toMatchObject({ code: 0, stdout: printed });
});

it('no input of the action is a command, and none is a flag that nobody meant', async () => {
  for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
  const cwd = await project();
  const hostile = ['"; touch taken; " $(touch taken) `touch taken` \'\ntouch taken\n\'', '--help'];
  for (const input of ['config', 'stage', 'migration', 'shard', 'merge', 'args']) {
    for (const text of hostile) {
      if (input === 'args' && text === '--help') continue;
      const { code, outputs } = await act(cwd, { [input]: text });
      expect([input, text, code, outputs['run']]).toEqual([input, text, 2, '']);
    }
  }
  expect((await readdir(cwd)).includes('taken')).toBe(false);
});

it('what the page tells GitHub to do does it', async () => {
  const [gate, nightly, ...others] = blocksOf('yaml github').map((block): Workflow => parse(block));
  expect(others).toEqual([]);
  const cwd = await project();
  const steps = gate?.jobs['shadow']?.steps ?? [];
  const ours = steps.find(({ uses }) => uses?.endsWith('/llama-contract') === true);
  expect(Object.keys(ours?.with ?? {}).filter((name) => action.inputs[name] === undefined)).toEqual([]);
  // A simulator answers here, and a gate over its answers opens for nobody.
  expect((await act(cwd, ours?.with ?? {})).code).toBe(3);
  expect(await readdir(cwd)).toEqual(expect.arrayContaining(['report.html', 'report.xml', 'reports']));

  const machine = await project();
  const scripts = (nightly?.jobs['ask']?.steps ?? []).flatMap(({ run }) => run ?? []);
  for (const shard of ['1/3', '2/3', '3/3']) {
    const asking = await project();
    for (const script of scripts) {
      const ended = await shell(asking, script, { SHARD: shard });
      expect([script, ended.code, ended.code === 0 ? '' : ended.stderr]).toEqual([script, 0, '']);
    }
    await cp(join(asking, 'reports'), join(machine, 'shards'), { recursive: true });
  }
  const judging = nightly?.jobs['judge']?.steps.find(
    ({ uses }) => uses?.endsWith('/llama-contract') === true,
  );
  const judged = await act(machine, judging?.with ?? {});
  expect([judged.code, judged.outputs['verdict']]).toEqual([3, 'inconclusive']);
  expect(await readdir(machine)).toContain('report.html');
  expect(await readFile(join(machine, 'summary.md'), 'utf8')).toContain('## PASS (SYNTHETIC)');

  const merged = await act(machine, { merge: 'shards', args: '--out\nmerged' });
  expect([merged.code, merged.outputs]).toMatchObject([
    0,
    { verdict: 'pass', run: expect.stringMatching(/^merged\/2/) },
  ]);
  const faulty = await act(machine, { merge: 'nowhere', stage: 'shadow' });
  expect([faulty.code, faulty.outputs]).toEqual([2, { verdict: '', 'exit-code': '2', run: '' }]);
});

it('and so does what it tells GitLab', async () => {
  const [jobs]: readonly GitlabJobs[] = blocksOf('yaml gitlab').map((block): GitlabJobs => parse(block));
  const cwd = await project();
  const run = async (script: string, env = {}): Promise<void> => {
    const ended = await shell(cwd, script, env);
    expect([script, ended.code, ended.code === 0 ? '' : ended.stderr]).toEqual([script, 0, '']);
  };
  for (const index of ['1', '2', '3']) {
    const env = { CI_NODE_INDEX: index, CI_NODE_TOTAL: '3' };
    for (const script of jobs?.['ask']?.script ?? []) await run(script, env);
  }
  const { script = [], after_script: after = [] } = jobs?.['judge'] ?? {};
  for (const each of [...script, ...after]) await run(each);
  expect(await readFile(join(cwd, 'report.xml'), 'utf8')).toContain('name="llama-contract PASS SYNTHETIC"');
});

it('whoever types its commands sees what it says', async () => {
  const cwd = await project();
  const typed = [...page.matchAll(/^```sh(?: exits with (\d))?\n([^]*?)^```/gm)];
  expect(typed).toHaveLength(3);
  for (const [, code = '0', block = ''] of typed) {
    const ended = await shell(cwd, block);
    expect([block, ended.code, ended.code === Number(code) ? '' : ended.stderr]).toEqual([
      block,
      Number(code),
      '',
    ]);
  }
});

it('the Containerfile installs a command, as far as that can be tried without an engine for containers', async () => {
  const file = await readFile(join(ROOT, 'docs/Containerfile'), 'utf8');
  const lines = [...file.matchAll(/^RUN (.*)$/gm)].map(([, line = '']) => line);
  expect(lines).toHaveLength(2);
  const cwd = await writeProject({ 'llama-contract-0.1.0.tgz': 'packed' });
  await mkdir(join(cwd, 'bin'));
  // As a download of everything would leave it.
  const npm = `#!/bin/sh\ntest "$*" = 'install --global --omit=dev ./llama-contract-0.1.0.tgz' && test -f "$4" || exit 1
printf '#!/bin/sh\\nexec "%s" "%s" "$@"\\n' '${NODE}' '${CLI}' > bin/llama-contract && chmod +x bin/llama-contract\n`;
  await writeFile(join(cwd, 'bin/npm'), npm, { mode: 0o755 });
  for (const line of lines) expect([line, (await shell(cwd, line)).code]).toEqual([line, 0]);
  expect(await readdir(cwd)).toEqual(['bin']);
  const [entry = ''] = parse(/^ENTRYPOINT (.*)$/m.exec(file)?.[1] ?? '[]');
  expect((await shell(cwd, `${entry} --version`)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
