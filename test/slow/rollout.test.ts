import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import type { LedgerBody } from '../../src/contract/rollout/ledger.ts';
import { rolloutRecordOutputSchema } from '../../src/contract/outputs/rollout-output.ts';
import { InputError } from '../../src/contract/problem.ts';
import { renderProbes, renderRollout, renderWindows } from '../../src/reports/verbs/render-rollout.ts';
import { cutWindows } from '../../src/rollout/cut-windows.ts';
import { advanceRollout, type Advance } from '../../src/runs/rollout/advance-rollout.ts';
import { drillRollout } from '../../src/runs/rollout/drill-rollout.ts';
import { armOf, exportRollout } from '../../src/runs/rollout/export-rollout.ts';
import { holdRollout } from '../../src/runs/rollout/hold-rollout.ts';
import { addProbe } from '../../src/runs/monitor/monitor.ts';
import type { RolloutOptions, RolloutWorld } from '../../src/runs/project/open-rollout.ts';
import { recordMonitor, type RecordedProbes } from '../../src/runs/rollout/record-monitor.ts';
import { recordWindows, type RecordedWindows } from '../../src/runs/rollout/record-windows.ts';
import { rollBack } from '../../src/runs/rollout/roll-back.ts';
import { showRollout } from '../../src/runs/rollout/show-rollout.ts';
import { startRollout } from '../../src/runs/rollout/start-rollout.ts';
import { MONITOR_FILE } from '../../src/store/run/layout.ts';
import { after, HOUR, monitored, NO_ERRORS, T0, textOf, upTo } from '../rollout/build-ledger.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';
import { eagerWorld, rejudgeProject, verifyProject, type VerifyChanges } from '../e2e/verify-project.ts';
import { signAgain } from '../store/sign-again.ts';

const point = (id: string, metric: string, threshold: number) => ({
  criteria: [{ id, metric, threshold, decide: 'point' }],
});
const schema = point('schema', 'schema-match', 0.5);
const POLICIES = {
  quick: {
    shadow: schema,
    canary: schema,
    partial: point('way-back', 'rollback-readiness', 1),
    full: point('incidents', 'incidents', 0),
  },
  partly: { shadow: schema },
};
const routing = {
  alias: 'llama',
  baseline: '/v1/llama-v1',
  candidate: '/v1/llama-v2',
  requestIdHeader: 'idempotency-key',
};
const MOVE = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'quick', routing };
const MIGRATIONS = [
  MOVE,
  { id: 'partly', baseline: 'vllm', candidate: 'nim', policy: 'partly' },
  { id: 'unrouted', baseline: 'vllm', candidate: 'nim', policy: 'quick' },
];
const PROJECT = {
  ...SMALL,
  'llama-contract.config.yaml': { ...CONFIG, policies: POLICIES, migrations: MIGRATIONS },
};
const START = {
  kind: 'start',
  migration: 'move',
  baseline: 'vllm',
  candidate: 'nim',
  policy: 'quick',
} as const;

