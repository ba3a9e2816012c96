import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHED_SCHEMAS } from '../../src/cli/output/published-schemas.ts';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { InputError } from '../../src/contract/problem.ts';
import { renderBench, renderBenchJson } from '../../src/reports/verbs/render-bench.ts';
import { benchAgain } from '../../src/runs/bench/bench-again.ts';
import { bench, type BenchResult } from '../../src/runs/bench/bench.ts';
import { planBench, type BenchOptions } from '../../src/runs/bench/plan-bench.ts';
import { readCapacities } from '../../src/store/run/read-capacities.ts';
import { readOverviews } from '../../src/store/run/read-overview.ts';
import { pruneRuns } from '../../src/runs/history/prune-runs.ts';
import { readLoadRun } from '../../src/store/run/load-run.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';

let cwd = '';
beforeAll(async () => {
  const limited = { ...VLLM, id: 'limited', quota: { requestsPerMinute: 60 } };
  cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': {
      ...CONFIG,
      targets: [NIM, VLLM, limited],
    },
    'many.yaml': 'mix:\n  - { document: { tokens: 300, kind: log-en, different: 12 } }\n',
    'workload.yaml': 'mix:\n  - { document: { tokens: 300, kind: log-en, different: 2 } }\n',
  });
});

const optionsOf = (over: Partial<BenchOptions> = {}): BenchOptions => ({
  config: join(cwd, 'llama-contract.config.yaml'),
  targets: ['nim', 'vllm'],
  source: null,
  workload: null,
  instead: { ratesPerSecond: [60], seconds: 0.5 },
  findCapacity: false,
  maxRequests: 5_000,
  maxTokens: null,
  faults: [],
  out: join(cwd, 'reports'),
  ...over,
});

function run(over: Partial<BenchOptions> = {}): Promise<BenchResult> {
  const world = { ...nodeWorld(), watchLoop: () => () => null };
  return bench(optionsOf(over), world, new AbortController().signal, () => undefined);
}

async function problemsOf(over: Partial<BenchOptions>): Promise<readonly string[]> {
  const thrown: unknown = await planBench(optionsOf(over)).catch((error: unknown) => error);
  if (!(thrown instanceof InputError)) throw thrown;
  return thrown.problems.map(({ message, mend }) => `${message} -> ${mend ?? ''}`);
}

