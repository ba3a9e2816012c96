import { appendFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../src/contract/gates/decision.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { renderDecision } from '../../src/reports/verbs/render-decision.ts';
import { gate, type GateOptions } from '../../src/runs/gate/gate.ts';
import { leftOpen } from '../../src/runs/gate/left-open.ts';
import { openSides } from '../../src/runs/compare/open-sides.ts';
import { readPastErrors } from '../../src/runs/gate/read-past-errors.ts';
import { CONFIG, SMALL, writeProject } from './small-project.ts';
import { eagerWorld, rejudgeProject, verifyProject, type VerifyChanges } from './verify-project.ts';

const CRITERIA = [{ id: 'new', metric: 'new-server-errors', threshold: 0, decide: 'point' }];
const MIGRATION = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'errors' };
const PROJECT = {
  ...SMALL,
  'llama-contract.config.yaml': {
    ...CONFIG,
    policies: { errors: { shadow: { criteria: CRITERIA } } },
    migrations: [MIGRATION],
  },
};

const fails = (match: Fault['match']): Fault => ({
  match,
  at: 'before-headers',
  wire: 'error-body',
  error: { kind: 'server_error' },
});
/** The candidate fails at once, and the baseline when it is asked for the third time. */
const BOTH = [fails({ target: 'nim', prompt: 'plain-word' }), fails({ target: 'vllm', nth: 3 })];

let root = '';

async function ask(changes: VerifyChanges = {}): Promise<string> {
  return basename((await verifyProject(root, { targets: ['vllm', 'nim'], faults: BOTH, ...changes })).folder);
}

function optionsOf(run: string): GateOptions {
  return {
    config: join(root, 'llama-contract.config.yaml'),
    out: join(root, 'reports'),
    stage: 'shadow',
    migration: 'move',
    baseline: `${run}/vllm`,
    candidate: `${run}/nim`,
    policy: null,
    allowSynthetic: true,
    evidenceRoots: [],
  };
}

function judge(run: string, more: Partial<GateOptions> = {}, hours = 0): Promise<Decision> {
  const world = eagerWorld();
  const clock = { ...world.clock, wallMs: () => Date.now() + hours * 3_600_000 };
  return gate({ ...optionsOf(run), ...more }, { ...world, clock }, new AbortController().signal);
}

function reasonIn({ criteria }: Decision): string {
  return criteria.find(({ id }) => id === 'new')?.reason ?? '';
}

let few = '';
let whole = '';

beforeAll(async () => {
  root = await writeProject(PROJECT);
  few = await ask({ prompts: ['plain-word'] });
});

describe('a class of server error that the candidate alone shows in a run', () => {
  it('is new where the baseline has no other run', async () => {
    const decision = await judge(few);
    expect(decision.verdict).toBe('inconclusive');
    expect(reasonIn(decision)).toMatch(
      /which the baseline never did.*; it has no other run that could show it$/,
    );
    expect(decision.evidence.past).toEqual({ runs: [], exchanges: 0, leftOut: [] });
  });

  it('is looked for in every other run of the baseline that was asked alike, and its bound is said', async () => {
    await ask({ prompts: ['plain-word'], faults: [] });
    const silent = await ask({ prompts: ['plain-word'], seed: 2 });
    const decision = await judge(few);
    expect(decision.evidence.past).toMatchObject({ runs: [{ run: silent }], exchanges: 2, leftOut: [] });
    expect(reasonIn(decision)).toContain(
      'nor in 2 exchanges of 1 other run: fewer than 95% of its askings do (95% sure)',
    );
  });

  it('is not new where one of them shows it, and the run is named', async () => {
    whole = await ask({ repeat: 3 });
    await rejudgeProject(root, whole);
    const decision = await judge(few);
    expect(decision.criteria.at(-1)).toMatchObject({
      verdict: 'pass',
      reason: expect.stringMatching(
        new RegExp(`; server_error \\d+ is not new: the baseline gave it in run ${whole}$`),
      ),
    });
    expect(decision.askAgain).toBeNull();
    expect(renderDecision(decision)).toMatch(
      /\nof the baseline's other runs: 2 runs, \d+ exchanges, looked through for server errors\n/,
    );
    const { serverErrors } = await leftOpen(optionsOf(few), eagerWorld(), new AbortController().signal);
    expect(serverErrors).toEqual([]);
  });

  it('is new again where that run is too old, is not pinned, or is more than is read', async () => {
    const stale = await judge(few, {}, 14 * 24 + 1);
    expect(stale.evidence.past).toMatchObject({ runs: [] });
    const { evidenceRoot } = stale.evidence.candidate;
    const pinned = await judge(few, { evidenceRoots: [evidenceRoot] });
    expect(pinned.verdict).toBe('inconclusive');
    expect(pinned.evidence.past?.leftOut[0]).toEqual({ run: whole, why: 'its evidence root is not pinned' });
    const { sides } = await openSides(optionsOf(few), Date.now());
    const looking = { out: join(root, 'reports'), maxAgeHours: 24, pinned: [] };
    const { errors, shown } = await readPastErrors(sides, [few], {}, looking, Date.now(), 1);
    expect(errors).toMatchObject({ runs: 1, classes: { [Object.keys(errors.classes)[0] ?? '']: whole } });
    expect(shown.leftOut[0]?.why).toBe(
      `of newer runs ${errors.exchanges} exchanges were read, which is enough`,
    );
  });

  it('is new again where the evidence was changed', async () => {
    await appendFile(join(root, 'reports', whole, 'exchanges.jsonl'), '{"forged":true}\n');
    const decision = await judge(few);
    expect(decision.verdict).toBe('inconclusive');
    expect(decision.evidence.past?.leftOut).toContainEqual({
      run: whole,
      why: 'its evidence was changed after it was recorded, or cannot be read',
    });
  });
});
