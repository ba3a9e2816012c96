import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderDecision } from '../../src/reports/verbs/render-decision.ts';
import { renderGatePlan } from '../../src/reports/verbs/render-gate-plan.ts';
import { planGate } from '../../src/runs/gate/plan-gate.ts';
import { judgeStage, type JudgedStage } from '../../src/runs/gate/gate.ts';
import { keepDecision } from '../../src/runs/gate/keep-decision.ts';
import { readDecisions } from '../../src/store/decisions.ts';
import { renderKeptDecisions } from '../../src/reports/verbs/render-kept-decisions.ts';
import { keepEvidence } from '../../src/runs/gate/keep-evidence.ts';
import type { RolloutOptions, RolloutWorld } from '../../src/runs/project/open-rollout.ts';
import { startRollout } from '../../src/runs/rollout/start-rollout.ts';
import { CONFIG, SMALL, writeProject } from './small-project.ts';
import { eagerWorld, verifyProject } from './verify-project.ts';

const criterion = { id: 'schema', metric: 'schema-match', threshold: 0.2, decide: 'lower-bound' };
const stage = { criteria: [criterion] };
const POLICIES = { careful: { shadow: stage, canary: stage, partial: stage, full: stage } };
const MIGRATION = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'careful' };
const PROJECT = {
  ...SMALL,
  'llama-contract.config.yaml': { ...CONFIG, policies: POLICIES, migrations: [MIGRATION] },
};
const world: RolloutWorld = { ...eagerWorld(), uptime: { boot: 'one', upMs: () => 1 } };

/** The answers of a baseline that was asked once are other evidence than those of one that was asked twice. */
const OTHER = 'its askings is another';

let root = '';
let options: RolloutOptions;

beforeAll(async () => {
  root = await writeProject(PROJECT);
  const config = join(root, 'llama-contract.config.yaml');
  options = { config, out: join(root, 'reports'), migration: 'move', by: 'the tests' };
});

async function ask(seed: number): Promise<string> {
  return basename((await verifyProject(root, { targets: ['vllm', 'nim'], seed })).folder);
}

function judge(run: string, evidenceRoots: readonly string[] = []): Promise<JudgedStage> {
  const sides = { baseline: `${run}/vllm`, candidate: `${run}/nim` };
  const taking = { stage: 'shadow', policy: null, allowSynthetic: true, evidenceRoots } as const;
  return judgeStage({ ...options, ...sides, ...taking }, world, new AbortController().signal);
}

