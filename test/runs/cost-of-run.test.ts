import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_ROUTES } from '../../src/config/default-routes.ts';
import { costOfRun } from '../../src/runs/cost/cost-of-run.ts';
import { diffRoutes, explainRoute } from '../../src/runs/cost/route-requests.ts';
import { SMALL, SUITE, writeProject } from '../e2e/small-project.ts';
import { verifyProject } from '../e2e/verify-project.ts';

const TWINS = SUITE.prompts.filter(({ id }) => id === 'plain-word').map((row) => ({ ...row, id: 'twin' }));
const prompts = [...SUITE.prompts, ...TWINS];
let root = '';

beforeAll(async () => {
  root = await writeProject({ ...SMALL, 'suites/small.yaml': { ...SUITE, prompts } });
  await verifyProject(root, { targets: ['vllm'] });
});

const recorded = () => ({
  config: join(root, 'llama-contract.config.yaml'),
  out: join(root, 'reports'),
  run: null,
  policy: null,
  decisions: [],
});

it('prompts that ask the same, as live requests do, are prompts of their route each', async () => {
  const { routes } = await costOfRun({ ...recorded(), nowMs: Date.now(), ttlsMinutes: [], trimTo: [] });
  expect(routes.reduce((sum, row) => sum + row.prompts, 0)).toBe(prompts.length);
});

it('a recorded request is held to what its target counted, and none that the target answered is left to nobody', async () => {
  const budget = { ...DEFAULT_ROUTES.budget, fallbackModel: null };
  const other = join(root, 'few-characters.json');
  await writeFile(other, JSON.stringify({ ...DEFAULT_ROUTES, charactersPerToken: 0.5, rules: [], budget }));
  const compared = await diffRoutes({ ...recorded(), other }, Date.now());
  expect(compared).toMatchObject({ prompts: prompts.length, unserved: 0, moved: [] });
});

it.each([
  ['stdin', 'broken JSON'],
  ['chat.json', 'broken JSON'],
  ['chat.yaml', 'messages is missing'],
])('a request of %s is read as what it is', async (file, why) => {
  const options = { ...recorded(), file, text: '{"model":"x",}', current: null };
  await expect(explainRoute(options, Date.now())).rejects.toThrow(why);
});
