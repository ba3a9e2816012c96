import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { renderRollout } from '../../src/reports/verbs/render-rollout.ts';
import { cutWindows } from '../../src/rollout/cut-windows.ts';
import { drillRollout } from '../../src/runs/rollout/drill-rollout.ts';
import { holdRollout } from '../../src/runs/rollout/hold-rollout.ts';
import { rollBack } from '../../src/runs/rollout/roll-back.ts';
import { showRollout } from '../../src/runs/rollout/show-rollout.ts';
import { startRollout } from '../../src/runs/rollout/start-rollout.ts';
import { after, monitored, NO_ERRORS } from '../rollout/build-ledger.ts';
import { CONFIG } from '../e2e/small-project.ts';
import { rejudgeProject } from '../e2e/verify-project.ts';
import { openProject, refusal, MOVE, POLICIES } from './rollout-project.ts';

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
    const lines = await refusal(startRollout({ ...options, migration: 'partly' }, world));
    expect(lines.filter((_, at) => at % 2 === 0)).toEqual(
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
    const lines = await refusal(project.advance());
    expect(lines[0]).toBe(`it is held since ${after(90).at} by the tests: holidays`);
    expect(lines[1]).toMatch(/^let it go: npx llama-contract rollout hold --release --migration move/);
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
