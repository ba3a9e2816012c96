import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { CatalogTarget } from '../../src/config/catalog.ts';
import type { Sample, Stage, StageResult } from '../../src/contract/load/load.ts';
import { judgeStage } from '../../src/load/judge-stage.ts';
import { loadProject } from '../../src/runs/project/load-project.ts';
import { sendStage } from '../../src/runs/bench/send-stage.ts';
import { chooseMix } from '../../src/suites/choose-mix.ts';
import { CONFIG, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { LIMITS, STAGE } from '../load/build-samples.ts';
import { connectQueue } from './virtual-target.ts';

let configured: CatalogTarget | undefined;
beforeAll(async () => {
  const root = await writeProject({ ...SMALL, 'llama-contract.config.yaml': { ...CONFIG, targets: [VLLM] } });
  const config = join(root, 'llama-contract.config.yaml');
  [configured] = (await loadProject({ config, suites: null, baseline: 'reference' })).catalog.targets;
});

interface Seen {
  readonly samples: readonly Sample[];
  readonly result: StageResult;
}

async function underLoad(queue: object, stage: Partial<Stage>, maxInFlight = 500): Promise<Seen> {
  if (configured === undefined) throw new Error('no target');
  const { clock, connected } = await connectQueue(configured, queue);
  const { target } = connected;
  const document = { tokens: 200, kind: 'log-en', seed: 0, different: 1 };
  const { choices } = chooseMix([{ weight: 1, document }], { prompts: [], goldens: new Map() }, [target], 8);
  const whole = { ...STAGE, ...stage };
  const sending = sendStage(
    {
      stage: whole,
      connected,
      choices,
      seed: 1,
      mode: 'stream',
      source: 'simulate',
      maxInFlight,
      signal: new AbortController().signal,
      onExchange: () => undefined,
    },
    { clock, random: () => 0, watchLoop: () => () => null },
  );
  const { samples, vitals } = await clock.runUntil(sending);
  const measuring = { limits: LIMITS, isStreamed: true, contextTokens: null };
  return { samples, result: judgeStage({ stage: whole, target: target.id, samples, vitals }, measuring) };
}

const within1Percent = (value: number | undefined, expected: number): boolean =>
  Math.abs((value ?? Infinity) / expected - 1) <= 0.01;

it('a freeze of 2 s is seen as long as it was, by whoever was scheduled while it lasted', async () => {
  const freeze = { atMs: 5_000, forMs: 2_000 };
  const { samples, result } = await underLoad(
    { servers: 100, serviceMs: 20, freeze },
    { load: { loop: 'open', perSecond: 40 }, measuredMs: 10_000 },
  );
  const met = samples.filter(({ scheduledMs }) => scheduledMs >= 5_000 && scheduledMs < 6_990);
  expect(met.length).toBeGreaterThan(50);
  // It was there when it was scheduled: what it waited is what was left of the freeze, and its service.
  const wrong = met.filter(
    ({ scheduledMs, endMs }) => !within1Percent(endMs ?? undefined, 7_020) || scheduledMs > (endMs ?? 0),
  );
  expect(wrong).toEqual([]);
  expect(result.refused).toEqual([]);
  const unhurried = samples.filter(({ scheduledMs }) => scheduledMs < 4_900);
  const latencies = unhurried.map(({ endMs, scheduledMs }) => (endMs ?? Infinity) - scheduledMs);
  // A timer waits whole milliseconds.
  expect(Math.max(...latencies)).toBeLessThanOrEqual(22);
});

it('a queue that is asked more than it serves answers at its own rate, and its latency grows by the rest', async () => {
  const { result, samples } = await underLoad(
    { servers: 2, serviceMs: 100 },
    { load: { loop: 'open', perSecond: 30 }, measuredMs: 12_000 },
  );
  const ends = samples.map(({ endMs }) => endMs ?? Infinity).toSorted((a, b) => a - b);
  const rate = ((ends.length - 1) * 1_000) / ((ends.at(-1) ?? Infinity) - (ends[0] ?? 0));
  expect(within1Percent(rate, 20)).toBe(true);
  expect(result.goodput?.low).toBeLessThan(0.95);
});

it('as many as may be in flight are sent, and what is beyond is dropped and counted', async () => {
  const { result } = await underLoad(
    { servers: 1, serviceMs: 1_000 },
    { load: { loop: 'open', perSecond: 20 }, measuredMs: 5_000 },
    8,
  );
  expect(result.vitals.mostInFlight).toBe(8);
  expect(result.dropped).toBeGreaterThan(50);
  expect(result.scheduled).toBe(result.answered + result.dropped);
  expect([result.figures, result.goodput?.high === result.goodput?.low]).toEqual([null, false]);
});

it('waiting clients ask a frozen target less: the closed loop hides the freeze from all but one', async () => {
  const freeze = { atMs: 5_000, forMs: 2_000 };
  const { samples, result } = await underLoad(
    { servers: 1, serviceMs: 20, freeze },
    { load: { loop: 'closed', clients: 1 }, measuredMs: 10_000 },
  );
  const late = samples.filter(({ endMs, scheduledMs }) => (endMs ?? Infinity) - scheduledMs > 100);
  expect(late.length).toBe(1);
  expect(result.figures?.latency.p99Ms).toBeLessThan(25);
  expect(result.certificate[0]).toMatchObject({ row: 'rate', holds: null });
});