/** A project at a time that is told, so many hours after the start of its rollout. */
async function openProject() {
  const root = await writeProject(PROJECT);
  let hours = 0;
  const eager = eagerWorld();
  const clock = { ...eager.clock, wallMs: () => T0 + hours * HOUR };
  const world: RolloutWorld = { ...eager, clock, uptime: { boot: 'one', upMs: () => hours * HOUR } };
  const options: RolloutOptions = {
    config: join(root, 'llama-contract.config.yaml'),
    out: join(root, 'reports'),
    migration: 'move',
    by: 'the tests',
  };
  const state = join(options.out, MONITOR_FILE);
  return {
    root,
    world,
    options,
    at(time: number): void {
      hours = time;
    },
    async ask(changes: VerifyChanges = {}): Promise<string> {
      return basename((await verifyProject(root, { targets: ['vllm', 'nim'], clock, ...changes })).folder);
    },
    advance(more: Partial<Parameters<typeof advanceRollout>[0]> = {}): Promise<Advance> {
      const sides = { baseline: null, candidate: null, allowSynthetic: true, evidenceRoots: [] };
      return advanceRollout({ ...options, ...sides, ...more }, world, new AbortController().signal);
    },
    record(run: string | null = null, allowSynthetic = true): Promise<RecordedWindows> {
      return recordWindows({ ...options, run, allowSynthetic }, world);
    },
    /** Asks as a monitor, which keeps what it saw. */
    async probe(changes: VerifyChanges = {}): Promise<string> {
      const { folder, report } = await verifyProject(root, { targets: ['vllm', 'nim'], clock, ...changes });
      const { endedAt } = report.identity;
      const rules = { objective: 0.99, everyMinutes: 60 };
      const how = { out: options.out, state, rules, maxTokensPerDay: null, targets: null };
      await addProbe({ folder, endedAt }, how, { ...eager, clock });
      return basename(folder);
    },
    recordProbes(allowSynthetic = true): Promise<RecordedProbes> {
      return recordMonitor({ ...options, file: state, allowSynthetic }, world);
    },
    state,
    ledger: () => readFile(join(root, 'rollouts/move.jsonl'), 'utf8'),
    /** Traffic stands at a share already; each step took 30 hours. */
    async writeLedger(share: number, more: readonly (readonly [number, LedgerBody])[] = []): Promise<void> {
      const steps = upTo(share).map(([time, body]) => {
        if (body.kind !== 'advance') return [time, body] as const;
        const { gate } = body;
        const sides = {
          baseline: { ...gate.baseline, target: 'vllm' },
          candidate: { ...gate.candidate, target: 'nim' },
        };
        return [time, { ...body, gate: { ...gate, ...sides } }] as const;
      });
      await mkdir(join(root, 'rollouts'), { recursive: true });
      await writeFile(join(root, 'rollouts/move.jsonl'), textOf([[0, START], ...steps, ...more]));
    },
  };
}

async function refusal(work: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof InputError)) throw new Error(`not refused: ${String(error)}`);
  return error.problems.flatMap(({ message, mend }) => [message, mend ?? 'no mend']);
}

describe('a rollout', () => {
  it('goes step by step, each on evidence of its own', async () => {
    const project = await openProject();
    const { options, world } = project;
    expect(await startRollout(options, world)).toMatchObject({ step: { share: 0 }, waits: [] });
    project.at(1);
    const run = await project.ask();
    expect(await project.advance({ allowSynthetic: false })).toMatchObject({
      advanced: false,
      decision: { verdict: 'inconclusive' },
      state: { step: { share: 0 }, ledger: { entries: 1 } },
    });
    expect(await project.advance()).toMatchObject({
      advanced: true,
      state: { step: { stage: 'canary', share: 10 }, synthetic: true },
    });
    project.at(24.9);
    expect(await refusal(project.advance())).toEqual([
      'canary (10%) is to stay for 6 min more, to show that it is stable',
      `wait until ${after(25).at} at the earliest`,
    ]);
    project.at(25);
    expect(await refusal(project.advance())).toEqual([
      `run ${run} moved traffic before, and evidence does so once`,
      'ask both sides anew',
    ]);
    await project.ask();
    expect(await project.advance()).toMatchObject({ advanced: true, state: { step: { share: 20 } } });
    await rollBack({ ...options, reason: 'pager' }, world);
    project.at(26);
    const old = { baseline: `${run}/vllm`, candidate: `${run}/nim` };
    expect((await refusal(project.advance(old)))[0]).toBe(
      `run ${run} was asked at ${after(1).at}, before traffic came to this step at ${after(25).at}: it says nothing of it`,
    );
  });

  it('leaves a partial step by a drill that is in the ledger', async () => {
    const project = await openProject();
    const { options, world } = project;
    await project.writeLedger(90);
    project.at(300);
    await project.ask();
    const { decision } = await project.advance();
    expect(decision).toMatchObject({ verdict: 'inconclusive' });
    expect(decision.sentence).toContain(
      'the way back was never tried: ask vllm anew, then: rollout drill --migration move',
    );
    const drilled = await drillRollout({ ...options, run: null, allowSynthetic: true }, world);
    expect(drilled).toMatchObject({ verdict: 'pass', drill: { target: 'vllm', planned: 6 } });
    expect(await project.advance()).toMatchObject({ advanced: true, state: { step: { stage: 'full' } } });
  });

  it('leaves the last step by a day of windows without a gap, and comes back from there too', async () => {
    const project = await openProject();
    const { options, world } = project;
    const windows = Array.from({ length: 23 }, (_, at) =>
      cutWindows(monitored(301 + at), 60, NO_ERRORS),
    ).flat();
    await project.writeLedger(
      100,
      windows.map((window) => [324, window]),
    );
    project.at(324.1);
    await project.ask();
    await project.record();
    project.at(324.5);
    await project.ask();
    expect((await project.advance()).decision.sentence).toContain(
      'windows without a gap cover 23 h of the last 24 h at this step: rollout record',
    );
    project.at(325);
    const last = await project.advance();
    expect(last).toMatchObject({ advanced: true, decision: { verdict: 'open' }, state: { next: null } });
    expect(renderRollout(last.state)).toMatch(
      /^RETIRED {2}100% of move is served by nim, 0% by vllm {2}SYNTHETIC\n/,
    );
    expect(await refusal(project.advance())).toEqual([
      'all traffic moved, and vllm may be retired',
      'there is nothing left to advance to',
    ]);
    await rollBack({ ...options, reason: 'after all' }, world);
    expect(await showRollout(options, world)).toMatchObject({ step: { stage: 'shadow', share: 0 } });
  });
});