describe('the evidence of a gate', () => {
  it('is kept once in the ledger of a rollout that was started, and counted with the runs after it', async () => {
    const first = await ask(1);
    const unstarted = await judge(first);
    expect(unstarted.decision.evidence.earlier).toBeNull();
    expect(await keepEvidence(unstarted.toKeep, 'the tests', world)).toBeNull();
    await startRollout(options, world);
    const before = await ask(2);
    const judged = await judge(before);
    expect(judged.decision.evidence.earlier).toMatchObject({ counted: [], leftOut: [], restarts: 0 });
    const line = { file: 'rollouts/move.jsonl', line: 2 };
    expect(await keepEvidence(judged.toKeep, 'the tests', world)).toEqual(line);
    expect(await keepEvidence(judged.toKeep, 'the tests', world)).toBeNull();
    const run = await ask(3);
    const { decision, toKeep } = await judge(run);
    expect(decision.evidence.earlier).toMatchObject({ counted: [{ line: 2, runs: [before] }], restarts: 0 });
    const [own, both] = [judged.decision, decision].map(({ criteria }) => criteria.at(-1));
    expect(both).toMatchObject({ n: 2 * (own?.n ?? 0), observed: 1 });
    expect(both?.low ?? 0).toBeGreaterThan(own?.low ?? 1);
    expect(renderDecision(decision)).toContain(
      `of runs before, rollouts/move.jsonl: counted with ${before} (line 2)\n`,
    );
    await keepEvidence(toKeep, 'the tests', world);
    const ledger = await readFile(join(root, 'rollouts/move.jsonl'), 'utf8');
    expect(ledger.trim().split('\n')).toHaveLength(3);
    // The seed of a simulation is all its chance: the same once more is no more evidence.
    const twin = await judge(await ask(3));
    expect(twin.decision.evidence.earlier).toMatchObject({ counted: [{ line: 2 }], restarts: 0 });
  });

  it('is what history keeps of each gate: its numbers, its runs, when and by which version', async () => {
    const { decision } = await judge(await ask(7));
    const own = { ...eagerWorld(), ...world, versions: { 'llama-contract': '9.9.9' } };
    expect(await keepDecision(options.out, decision, own)).toBeNull();
    const folder = join(options.out, 'decisions');
    // What a kill left behind is none; what another version wrote is told.
    await writeFile(join(folder, '20990101-000000-0000.json.tmp'), '{"schemaVersion":1,');
    await writeFile(join(folder, '20990101-000000-0001.json'), '{"schemaVersion":2}');
    const { decisions, warnings } = await readDecisions(options.out);
    const [kept, ...others] = decisions;
    expect(others).toEqual([]);
    expect(warnings).toMatchObject([
      { file: join(folder, '20990101-000000-0001.json'), severity: 'warning' },
    ]);
    const { run } = decision.candidate;
    expect(kept).toMatchObject({ version: '9.9.9', migration: 'move', stage: 'shadow', runs: [run] });
    const [last] = decision.criteria.slice(-1);
    expect(kept?.criteria.at(-1)).toEqual({
      id: 'schema',
      metric: 'schema-match',
      required: true,
      verdict: last?.verdict,
      threshold: 0.2,
      observed: last?.observed,
      low: last?.low,
      high: last?.high,
      n: last?.n,
    });
    expect(renderKeptDecisions(kept === undefined ? [] : [kept])).toMatch(
      new RegExp(` shadow +${decision.verdict.toUpperCase()} SYNTHETIC +move +nim +${run}`, 'm'),
    );
    // Where it cannot be kept it is said, and is no matter of the verdict.
    const unkept = await keepDecision(join(folder, '20990101-000000-0001.json'), decision, own);
    expect(unkept).toMatchObject({ severity: 'warning' });
  });

  it('counts of runs before none whose root is not pinned', async () => {
    const run = await ask(4);
    const { decision } = await judge(run);
    const { evidenceRoot } = decision.evidence.candidate;
    const { earlier } = (await judge(run, [evidenceRoot])).decision.evidence;
    expect(earlier?.counted).toEqual([]);
    expect(earlier?.leftOut.map(({ why }) => why)).toContain('its evidence root is not pinned');
    const roots = (decision.evidence.earlier?.counted ?? []).flatMap(({ evidenceRoots }) => evidenceRoots);
    const pinned = await judge(run, [evidenceRoot, ...roots]);
    expect(pinned.decision.evidence.earlier).toEqual(decision.evidence.earlier);
  });

  it('that the next run would be counted with is said before it is asked, as the gate then has it', async () => {
    const about = {
      config: options.config,
      migration: 'move',
      baseline: null,
      candidate: null,
      policy: null,
    };
    const planned = await planGate(
      { ...about, stage: 'shadow', suites: null, tags: null, source: null },
      { ...eagerWorld(), ...world },
    );
    expect(planned.earlier?.counted).toEqual([]);
    expect(planned.earlier?.leftOut.map(({ why }) => why)).toEqual([OTHER, OTHER]);
    expect(planned).toMatchObject({
      earlier: { restarts: 1 },
      criteria: [{ confidence: 0.975, earlier: 0 }],
    });
    const asked = { targets: ['nim', 'vllm'], repeat: 2, once: 'nim', seed: 9 };
    const tripled = basename((await verifyProject(root, asked)).folder);
    const triples = await judge(tripled);
    expect(triples.decision.evidence.earlier).toEqual(planned.earlier);
    expect(triples.decision.criteria.at(-1)).toMatchObject({ confidence: 0.975 });
    await keepEvidence(triples.toKeep, 'the tests', world);
    const after = await planGate(
      { ...about, stage: 'shadow', suites: null, tags: null, source: null },
      { ...eagerWorld(), ...world },
    );
    expect(after.earlier).toMatchObject({ counted: [{ runs: [tripled] }], restarts: 1 });
    expect(after.criteria[0]).toMatchObject({ earlier: 1, n: 1 });
    expect(renderGatePlan(after)).toMatch(
      /^Of rollouts\/move\.jsonl line 4 would count with it, of 1 prompt, if the endpoints answer as then\nEvidence began anew once, and has to be surer than the policy says$/m,
    );
  });
});
