import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listRuns } from '../../src/store/run/find-run.ts';
import { readAnnotations } from '../reports/read-annotations.ts';
import { ANSWERED, configFile, foreignProject } from '../e2e/foreign-project.ts';
import { runMany } from '../e2e/run-many.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';

const criterion = (id: string, metric: string, threshold: number, more = {}) => ({
  id,
  metric,
  threshold,
  decide: 'point',
  ...more,
});
const POLICIES = {
  lenient: { shadow: { criteria: [criterion('schema', 'schema-match', 0.5)] } },
  strict: { shadow: { criteria: [criterion('schema', 'schema-match', 0.95, { decide: 'lower-bound' })] } },
};
const MIGRATION = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'lenient' };

function project(changes: object = {}): Promise<string> {
  const config = { ...CONFIG, policies: POLICIES, migrations: [MIGRATION], ...changes };
  return writeProject({ ...SMALL, 'llama-contract.config.yaml': config });
}

async function manifestOf(folder: string): Promise<{ readonly purpose: { readonly what: string } }> {
  return JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
}

async function manifestIn(root: string): Promise<object> {
  const [folder = ''] = await listRuns(join(root, 'reports'));
  return manifestOf(folder);
}

/** Those that ask prompts again, of runs that may begin within one second. */
async function againIn(root: string): Promise<readonly string[]> {
  const folders = await listRuns(join(root, 'reports'));
  const purposes = await Promise.all(folders.map(async (folder) => (await manifestOf(folder)).purpose.what));
  return folders.filter((_folder, at) => purposes[at] === 'again');
}

const STAGE = ['verify', '--stage', 'shadow'];

it('asks both sides of a migration, the baseline twice, and judges its gate by them', async () => {
  const root = await project();
  const [open] = await runMany([{ cwd: root, args: [...STAGE, '--allow-synthetic', '--json'] }]);
  expect([open?.code, JSON.parse(open?.stdout ?? '')]).toMatchObject([
    0,
    { stage: 'shadow', verdict: 'open', exitCode: 0, migration: 'move', synthetic: true },
  ]);
  expect(await manifestIn(root)).toMatchObject({
    plan: { targets: ['nim', 'vllm'], repeat: 2, once: 'nim' },
    purpose: { what: 'stage', stage: 'shadow', migration: 'move', policy: 'lenient', underpowered: null },
  });
});