describe('a window that is recorded', () => {
  const odd: readonly Fault[] = [
    { match: { target: 'nim' }, at: 'before-headers', wire: 'error-body', error: { kind: 'server_error' } },
  ];

  it('brings all traffic back where it shows an incident, and says which', async () => {
    const project = await openProject();
    await project.writeLedger(20);
    project.at(61);
    const run = await project.ask({ faults: odd });
    const recorded = await project.record();
    expect(recorded.rolledBack).toMatch(/^incident: server_error 500 \(6 of its exchanges, such as nim\//);
    expect(recorded.state).toMatchObject({ step: { share: 0 }, rolledBack: { isAutomatic: true } });
    expect(renderWindows(recorded)).toContain(`ROLLED BACK  incident: server_error 500`);
    const text = await readFile(join(project.root, 'rollouts/move.jsonl'), 'utf8');
    expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      body: { kind: 'rollback', because: 4 },
    });
    expect(await refusal(project.record(run))).toEqual([
      `run ${run} is recorded already, in line 4`,
      'record each run of the monitor once',
    ]);
  });

  it('changes nothing where no client is served, and none where all is well', async () => {
    const project = await openProject();
    await project.writeLedger(0);
    project.at(1);
    await project.ask({ faults: odd });
    expect(await project.record()).toMatchObject({ rolledBack: null, state: { step: { share: 0 } } });
    project.at(2);
    await project.ask();
    const { windows } = await project.record();
    expect(windows).toMatchObject([
      {
        from: after(2).at,
        to: after(3).at,
        planned: 6,
        counts: { passed: 6 },
        incidents: [],
        retries: { neither: 6 },
      },
    ]);
  });

  it.each<[string, VerifyChanges, number, RegExp, boolean]>([
    [
      'that did not ask the candidate',
      { targets: ['vllm'] },
      61,
      /^run \S+ did not ask nim; its targets are vllm/,
      true,
    ],
    [
      'that a simulator answered',
      {},
      61,
      /^run \S+ is synthetic: a simulator or a recording answered/,
      false,
    ],
    [
      'of the time before the rollout',
      {},
      -1,
      /^run \S+ was asked at \S+, before the rollout was started at /,
      true,
    ],
  ])('is not taken from a run %s', async (_what, changes, hours, message, allowed) => {
    const project = await openProject();
    await project.writeLedger(20);
    project.at(hours);
    await project.ask(changes);
    project.at(62);
    expect((await refusal(project.record(null, allowed))).join('; ')).toMatch(message);
  });

  it('is not taken from a run of a time to come, nor twice for one hour', async () => {
    const project = await openProject();
    await project.writeLedger(20);
    project.at(62.2);
    await project.ask();
    project.at(61);
    expect((await refusal(project.record())).join('; ')).toMatch(/which is later than now: a clock was set/);
    project.at(62.5);
    await project.record();
    const again = await project.ask();
    expect(await refusal(project.record())).toEqual([
      `run ${again}, ${after(62).at} to ${after(63).at}: its window overlaps the one of line 4`,
      'one run stands for a window: let the monitor run once in each',
    ]);
  });
});

