import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError, problem } from '../../src/contract/problem.ts';
import { createConsoleReporter } from '../../src/reports/formats/console-reporter.ts';
import { jsonReporter } from '../../src/reports/formats/render-json.ts';
import { markdownReporter } from '../../src/reports/formats/render-markdown.ts';
import { renderGatePlan } from '../../src/reports/verbs/render-gate-plan.ts';
import { sealCapabilities } from '../../src/config/seal-capabilities.ts';
import { planGate } from '../../src/runs/gate/plan-gate.ts';
import { writeReportFiles } from '../../src/runs/report/report.ts';
import { probed } from '../reports/html/sample-page.ts';
import { CONFIG, SMALL, writeProject } from './small-project.ts';
import { eagerWorld, verifyProject } from './verify-project.ts';

const PRICE = {
  currency: 'USD',
  input: 0.17,
  output: 0.66,
  source: 'https://example.com/p',
  retrieved: '2026-11-26',
};
const MIGRATION = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'default' };

const projectWith = async (prices: readonly object[]): Promise<string> =>
  writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, migrations: [MIGRATION], prices },
  });

/** The same, of which a probe has found something. */
const probedProject = async (prices: readonly object[]): Promise<string> =>
  writeProject({
    ...SMALL,
    'llama-contract.config.yaml': {
      ...CONFIG,
      targets: CONFIG.targets.map((row) =>
        row.id === 'vllm' ? { ...row, capabilities: 'found.json' } : row,
      ),
      prices,
    },
    'found.json': sealCapabilities(probed()),
  });

const plan = (root: string) =>
  planGate(
    {
      config: join(root, 'llama-contract.config.yaml'),
      stage: 'shadow',
      migration: 'move',
      baseline: null,
      candidate: null,
      policy: null,
      suites: null,
      tags: null,
      source: null,
    },
    eagerWorld(),
  );

it('a run says what its targets cost by the prices of its configuration, in every report', async () => {
  const root = await probedProject([{ target: 'vllm', ...PRICE }]);
  const { report, folder } = await verifyProject(root, { targets: ['vllm', 'nim'] });
  const ofVllm = report.costs.find(({ target }) => target === 'vllm');
  const ofNim = report.costs.find(({ target }) => target === 'nim');
  const metered = report.summary.targets.find(({ id }) => id === 'vllm')?.metered;
  expect(metered).toMatchObject({ attempts: 6, unmetered: 0 });
  const exact = (metered?.inputTokens ?? 0) * 17 + (metered?.outputTokens ?? 0) * 66;
  expect(Number(ofVllm?.invoice?.total.least)).toBeCloseTo(exact / 1e8, 12);
  expect(ofNim).toMatchObject({ target: 'nim', invoice: null, accepted: 6 });
  const printed = createConsoleReporter({ colour: false, columns: 200 }).render(report);
  const json = JSON.parse(jsonReporter.render(report));
  expect(json.targets.map(({ cost }: { cost: { invoice: unknown } }) => cost.invoice)).toEqual([
    null,
    ofVllm?.invoice,
  ]);
  for (const text of [printed, markdownReporter.render(report)]) {
    expect(text).toContain('nim: unknown, for no price of it is known');
  }
  // As it was asked: the price may stand otherwise by now.
  const page = join(root, 'page.html');
  await writeReportFiles({
    run: basename(folder),
    out: join(root, 'reports'),
    nowMs: Date.now(),
    config: join(root, 'llama-contract.config.yaml'),
    files: [page],
    gate: null,
    trends: () => Promise.resolve([]),
    decisions: () => Promise.resolve([]),
    onUnreadable: () => undefined,
    compare: () => Promise.reject(new InputError([problem('nobody asks for it here')])),
    inRepository: '',
  });
  const html = await readFile(page, 'utf8');
  expect(html).toContain('<h2 id="cost-title">Cost</h2>');
  expect(html).toContain('2026-11-26, https://example.com/p');
  expect(html).toContain('<h2 id="savings-title">What would have been saved</h2>');
  expect(html.match(/of 6 attempts whose input was counted/g)).toHaveLength(2);
  expect(html).toMatch(/<th scope="col">vllm<br\/>2026-11-01 10:00/);
});

it('prices change nothing of what is asked: runs before and after one are sides of one comparison', async () => {
  const [without, priced] = [await projectWith([]), await projectWith([{ target: 'vllm', ...PRICE }])];
  const [first, second] = [
    await verifyProject(without, { targets: ['vllm'] }),
    await verifyProject(priced, { targets: ['vllm'] }),
  ];
  expect(first.report.costs).toEqual([]);
  const hashes = await Promise.all(
    [first, second].map(
      async ({ folder }) => JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')).hashes,
    ),
  );
  expect(hashes[0]).toEqual(hashes[1]);
});

it('a plan says what asking costs where both sides have a price, and that it is unknown where one has none', async () => {
  const half = await plan(await projectWith([{ target: 'vllm', ...PRICE }]));
  expect(half.money).toBeNull();
  expect(renderGatePlan(half)).toContain('All prompts cost: unknown');
  const both = await plan(
    await projectWith([
      { target: 'vllm', ...PRICE },
      { host: 'nim', model: 'llama-4-scout', ...PRICE },
    ]),
  );
  expect(both.money?.currency).toBe('USD');
  expect(both.criteria.find(({ id }) => id === 'accounting')?.money).toBe(both.money?.amount);
  expect(renderGatePlan(both)).toMatch(/All prompts cost 0\.\d+ USD at most/);
});