it('writes reports of its run, and tells GitHub of the gate and of the run', async () => {
  const root = await project();
  const summary = join(root, 'summary.md');
  const args = [...STAGE, '--allow-synthetic', '--json', '--reporter', 'junit', 'github'];
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const [open] = await runMany([{ cwd: root, args }], env);
  expect([open?.code, JSON.parse(open?.stdout ?? '').verdict]).toEqual([0, 'open']);
  const annotations = (open?.stderr ?? '').replaceAll(/^(?!::).*\n/gm, '');
  const titles = readAnnotations(annotations).map(({ properties }) => properties['title']);
  expect(titles).toEqual(['gate of shadow: OPEN SYNTHETIC', 'llama-contract PASS SYNTHETIC']);
  const heads = (await readFile(summary, 'utf8')).match(/^## \S+(?: \S+){2}/gm);
  expect(heads).toEqual(['## Gate of shadow:', '## PASS (SYNTHETIC): 18']);
  const [folder = ''] = await listRuns(join(root, 'reports'));
  expect(await readFile(join(folder, 'report.xml'), 'utf8')).toContain(
    '<testsuites name="llama-contract PASS',
  );
});

it('is judged when its shards are merged, and by none of them', async () => {
  const root = await project();
  const shards = ['1/2', '2/2'].map((shard) => [...STAGE, '--shard', shard, '--out', shard.slice(0, 1)]);
  for (const part of await runMany(shards.map((args) => ({ cwd: root, args })))) {
    expect([part.code, part.stdout.split('\n')[0]]).toEqual([3, expect.stringContaining('  A PART')]);
    expect(part.stderr).toContain('the gate of shadow is not judged by a part');
  }
  const gate = ['gate', '--stage', 'shadow', '--allow-synthetic', '--json'];
  const [refused] = await runMany([{ cwd: root, args: [...gate, '--out', '1'] }]);
  expect([refused?.code, refused?.stderr]).toEqual([2, expect.stringContaining('a part of a run')]);
  await runMany([{ cwd: root, args: ['merge', '1', '2', '--json'] }]);
  const [merged] = await runMany([{ cwd: root, args: gate }]);
  expect([merged?.code, JSON.parse(merged?.stdout ?? '')]).toMatchObject([
    0,
    { stage: 'shadow', verdict: 'open', migration: 'move' },
  ]);
  expect(await manifestIn(root)).toMatchObject({
    plan: { targets: ['nim', 'vllm'], repeat: 2, once: 'nim', prompts: 3 },
    purpose: { what: 'stage', stage: 'shadow', migration: 'move', policy: 'lenient' },
    shard: null,
    merged: { of: 2, shards: [{ index: 1 }, { index: 2 }] },
  });
});

const SHADOW = {
  shadow: {
    criteria: [criterion('breaks', 'breaking-differences', 0.99), criterion('new', 'new-server-errors', 0)],
  },
};

/** The lines that a command printed, and what `--json` makes of them. */
const lines = (text: string | undefined): readonly string[] => (text ?? '').split('\n');
const faulty = async (...faults: readonly object[]): Promise<string> =>
  join(await writeProject({ 'faults.json': { faults } }), 'faults.json');
/** The words of a printed command after `npx llama-contract`. */
const wordsOf = (command: string | undefined): readonly string[] =>
  (command ?? '').trim().split(' ').slice(2);

it('asks again what breaks, on both sides, until that confirms it: the gate alone names the command', async () => {
  const root = await project({ policies: { lenient: SHADOW } });
  const gone = { match: { target: 'nim' }, at: 'headers', answer: 'drop-key', pointer: '/kind' };
  const faults = ['--faults', await faulty(gone)];
  const synthetic = '--allow-synthetic';
  const [closed] = await runMany([{ cwd: root, args: [...STAGE, synthetic, ...faults] }]);
  expect([closed?.code, lines(closed?.stdout)[0]]).toEqual([
    1,
    'CLOSED  breaks: parity/missing-path at /kind, schema/required-missing at /kind breaks a client on json-note, ' +
      'which was asked again: 8 of 8 pairs, the baseline alone in 0  SYNTHETIC',
  ]);
  const [again = ''] = await againIn(root);
  await rename(again, join(root, 'elsewhere'));
  const [alone] = await runMany([{ cwd: root, args: ['gate', '--stage', 'shadow', synthetic] }]);
  expect([alone?.code, lines(alone?.stdout)[0]?.endsWith('asking again decides  SYNTHETIC')]).toEqual([
    3,
    true,
  ]);
  const command = lines(alone?.stdout).find((line) => line.includes('--again'));
  const [refused, confirmed, after] = await runMany([
    { cwd: root, args: wordsOf(command) },
    { cwd: root, args: [...wordsOf(command), ...faults] },
    { cwd: root, args: ['gate', '--stage', 'shadow', synthetic, '--json'] },
  ]);
  expect([refused?.code, lines(refused?.stderr)[0]]).toEqual([
    2,
    expect.stringMatching(
      /^error: run \S+ was asked by another configuration, or with other faults, than stand today$/,
    ),
  ]);
  expect([confirmed?.code, lines(confirmed?.stdout)[0]]).toEqual([
    1,
    'FAIL  the candidate breaks a client on json-note  SYNTHETIC',
  ]);
  expect([after?.code, JSON.parse(after?.stdout ?? '')]).toMatchObject([
    1,
    { verdict: 'closed', askAgain: null, evidence: { again: [{}] } },
  ]);
});

const noise = (target: string) => ({
  match: { target, share: 0.5 },
  at: 'headers',
  answer: 'drop-key',
  pointer: '/remark',
});

it('goes on with asking again where it was killed, and decides nothing before', async () => {
  const root = await project({ policies: { lenient: SHADOW } });
  const gone = { match: { target: 'nim' }, at: 'headers', answer: 'drop-key', pointer: '/kind' };
  const args = [...STAGE, '--allow-synthetic', '--faults', await faulty(gone)];
  await runMany([{ cwd: root, args }]);
  const [again = ''] = await againIn(root);
  const records = join(again, 'exchanges.jsonl');
  const kept = (await readFile(records, 'utf8')).split('\n').slice(0, 5);
  await writeFile(records, kept.map((line) => `${line}\n`).join(''));
  await rm(join(again, 'summary.json'));
  const [killed, resumed] = await runMany([
    { cwd: root, args: ['gate', '--stage', 'shadow', '--allow-synthetic', '--json'] },
    { cwd: root, args: [...args, '--resume', again] },
  ]);
  expect([killed?.code, JSON.parse(killed?.stdout ?? '')]).toMatchObject([
    3,
    { criteria: [{ id: 'evidence-whole' }, {}, {}], evidence: { again: [] } },
  ]);
  expect([resumed?.code, lines(resumed?.stdout)[0]]).toEqual([1, expect.stringMatching(/: 8 of 8 pairs/)]);
  expect(await againIn(root)).toEqual([again]);
  const [other] = await runMany([{ cwd: root, args: ['compare', '--again', '--resume', 'x'] }]);
  expect([other?.code, lines(other?.stderr)[0]]).toEqual([2, 'error: no run is called x']);
});

it('lets stand what asking again does not show to be more than the noise of the baseline', async () => {
  const root = await project({ policies: { lenient: SHADOW } });
  const args = [
    ...STAGE,
    '--allow-synthetic',
    '--json',
    '--seed',
    '1',
    '--faults',
    await faulty(noise('nim'), noise('vllm')),
  ];
  const [open] = await runMany([{ cwd: root, args }]);
  expect([open?.code, JSON.parse(open?.stdout ?? '')]).toMatchObject([
    0,
    { verdict: 'open', askAgain: null },
  ]);
  expect(await againIn(root)).toHaveLength(2);
  const [shown] = await runMany([
    { cwd: root, args: ['compare', '--again', '--json', '--faults', args.at(-1) ?? ''] },
  ]);
  expect(JSON.parse(shown?.stdout ?? '')).toMatchObject({
    verdict: 'pass',
    prompts: [{ prompt: 'json-note', pairs: 20 }],
  });
});

it('takes nothing that an endpoint said for evidence of what it became, and names what changed', async () => {
  let times = 0;
  const broken = (): { readonly text: string; readonly finish: string } => {
    times += 1;
    // As it is asked once in each mode, and then again.
    return { text: '{"total":42.5}', finish: times <= 2 ? 'stop' : 'eos_token' };
  };
  const servers = { vllm: ANSWERED, nim: { ...ANSWERED, invoice: broken } };
  const { root, urls, write } = await foreignProject(servers);
  const more = { policies: { lenient: SHADOW }, migrations: [MIGRATION] };
  await write('llama-contract.config.yaml', { ...configFile(urls), ...more });
  const args = [...STAGE, '--underpowered', '--by', 'Ada', '--json'];
  const [judged] = await runMany([{ cwd: root, args }]);
  expect(JSON.parse(judged?.stdout ?? '')).toMatchObject({
    criteria: [
      {
        id: 'evidence-one-endpoint',
        reason: expect.stringMatching(
          /^nim is no longer what it was: its word for stop was stop, and is eos_token in run /,
        ),
      },
      {},
      {},
    ],
  });
});

it('exits with 1 where the gate is closed, and with 3 where it is not decided', async () => {
  const root = await project();
  const lost = { match: { target: 'nim' }, at: 'headers', answer: 'text', value: 'It is a bug.' };
  const faults = JSON.stringify({ faults: [lost] });
  const broken = await writeProject({ 'faults.json': faults });
  const [closed, synthetic] = await runMany([
    { cwd: root, args: [...STAGE, '--allow-synthetic', '--faults', join(broken, 'faults.json')] },
    { cwd: root, args: STAGE },
  ]);
  expect([closed?.code, closed?.stdout.split('\n')[0]]).toEqual([
    1,
    'CLOSED  schema: 0% breaks the floor 50%  SYNTHETIC',
  ]);
  expect([synthetic?.code, synthetic?.stdout.slice(0, 27)]).toEqual([3, 'INCONCLUSIVE  evidence-live']);
});

it('warns of too few prompts where nothing is spent, and calls nobody where something is', async () => {
  const root = await project();
  const [simulated, live, planned] = await runMany([
    { cwd: root, args: [...STAGE, '--policy', 'strict', '--out', 'simulated'] },
    { cwd: root, args: [...STAGE, '--policy', 'strict', '--source', 'live'] },
    { cwd: root, args: [...STAGE, '--policy', 'strict', '--dry-run', '--json'] },
  ]);
  const reason =
    'schema cannot be decided with 1 prompts: needs 210 (0% of sides that do not differ would pass)';
  expect([simulated?.code, simulated?.stderr.split('\n')[0]]).toEqual([3, `warning: ${reason}`]);
  expect([live?.code, live?.stderr.split('\n')[0]]).toEqual([3, `error: ${reason}`]);
  expect(live?.stdout).toMatch(/^CANNOT OPEN /);
  expect([planned?.code, JSON.parse(planned?.stdout ?? '')]).toMatchObject([3, { canOpen: false }]);
  expect(existsSync(join(root, 'reports'))).toBe(false);
});

it('asks live targets all the same where somebody answers for it, and says who', async () => {
  const unheard = { baseUrl: 'http://127.0.0.1:9', maxRetries: 0, credentials: 'none' };
  const targets = [VLLM, NIM].map((target) => ({ ...target, ...unheard }));
  const root = await project({ targets });
  const args = [...STAGE, '--policy', 'strict', '--source', 'live', '--underpowered', '--by', 'Ada'];
  const [asked] = await runMany([{ cwd: root, args }]);
  expect([asked?.code, asked?.stdout.split('\n')[0]]).toEqual([
    3,
    'INCONCLUSIVE  141 more passing prompts decide this (schema)',
  ]);
  expect(await manifestIn(root)).toMatchObject({
    source: 'live',
    purpose: { underpowered: { by: 'Ada', criteria: ['schema'] } },
  });
});

it.each<[string, readonly string[], string]>([
  ['a policy without a stage', ['verify', '--policy', 'strict'], 'error: --policy is for a gate'],
  ['a name that answers for nothing', [...STAGE, '--by', 'Ada'], 'error: --by answers for --underpowered'],
  ['a policy that is not there', [...STAGE, '--policy', 'strikt'], 'error: there is no policy "strikt"'],
  ['a stage that is not there', ['verify', '--stage', 'shadw'], "error: option '--stage <stage>' argument"],
  [
    'targets beside the sides',
    [...STAGE, '--target', 'nim'],
    "error: option '--stage <stage>' cannot be used",
  ],
])('refuses %s, and calls nothing', async (_what, args, message) => {
  const root = await project();
  const [refused] = await runMany([{ cwd: root, args }]);
  expect([refused?.code, refused?.stderr.slice(0, message.length)]).toEqual([2, message]);
  expect(existsSync(join(root, 'reports'))).toBe(false);
});