describe('what a monitor saw', () => {
  it('is added once, each probe of this step by its run, and brings traffic back where one shows an incident', async () => {
    const project = await openProject();
    await project.writeLedger(20);
    project.at(59);
    await project.probe();
    project.at(61);
    expect(await project.recordProbes()).toMatchObject({ runs: [], known: 0, earlier: 1, rolledBack: null });
    const first = await project.probe();
    project.at(62);
    const second = await project.probe();
    const both = await project.recordProbes();
    expect(both.runs.map(({ run, windows }) => [run, windows.map(({ from }) => from)])).toEqual([
      [first, [after(61).at]],
      [second, [after(62).at]],
    ]);
    expect(both).toMatchObject({ earlier: 1, known: 0, leftOut: [], state: { step: { share: 20 } } });
    expect(
      rolloutRecordOutputSchema.safeParse({ schemaVersion: 1, exitCode: 0, ...both }).error,
    ).toBeUndefined();
    const text = await project.ledger();
    const again = await project.recordProbes();
    expect(again).toMatchObject({ runs: [], earlier: 1, known: 2, leftOut: [] });
    expect(renderProbes(again)).toMatch(/^NOTHING NEW {2}\S+ holds no probe that could be recorded$/m);
    expect(await project.ledger()).toBe(text);

    project.at(63);
    const faults: readonly Fault[] = [
      { match: { target: 'nim' }, at: 'before-headers', wire: 'error-body', error: { kind: 'server_error' } },
    ];
    const bad = await project.probe({ faults });
    const back = await project.recordProbes();
    expect(back).toMatchObject({ runs: [{ run: bad }], state: { step: { share: 0 } } });
    expect(renderProbes(back)).toMatch(/^ROLLED BACK {2}incident: server_error 500 /);
  });

  it('is left out, with the reason, where another probe stands for its window or another configuration asked it', async () => {
    const project = await openProject();
    await project.writeLedger(20);
    project.at(61);
    await project.probe();
    project.at(61.5);
    const twin = await project.probe();
    project.at(62);
    const { leftOut, runs } = await project.recordProbes();
    expect(runs).toHaveLength(1);
    expect(leftOut).toEqual([{ run: twin, why: expect.stringContaining('overlaps the one of line 4') }]);
    const stranger = await project.probe();
    const { config } = project.options;
    const kept = await readFile(config, 'utf8');
    await writeFile(config, kept.replace('localhost:8000', 'localhost:9000'));
    const reason = `run ${stranger} was asked by another configuration (`;
    expect((await project.recordProbes()).leftOut).toContainEqual({
      run: stranger,
      why: expect.stringContaining(reason),
    });
    await writeFile(config, kept);
    expect((await project.recordProbes()).runs).toMatchObject([{ run: stranger }]);
  });

  it('is refused, and nothing of it is added, where it is not what was seen, is synthetic, or not of the candidate', async () => {
    const project = await openProject();
    await project.writeLedger(20);
    const text = await project.ledger();
    project.at(61);
    await project.probe({ targets: ['vllm'] });
    expect((await refusal(project.recordProbes()))[0]).toMatch(/^the monitor never saw nim: /);
    const good = await project.probe();
    expect(await refusal(project.recordProbes(false))).toEqual([
      `run ${good} is synthetic: a simulator or a recording answered, so it says nothing of traffic`,
      'record a live run; --allow-synthetic takes it all the same, and says so',
    ]);
    project.at(62);
    const gone = await project.probe();
    const [mine, theirs] = [good, gone].map((run) => join(project.options.out, run));
    await rename(theirs ?? '', join(project.root, 'away'));
    await rename(mine ?? '', theirs ?? '');
    const refused = await refusal(project.recordProbes());
    expect(refused).toContain(`no run is called ${good}`);
    expect(refused.join('; ')).toContain(`run ${gone} is not the one that the monitor saw`);
    const seen = await readFile(project.state, 'utf8');
    await writeFile(project.state, seen.replace('"bad":0', '"bad":1'));
    expect((await refusal(project.recordProbes()))[0]).toBe(
      'line 1 of the state of the monitor is not what it was when it was added',
    );
    expect(await project.ledger()).toBe(text);
  });
});

