import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { rolloutRecordOutputSchema } from '../../src/contract/outputs/rollout-output.ts';
import { renderProbes, renderWindows } from '../../src/reports/verbs/render-rollout.ts';
import { after } from '../rollout/build-ledger.ts';
import { rejudgeProject, type VerifyChanges } from '../e2e/verify-project.ts';
import { signAgain } from '../store/sign-again.ts';
import { openProject, refusal } from './rollout-project.ts';

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
    const run = await project.ask();
    project.at(61);
    expect((await refusal(project.record())).join('; ')).toMatch(/is of a time to come: a clock was set/);
    expect((await refusal(project.record(run))).join('; ')).toMatch(/is later than now: a clock was set/);
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
