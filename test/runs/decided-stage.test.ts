import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeStage } from '../../src/load/judge-stage.ts';
import { jobOf, measuringOf, type BenchRun } from '../../src/runs/bench/bench-run.ts';
import { planBench } from '../../src/runs/bench/plan-bench.ts';
import { sendStage } from '../../src/runs/bench/send-stage.ts';
import { watchBenchBudget } from '../../src/runs/bench/watch-bench-budget.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { CONFIG, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { connectQueue } from '../slow/virtual-target.ts';

/** A minute of load, in a time that is not waited for; who looks ends it after so many requests. */
async function endedAfter(load: object, requests: number, by: 'a decision' | 'a signal') {
  const cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, targets: [VLLM] },
    'workload.yaml': {
      mix: [{ document: { tokens: 200, different: 1 } }],
      mode: 'send',
      outputCaps: [2],
      seconds: 60,
      warmUpSeconds: 0.5,
      ...load,
    },
  });
  const plan = await planBench({
    config: join(cwd, 'llama-contract.config.yaml'),
    targets: null,
    source: null,
    workload: join(cwd, 'workload.yaml'),
    instead: {},
    findCapacity: false,
    maxRequests: 10_000,
    maxTokens: null,
    faults: [],
    out: join(cwd, 'reports'),
  });
  const [target] = plan.targets;
  const [stage] = plan.stages;
  if (target === undefined || stage === undefined) throw new Error('nothing is asked');
  const { clock, connected } = await connectQueue(target, { servers: 2, serviceMs: 40 });
  const stop = new AbortController();
  const world = { ...nodeWorld(), clock, watchLoop: () => () => null };
  const running: BenchRun = {
    plan,
    world: { ...world, argv: [] },
    workloadHash: 'of the test',
    budget: watchBenchBudget(
      { maxRequests: 10_000, maxTokens: null, maxDurationMs: null },
      clock,
      stop.signal,
    ),
    fingerprints: new Map(),
    onEvent: () => undefined,
    keep: () => Promise.reject(new Error('nothing is kept')),
  };
  const sending = sendStage(
    {
      ...jobOf(running, stage, connected),
      isDecided(slots) {
        if (slots.length < requests) return false;
        if (by === 'a signal') stop.abort(new Error('enough'));
        return by === 'a decision';
      },
    },
    world,
  );
  const seen = await clock.runUntil(sending);
  return judgeStage({ stage, target: target.id, ...seen }, measuringOf(plan, target.id));
}

const ENDED = 'the run was ended before the stage was';
const LOADS = [{ clients: [3] }, { ratesPerSecond: [20] }];

describe.each(LOADS)('a stage of %j', (load) => {
  it('that is decided is no stage that was ended: what was in flight then is not of it', async () => {
    const { refused, scheduled, answered } = await endedAfter(load, 100, 'a decision');
    expect(refused).not.toContain(ENDED);
    expect(scheduled).toBeGreaterThan(50);
    expect(answered).toBe(scheduled);
  });

  it('that somebody ended is refused', async () => {
    expect((await endedAfter(load, 100, 'a signal')).refused).toContain(ENDED);
  });
});