describe('a load run', () => {
  it('asks every target the same at the same times, and keeps what its figures can be computed from', async () => {
    const { report, folder } = await run();
    const { samples } = await readLoadRun(folder);
    const askedOf = (target: string): readonly unknown[] =>
      samples
        .filter((sample) => sample.target === target)
        .map(({ index, phase, prompt, scheduledMs }) => [index, phase, prompt, scheduledMs]);
    expect(askedOf('nim').length).toBeGreaterThan(20);
    expect(askedOf('vllm')).toEqual(askedOf('nim'));
    expect(samples.filter(({ outcome, endMs }) => outcome === 'answered' && endMs !== null)).toEqual(samples);
    expect(samples.every(({ sentMs, scheduledMs }) => (sentMs ?? -1) >= scheduledMs)).toBe(true);
    expect((await benchAgain(folder)).report).toEqual(report);
    expect(await readFile(join(folder, 'load.html'), 'utf8')).toContain('SYNTHETIC');
    expect(renderBench(report)).toMatch(/ SYNTHETIC\n/);

    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(PUBLISHED_SCHEMAS.bench());
    expect([validate(JSON.parse(renderBenchJson(report, folder))), validate.errors]).toEqual([true, null]);
  });

  it('looks for a capacity within its budget, and says that it ended there', async () => {
    const { report, folder } = await run({
      targets: ['nim'],
      findCapacity: true,
      instead: { ratesPerSecond: [60], seconds: 4, warmUpSeconds: 0.1 },
      maxRequests: 25,
    });
    const [capacity] = report.capacities;
    expect(capacity).toMatchObject({ target: 'nim', low: null, high: null, at: 0.95, certified: false });
    expect(capacity?.reason).toBe('the budget of requests is spent');
    if (capacity === undefined) throw new Error('nothing was looked for');
    const found = { ...capacity, low: 5, high: 6, quotaPerMinute: 60 };
    expect(renderBench({ ...report, capacities: [found] })).toContain(
      'Its quota of 60 a minute in the configuration lets only 1.00 a second through.',
    );
    expect(renderBench({ ...report, capacities: [{ ...found, low: 1 }] })).not.toContain('Its quota');
    const file = JSON.parse(await readFile(join(folder, 'capacity.json'), 'utf8'));
    const { run: of, evidenceRoot, capacities } = report;
    expect(file).toEqual({ schemaVersion: 1, run: of, evidenceRoot, capacities, digest: expect.any(String) });
    expect(
      (await readCapacities(join(cwd, 'reports'), 'nim')).capacities.map(({ file: kept }) => kept),
    ).toContain(join(folder, 'capacity.json'));
    expect(report.exitCode).toBe(3);
  });

  it('lets waiting clients join one after the other, in the first half of the warm-up', async () => {
    const instead = { clients: [4], seconds: 0.2, warmUpSeconds: 0.4 };
    const { folder } = await run({ targets: ['nim'], instead });
    const { samples } = await readLoadRun(folder);
    const waiting = samples.map(({ scheduledMs: atMs }) => {
      const began = samples.filter(({ scheduledMs }) => scheduledMs <= atMs);
      return { atMs, count: began.filter(({ endMs }) => endMs === null || endMs > atMs).length };
    });
    expect(waiting.filter(({ atMs, count }) => count > 1 + Math.floor(atMs / 50))).toEqual([]);
    expect(samples.some(({ scheduledMs }) => scheduledMs > 200)).toBe(true);
  });

  it('ends waiting clients when the budget is spent, and keeps what came', async () => {
    const instead = { clients: [2], seconds: 30, warmUpSeconds: 0 };
    const { report } = await run({ targets: ['nim'], instead, maxRequests: 5 });
    expect([report.ended, report.exitCode]).toEqual(['the budget of requests is spent', 3]);
    expect(report.stages[0]?.figures).toBeNull();
  });

  it('lets no more clients send at once than the budget pays for, and their answers come in', async () => {
    const instead = { clients: [40, 2], seconds: 30, warmUpSeconds: 0 };
    const { report, folder } = await run({ targets: ['nim'], instead, maxRequests: 5 });
    const { samples } = await readLoadRun(folder);
    const outcomes = samples.map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'answered'), 'cut']);
    expect([report.ended, report.stages.length]).toEqual(['the budget of requests is spent', 1]);
  });

  it('gives no figures of waiting clients whose budget ended before their stage', async () => {
    const instead = { clients: [2], seconds: 30, warmUpSeconds: 0 };
    const { report } = await run({ targets: ['nim'], instead, maxRequests: 40 });
    expect(report.stages[0]?.refused).toContain('the run was ended before the stage was');
  });

  it('gives no figures of a schedule that was ended between two requests', async () => {
    const stopped = new AbortController();
    const real = nodeWorld();
    let waits = 0;
    // While a request is waited for, and those before it are answered.
    const sleep: typeof real.clock.sleep = async (ms, signal) => {
      waits += Number.isInteger(ms) ? 1 : 0;
      if (waits < 12 || ms < 90) return real.clock.sleep(ms, signal);
      await real.clock.sleep(80, signal);
      stopped.abort(new Error('enough'));
    };
    const world = { ...real, clock: { ...real.clock, sleep }, watchLoop: () => () => null };
    const instead = { ratesPerSecond: [20], seconds: 30, warmUpSeconds: 0 };
    const { report } = await bench(
      optionsOf({ targets: ['nim'], instead }),
      world,
      stopped.signal,
      () => undefined,
    );
    expect(report.stages[0]?.refused).toContain('the run was ended before the stage was');
  });

  it('asks about documents of a fixed length, and caps what is answered', async () => {
    const { report, folder } = await run({
      targets: ['vllm'],
      workload: join(cwd, 'workload.yaml'),
      instead: { ratesPerSecond: [60], seconds: 0.5, outputCaps: [5] },
    });
    const { samples } = await readLoadRun(folder);
    expect(new Set(samples.map(({ prompt }) => prompt))).toEqual(new Set(['log-en-300-0', 'log-en-300-1']));
    expect(samples.every(({ outputTokens }) => outputTokens !== null && outputTokens <= 5)).toBe(true);
    expect(report.stages.map(({ outputCap }) => outputCap)).toEqual([5]);
  });

  it.each(['nim', 'vllm'])(
    'names a cache of prefixes of %s that warms while it is measured',
    async (target) => {
      const { report, folder } = await run({
        targets: [target],
        workload: join(cwd, 'many.yaml'),
        instead: { ratesPerSecond: [60], seconds: 0.6, warmUpSeconds: 0 },
        faults: [faultSchema.parse({ match: { target }, prefixCache: { msPerToken: 0.01 } })],
      });
      const { samples } = await readLoadRun(folder);
      const [first, ...later] = samples.map(
        ({ inputTokens, cachedTokens }) => (cachedTokens ?? 0) / (inputTokens ?? 1),
      );
      expect(first).toBeLessThan(0.3);
      expect(Math.max(...later)).toBeGreaterThan(0.8);
      const [stage] = report.stages;
      const row = stage?.certificate.find((each) => each.row === 'prefix cache');
      expect(row).toMatchObject({ holds: false });
      expect(stage?.refused.some((why) => why.startsWith('prefix cache:'))).toBe(true);
    },
  );

  it('is no evidence any more where a sample, a figure or a capacity was changed after it was sealed', async () => {
    const { folder, report } = await run({ targets: ['nim'] });
    const path = join(folder, 'samples.jsonl');
    const text = await readFile(path, 'utf8');
    const lines = text.trimEnd().split('\n');
    const quick = lines.map((line) => line.replace(/"endMs":[\d.]+/, '"endMs":1'));
    for (const changed of [quick, lines.slice(1)]) {
      await writeFile(path, `${changed.join('\n')}\n`);
      await expect(benchAgain(folder)).rejects.toThrow(
        /was sealed with \w{64}: a line is gone, forged or added/,
      );
    }
    await writeFile(path, `${lines[0]}\n{"stage":0}\n`);
    await expect(benchAgain(folder)).rejects.toThrow(/samples\.jsonl:2 is not what `bench` writes/);
    await writeFile(path, text);
    expect((await benchAgain(folder)).report).toEqual(report);
    const sealed = await readFile(join(folder, 'load.json'), 'utf8');
    await writeFile(join(folder, 'load.json'), sealed.replace(/"scheduled":\d+/, '"scheduled":9999'));
    await expect(benchAgain(folder)).rejects.toThrow(/load\.json is not what `bench` writes/);
    await expect(benchAgain(cwd)).rejects.toThrow(/holds no load run/);
  });

  it('stands among the runs that are listed and pruned, unless it is being written or was changed', async () => {
    const dir = join(cwd, 'loads');
    const { folder, report } = await run({ targets: ['nim'], out: dir });
    const [only, ...others] = await readOverviews(dir, nodeWorld().processes);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ run: report.run, kind: 'load', state: 'sealed', source: 'simulate' });
    expect(only?.counts?.['planned']).toBe(report.stages[0]?.scheduled);
    const prune = () => pruneRuns({ out: dir, keep: 0, olderThanDays: null, dryRun: false }, nodeWorld());
    await writeFile(join(folder, 'run.lock'), '{}');
    expect((await prune()).left.map(({ why }) => why)).toEqual(['it is being written']);
    await rm(join(folder, 'run.lock'));
    const sealed = await readFile(join(folder, 'load.json'), 'utf8');
    await writeFile(join(folder, 'load.json'), '{}');
    expect((await prune()).left.map(({ why }) => why)).toEqual(['it is no run that this version knows']);
    await writeFile(join(folder, 'load.json'), sealed);
    expect((await prune()).removed.map(({ run: name }) => name)).toEqual([report.run]);
    expect(await readdir(dir)).toEqual(['history.sqlite']);
  });
});

