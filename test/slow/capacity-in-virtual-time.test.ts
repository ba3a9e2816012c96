import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { StageResult } from '../../src/contract/load/load.ts';
import { takeFingerprint } from '../../src/gates/fingerprint.ts';
import { judgeStage } from '../../src/load/judge-stage.ts';
import { measuringOf, type BenchWorld } from '../../src/runs/bench/bench-run.ts';
import { findCapacities } from '../../src/runs/bench/find-capacities.ts';
import { planBench } from '../../src/runs/bench/plan-bench.ts';
import { watchBenchBudget } from '../../src/runs/bench/watch-bench-budget.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { CONFIG, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { capacityOf } from '../load/known-queue.ts';
import { connectQueue } from './virtual-target.ts';

/** Too short for ends that are close, which `npm run bench -- --fidelity` takes five minutes for: so much is CPU of a test. */
const SECONDS = 8;
const QUEUE = { servers: 16, serviceMs: 40, limitMs: 60 };

it('a search to its end, by real calls of a queue of known capacity, has it between its ends', async () => {
  const cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, targets: [VLLM] },
    'workload.yaml': {
      mix: [{ document: { tokens: 200, different: 1 } }],
      mode: 'send',
      ratesPerSecond: [100],
      outputCaps: [2],
      seconds: SECONDS,
      limits: { firstTokenMs: null, latencyMs: QUEUE.limitMs + 1 },
      seed: 1,
    },
  });
  const plan = await planBench({
    config: join(cwd, 'llama-contract.config.yaml'),
    targets: null,
    source: null,
    workload: join(cwd, 'workload.yaml'),
    instead: {},
    findCapacity: true,
    maxRequests: 500_000,
    maxTokens: null,
    faults: [],
    out: join(cwd, 'reports'),
  });
  const [target] = plan.targets;
  if (target === undefined) throw new Error('no target');
  const { servers, serviceMs } = QUEUE;
  const { clock, connected } = await connectQueue(target, { servers, serviceMs });
  const world: BenchWorld = { ...nodeWorld(), clock, argv: [], watchLoop: () => () => null };
  const stages: StageResult[] = [];
  const searching = findCapacities(
    {
      plan,
      world,
      workloadHash: 'of the test',
      budget: watchBenchBudget(
        { maxRequests: 500_000, maxTokens: null, maxDurationMs: null },
        clock,
        new AbortController().signal,
      ),
      fingerprints: new Map([[target.id, takeFingerprint()]]),
      onEvent: () => undefined,
      async keep(seen) {
        const result = judgeStage(seen, measuringOf(plan, seen.target));
        stages.push(result);
        return result;
      },
    },
    [connected],
  );
  const [found] = await clock.runUntil(searching);
  const known = capacityOf(QUEUE);
  expect([(found?.low ?? Infinity) < known, (found?.high ?? 0) > known]).toEqual([true, true]);
  expect((found?.high ?? Infinity) / (found?.low ?? 0)).toBeLessThan(2);
  expect(found).toMatchObject({
    certified: true,
    reason: 'the ends are close enough',
    stages: stages.length,
  });
  expect(stages.length).toBeLessThanOrEqual(12);
  expect(stages.flatMap(({ refused }) => refused)).toEqual([]);
});
