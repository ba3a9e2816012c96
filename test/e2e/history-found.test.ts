import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Capacity } from '../../src/contract/load/capacity.ts';
import type { CapabilityFile } from '../../src/contract/probe/capability-file.ts';
import type { LoadReport } from '../../src/contract/load/load-report.ts';
import { workloadSchema } from '../../src/contract/load/workload.ts';
import { renderHistory, renderKnownRun, renderTrend } from '../../src/reports/verbs/render-history.ts';
import { historyOfLoad } from '../../src/runs/history/history-found.ts';
import { trendsOf } from '../../src/runs/history/history-trends.ts';
import { keepProbe } from '../../src/runs/probe/keep-probe.ts';
import { putInHistory } from '../../src/runs/history/keep-in-history.ts';
import { readHistory, rebuildHistory } from '../../src/runs/history/read-history.ts';
import { readOverviews } from '../../src/store/run/read-overview.ts';
import { foundCapacity } from '../load/found-capacity.ts';
import { probed } from '../reports/html/sample-page.ts';
import { eagerWorld } from './verify-project.ts';

const CONTEXT: NonNullable<CapabilityFile['context']> = {
  advertised: 128_000,
  advertisedBy: 'server',
  accepted: 100_000,
  refused: null,
  refusal: null,
  cutTo: null,
  usable: 32_768,
  unusable: 65_536,
  base: 1,
  rungs: [],
  end: 'found',
};

/** Each a second after the one before. */
const worldAt = (second: number) => ({ ...eagerWorld(), random: () => second / 100 });

async function keep(out: string, second: number, differs: Partial<CapabilityFile>): Promise<string> {
  const found = [probed({ context: CONTEXT, ...differs })];
  const startedMs = Date.UTC(2026, 10, 26, 12, 0, second);
  const { run, warnings } = await keepProbe(
    { out, startedMs, source: 'live', exitCode: 0, found },
    worldAt(second),
  );
  expect(warnings).toEqual([]);
  if (run === null) throw new Error('it was not kept');
  return run;
}

it('probes are runs of the history, with how much input is read, and what changed since the one before', async () => {
  const out = await mkdtemp(join(tmpdir(), 'history-found-'));
  const first = await keep(out, 1, {});
  const bits = probed().bits.map((bit) => ({
    ...bit,
    verdict: 'proved' as const,
    ground: 'obeyed' as const,
  }));
  const second = await keep(out, 2, { bits, context: { ...CONTEXT, usable: 8_192, unusable: 16_384 } });
  const world = eagerWorld();
  const { runs } = await readHistory(out, world);
  expect(runs.map(({ run, kind, kept }) => [run, kind, kept])).toEqual([
    [first, 'probe', true],
    [second, 'probe', true],
  ]);
  expect(runs[0]?.changes).toEqual([]);
  expect(runs[1]?.changes).toEqual(
    expect.arrayContaining([
      expect.stringMatching(new RegExp(`^vllm: \\S+ was refuted .* in run ${first}, and is proved$`)),
      `vllm: usable context was 32768 tokens in run ${first}, and is 8192 tokens`,
    ]),
  );
  const [trend] = trendsOf(runs, 'vllm', 'usable-context', 10);
  expect(trend?.points.map(({ run, changed }) => [run, changed])).toEqual([
    [first, false],
    [second, true],
  ]);
  if (trend === undefined) throw new Error('no trend');
  expect(renderTrend(trend)).toContain(
    `usable context of vllm changed beyond its interval in run ${second}, from 32,768 [32,768-65,536] to 8,192 [8,192-16,384]`,
  );
  const shown = renderHistory(runs);
  expect(shown).toMatch(/probe .* live .* PROBED .* usable context 8,192, \d endpoint changes/);
  expect(() => trendsOf(runs, null, 'capacity', 10)).toThrow('no run that is known has a capacity');
  expect((await rebuildHistory(out, world)).read).toEqual([first, second]);
  expect((await readOverviews(out, world.processes)).map(({ kind, verdict }) => [kind, verdict])).toEqual([
    ['probe', 'probed'],
    ['probe', 'probed'],
  ]);
});

it('a probe that was changed after it was written is none', async () => {
  const out = await mkdtemp(join(tmpdir(), 'history-found-'));
  const run = await keep(out, 1, {});
  const file = join(out, run, 'probe.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('32768', '99999'));
  const { left } = await rebuildHistory(out, eagerWorld());
  expect(left).toEqual([{ run, why: `${file} is not what \`probe\` writes` }]);
});

const CAPACITY = foundCapacity({ target: 'vllm', endpoint: probed().endpoint });

const load = (run: string, capacity: Partial<Capacity>): LoadReport => ({
  schemaVersion: 1,
  run,
  startedAt: `2026-11-26T12:00:0${run.at(-1)}.000Z`,
  source: 'live',
  versions: { 'llama-contract': '0.1.0' },
  argv: ['bench'],
  workload: workloadSchema.parse({}),
  workloadHash: 'ab'.repeat(32),
  mode: 'stream',
  targets: [{ id: 'vllm', contextTokens: null }],
  prompts: 3,
  stages: [],
  capacities: [{ ...CAPACITY, ...capacity }],
  ended: null,
  exitCode: 0,
  evidenceRoot: 'cd'.repeat(32),
});

it('a capacity is followed from load run to load run, of the same workload, and is no figure without a certificate', async () => {
  const out = await mkdtemp(join(tmpdir(), 'history-found-'));
  const world = eagerWorld();
  for (const report of [
    load('20261126-120000-0001', {}),
    load('20261126-120000-0002', { low: 2, high: 3 }),
    load('20261126-120000-0003', { certified: false }),
  ]) {
    expect(await putInHistory(out, historyOfLoad(report), world)).toBeNull();
  }
  const { runs } = await readHistory(out, world);
  const [trend] = trendsOf(runs, null, 'capacity', 10);
  expect(trend?.points.map(({ figure, changed, kept }) => [figure.value, changed, kept])).toEqual([
    [5, false, false],
    [2, true, false],
    [null, false, false],
  ]);
  expect(renderKnownRun(runs[0] ?? raise(), null)).toMatch(/capacity +5\.00 a second \[5\.00-6\.00\]/);
  expect(renderHistory(runs)).toMatch(/load .* MEASURED .* capacity 2\.00 a second, its folder is gone/);
});

function raise(): never {
  throw new Error('no run');
}