describe('before anything is called', () => {
  it('a schedule that is longer than its budget is refused, with what would allow it', async () => {
    const [requests, tokens] = await problemsOf({ maxRequests: 20, maxTokens: 100 });
    expect(requests).toMatch(/^the schedule has (\d+) requests, and the budget 20 -> .*--max-requests \1$/);
    expect(tokens).toMatch(
      /^the schedule takes about (\d+) tokens, and the budget has 100 -> .*--max-tokens \1 /,
    );
  });

  it('what nobody knows is refused by name', async () => {
    expect(await problemsOf({ targets: ['nin'] })).toEqual(['unknown target "nin" -> did you mean "nim"?']);
    await writeFile(
      join(cwd, 'wrong.yaml'),
      'mix:\n  - { prompts: [plain-wurd] }\n  - { tags: [nothing] }\n  - { document: { tokens: 300, kind: log-fi } }\n',
    );
    expect(await problemsOf({ workload: join(cwd, 'wrong.yaml') })).toEqual([
      'mix row 1: unknown prompt "plain-wurd" -> did you mean "plain-word"?',
      'mix row 2 chooses no prompt -> check its suite, tags, prompts and images',
      'mix row 3: unknown kind of document "log-fi" -> did you mean "log-de"?',
    ]);
    await writeFile(join(cwd, 'no-suite.yaml'), 'mix: [{ suite: smal }]\n');
    expect((await problemsOf({ workload: join(cwd, 'no-suite.yaml') })).join()).toContain('"small"');
  });

  it('rates and clients that are out of bounds are refused in their place', async () => {
    const text = 'ratesPerSecond: [0, -1, .nan, 2000]\nclients: [0, 501]\nseconds: 0\n';
    await writeFile(join(cwd, 'bounds.yaml'), text);
    const found = await problemsOf({ workload: join(cwd, 'bounds.yaml') });
    expect(found.length).toBe(7);
  });

  it('a rate above the quota of a target, a replay and a closed search are refused', async () => {
    expect(await problemsOf({ targets: ['limited'] })).toEqual([
      '60 requests a second are more than the 60 a minute that target "limited" may be asked -> lower the rate, or raise its quota in the configuration',
    ]);
    expect((await problemsOf({ source: 'replay' })).join()).toMatch(/^a recording carries no load/);
    expect(await problemsOf({ findCapacity: true })).toEqual([
      '0.5 s at 60 a second are 30 requests, and fewer than 200 decide nothing -> make stages longer, --seconds 4, or begin with a higher --rate',
    ]);
    expect((await problemsOf({ findCapacity: true, instead: { clients: [2] } })).join()).toMatch(
      /^a capacity is looked for by rates/,
    );
  });
});