/** Stopped after four exchanges at 62.1 h, and gone on with at 65.5 h. */
async function goneOnWith() {
  const project = await openProject();
  await project.writeLedger(20);
  project.at(62.1);
  const stop = new AbortController();
  let seen = 0;
  const begun = await project.ask({
    concurrency: 1,
    signal: stop.signal,
    onEvent: ({ type }) => {
      if (type === 'recorded') seen += 1;
      if (seen >= 4) stop.abort(new Error('enough'));
    },
  });
  project.at(65.5);
  const folder = join(project.root, 'reports', begun);
  await project.ask({ resume: folder, concurrency: 1 });
  project.at(65.9);
  return { project, folder };
}

describe('a run that was stopped and gone on with', () => {
  it('stands for the windows in which each part of it was asked, and for none between', async () => {
    const { project } = await goneOnWith();
    const recorded = await project.record();
    expect(recorded.windows.map(({ from, to }) => [from, to])).toEqual([
      [after(62).at, after(63).at],
      [after(65).at, after(66).at],
    ]);
    expect(recorded.windows.reduce((sum, { counts }) => sum + counts.passed, 0)).toBe(6);
    expect(recorded.gaps).toEqual([
      { from: expect.stringContaining(after(62.1).at.slice(0, 14)), to: after(65.5).at },
    ]);
    expect(renderWindows(recorded)).toMatch(
      /^it had stopped from .+ UTC to .+ UTC: what lies between is in no window$/m,
    );
  });

  it('is refused where nobody kept when it was gone on with, or a clock was set between, or it was judged anew', async () => {
    const { project, folder } = await goneOnWith();
    const file = join(folder, 'run.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    const [, { records }] = manifest.legs;
    const anew = await rejudgeProject(project.root, folder);
    expect((await refusal(project.record(anew.folder)))[0]).toMatch(
      /^run \S+ was made of the answers of run \S+, which was no run of one process, so when its requests were asked is not known$/,
    );
    await writeFile(file, JSON.stringify({ ...manifest, legs: [0, records] }));
    await signAgain(folder);
    expect((await refusal(project.record(folder)))[0]).toMatch(
      /^run \S+ was gone on with after it had stopped, by a version that did not keep when, /,
    );
    const legs = [
      { records: 0, startedAt: null },
      { records, startedAt: after(60).at },
    ];
    await writeFile(file, JSON.stringify({ ...manifest, legs }));
    await signAgain(folder);
    expect((await refusal(project.record(folder)))[0]).toMatch(
      /^run \S+ was gone on with after it had stopped, by a version that did not keep when, /,
    );
    const set = [manifest.legs[0], { records, startedAt: after(60).at }];
    await writeFile(file, JSON.stringify({ ...manifest, legs: set }));
    await signAgain(folder);
    expect((await refusal(project.record(folder)))[0]).toMatch(
      /^run \S+ asked until \S+, and was gone on with at \S+: a clock was set$/,
    );
  });
});

describe('a drill', () => {
  it('that did not pass is kept, and is no way back', async () => {
    const project = await openProject();
    const { options, world } = project;
    await project.writeLedger(20);
    project.at(61);
    const faults: readonly Fault[] = [
      { match: { target: 'vllm' }, at: 'before-headers', wire: 'error-body', error: { kind: 'overloaded' } },
    ];
    await project.ask({ faults });
    const drilled = await drillRollout({ ...options, run: null, allowSynthetic: true }, world);
    expect(drilled).toMatchObject({ verdict: 'fail', drill: { counts: { passed: 0, errored: 6 } } });
    project.at(90);
    await project.ask();
    expect((await project.advance()).decision.sentence).toContain('did not pass');
  });

  it('is proved by each run once, whoever judges its answers anew', async () => {
    const project = await openProject();
    const { options, world } = project;
    await project.writeLedger(20);
    project.at(61);
    const run = await project.ask();
    const drill = (named: string | null) =>
      drillRollout({ ...options, run: named, allowSynthetic: true }, world);
    await drill(run);
    const anew = basename((await rejudgeProject(project.root, join(options.out, run))).folder);
    for (const twice of [run, anew]) {
      expect(await refusal(drill(twice))).toEqual([
        `run ${twice} is recorded already, in line 4`,
        'ask the old target anew: one run proves the way back once',
      ]);
    }
    project.at(62);
    await project.ask();
    expect(await drill(null)).toMatchObject({ verdict: 'pass' });
  });

  it('is refused of a run that began a day ago', async () => {
    const project = await openProject();
    await project.writeLedger(20);
    project.at(61);
    const run = await project.ask();
    project.at(85);
    const { options, world } = project;
    expect(await refusal(drillRollout({ ...options, run: null, allowSynthetic: true }, world))).toEqual([
      `run ${run} was asked 24 hours ago, and a drill says how it is now`,
      'ask anew: a run of the last 24 hours is a drill',
    ]);
  });
});

describe('what is exported', () => {
  let project: Awaited<ReturnType<typeof openProject>>;
  const place = { gateway: 'llama', namespace: 'default', port: 80, sink: null };
  const form = 'http-route' as const;
  beforeAll(async () => {
    project = await openProject();
  });
  const exported = async (share: number) => {
    await project.writeLedger(share);
    return exportRollout({ ...project.options, form, place }, project.world);
  };

  it('mirrors what nobody waits for while no client is served', async () => {
    const { rows, route } = await exported(0);
    expect(rows).toMatchObject({
      mirrorTo: 'nim',
      cohorts: { below: 0 },
      flags: [{ on: true }, { on: false }],
    });
    expect(route).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      spec: {
        rules: [
          { matches: [{ path: { value: '/v1/llama-v1' } }], backendRefs: [{ name: 'vllm', port: 80 }] },
          { matches: [{ path: { value: '/v1/llama-v2' } }], backendRefs: [{ name: 'nim', port: 80 }] },
          {
            matches: [{ path: { type: 'PathPrefix', value: '/v1/llama' } }],
            filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'nim', port: 80 } } }],
            backendRefs: [
              { name: 'vllm', weight: 100 },
              { name: 'nim', weight: 0 },
            ],
          },
        ],
      },
    });
  });

  it('has the weights of the step, and no mirror once clients are served or traffic came back', async () => {
    const { rows, state } = await exported(30);
    expect(rows).toMatchObject({ mirrorTo: null, cohorts: { below: 3_000 } });
    expect(rows.alias.targets.map(({ target, weight }) => [target, weight])).toEqual([
      ['vllm', 70],
      ['nim', 30],
    ]);
    expect(armOf('acme', state)).toEqual({ key: 'acme', bucket: 8389, target: 'vllm' });
    await rollBack({ ...project.options, reason: 'x' }, project.world);
    const back = await exportRollout({ ...project.options, form, place }, project.world);
    expect(back.rows).toMatchObject({ mirrorTo: null, flags: [{ on: true }, { on: false }] });
  });

  it('is refused where no routing is written, or a name is none for a cluster', async () => {
    const { options, world } = project;
    await startRollout({ ...options, migration: 'unrouted' }, world);
    expect((await refusal(exportRollout({ ...options, migration: 'unrouted', form, place }, world)))[0]).toBe(
      'migration unrouted has no routing: nobody has said how clients reach its targets',
    );
    const named = { ...place, gateway: 'My Gateway' };
    expect(await refusal(exportRollout({ ...options, form, place: named }, world))).toEqual([
      '"My Gateway" is no name that a cluster takes',
      'it takes lower-case letters, digits and dashes, a letter first, 63 at most',
    ]);
  });
});

