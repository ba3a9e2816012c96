import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runMany } from './run-many.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from './small-project.ts';

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

async function manifestIn(root: string): Promise<Readonly<Record<string, unknown>>> {
  const [run = ''] = await readdir(join(root, 'reports'));
  return JSON.parse(await readFile(join(root, 'reports', run, 'run.json'), 'utf8'));
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
    'CLOSED  schema: 0 % breaks the floor 50 %  SYNTHETIC',
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
    'schema cannot be decided with 1 prompts: needs 210 (0 % of sides that do not differ would pass)';
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