describe('what no rollout can be asked', () => {
  it('is anything of a migration that is not there, or was not started', async () => {
    const { options, world } = await openProject();
    expect(await refusal(showRollout({ ...options, migration: 'mvoe' }, world))).toEqual([
      'unknown migration "mvoe"',
      'did you mean "move"?',
    ]);
    expect(await refusal(showRollout({ ...options, migration: null }, world))).toEqual([
      'whose rollout is meant is not determined',
      'name one by --migration move, partly, unrouted',
    ]);
    const started = await refusal(rollBack({ ...options, reason: 'x' }, world));
    expect(started[0]).toBe('no rollout of move was started: there is no rollouts/move.jsonl');
    expect(started[1]).toMatch(/^start it: npx llama-contract rollout start --migration move --out /);
  });

  it('is a start with a policy that has no gate for a stage, all of them named, nor a second start', async () => {
    const { options, world } = await openProject();
    const told = await refusal(startRollout({ ...options, migration: 'partly' }, world));
    expect(told.filter((_, at) => at % 2 === 0)).toEqual(
      ['canary', 'partial', 'full'].map(
        (stage) => `policy partly has no stage ${stage}, so traffic could never leave it`,
      ),
    );
    await startRollout(options, world);
    expect((await refusal(startRollout(options, world)))[0]).toBe(
      `the rollout of move was started on ${after(0).at}: rollouts/move.jsonl`,
    );
  });

  it('is an advance while somebody holds it; a rollback goes all the same', async () => {
    const project = await openProject();
    const { options, world } = project;
    await project.writeLedger(20);
    project.at(90);
    const reason = 'holidays';
    expect(await holdRollout({ ...options, release: false, reason }, world)).toMatchObject({
      held: { reason },
    });
    const told = await refusal(project.advance());
    expect(told[0]).toBe(`it is held since ${after(90).at} by the tests: holidays`);
    expect(told[1]).toMatch(/^let it go: npx llama-contract rollout hold --release --migration move/);
    expect(await refusal(holdRollout({ ...options, release: false, reason: 'x' }, world))).toEqual([
      `it is held since ${after(90).at} by the tests: holidays`,
      'release it first, to give another reason',
    ]);
    await rollBack({ ...options, reason: 'pager' }, world);
    expect(await showRollout(options, world)).toMatchObject({ step: { share: 0 }, held: { reason } });
    expect(await holdRollout({ ...options, release: true, reason: 'x' }, world)).toMatchObject({
      held: null,
    });
    expect((await refusal(holdRollout({ ...options, release: true, reason: 'x' }, world)))[0]).toBe(
      'nobody holds it: there is nothing to release',
    );
  });

  it('is an advance on evidence of other targets, or after the migration was changed', async () => {
    const project = await openProject();
    await project.writeLedger(0);
    project.at(1);
    await project.ask({ targets: ['vllm', 'nim', 'bedrock'] });
    expect((await refusal(project.advance({ candidate: 'bedrock' })))[0]).toBe(
      'bedrock is not nim, with which the rollout was started: its evidence says nothing of it',
    );
    const config = { ...CONFIG, policies: POLICIES, migrations: [{ ...MOVE, candidate: 'bedrock' }] };
    await writeFile(project.options.config, JSON.stringify(config));
    expect((await refusal(project.advance()))[0]).toBe(
      'the rollout of move was started from vllm to nim, and the configuration moves vllm to bedrock',
    );
  });

  it('is anything of a ledger with a line that was edited or torn; a rollback waits for its mend too', async () => {
    const project = await openProject();
    const { options, world, root } = project;
    await project.writeLedger(20);
    const path = join(root, 'rollouts/move.jsonl');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"share":20', '"share":90'));
    const restore =
      'restore it: git checkout -- rollouts/move.jsonl, or its last copy; the lines after it hang on it';
    const edited = ['line 3 of the ledger is not what it was when it was added', restore];
    expect(await refusal(showRollout(options, world))).toEqual(edited);
    expect(await refusal(rollBack({ ...options, reason: 'x' }, world))).toEqual(edited);
    await writeFile(path, text.slice(0, -20));
    expect((await refusal(project.advance()))[0]).toMatch(/^line 3 of the ledger is torn: \d+ bytes without/);
  });

  it('is a rollback without a configuration, where the migration is named: it goes', async () => {
    const project = await openProject();
    await project.writeLedger(20);
    await writeFile(project.options.config, 'broken: [');
    const ledger = await rollBack({ ...project.options, reason: 'pager' }, project.world);
    expect(ledger.entries.at(-1)?.body).toEqual({ kind: 'rollback', reason: 'pager', because: null });
  });
});
