import { appendFile, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../src/contract/gates/decision.ts';
import { InputError } from '../../src/contract/problem.ts';
import { renderDecision, renderDecisionJson } from '../../src/reports/verbs/render-decision.ts';
import { renderGatePlan, renderGatePlanJson } from '../../src/reports/verbs/render-gate-plan.ts';
import { gate, type GateOptions } from '../../src/runs/gate/gate.ts';
import { planGate } from '../../src/runs/gate/plan-gate.ts';
import { CONFIG, goldenLine, NIM, SMALL, SUITE, VLLM, writeProject } from '../e2e/small-project.ts';
import { eagerWorld, rejudgeProject, verifyProject } from '../e2e/verify-project.ts';

const FLOOR = { id: 'schema', metric: 'schema-match', threshold: 0.5, decide: 'point' };
const POLICIES = {
  strict: {
    shadow: { criteria: [FLOOR, { id: 'errors', metric: 'error-rate', threshold: 0, decide: 'point' }] },
  },
};
const MIGRATION = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'strict' };
const PROJECT = {
  ...SMALL,
  'llama-contract.config.yaml': { ...CONFIG, policies: POLICIES, migrations: [MIGRATION] },
};

const PLAIN_ANSWER = { text: 'Tōkyō, 東京 🗼.', toolCalls: [], finish: 'stop', error: null };

let root = '';
let run = '';

beforeAll(async () => {
  root = await writeProject(PROJECT);
  run = basename((await verifyProject(root, { targets: ['vllm', 'nim'] })).folder);
});

function judge(changes: Partial<GateOptions> = {}): Promise<Decision> {
  const options: GateOptions = {
    config: join(root, 'llama-contract.config.yaml'),
    out: join(root, 'reports'),
    stage: 'shadow',
    migration: null,
    baseline: null,
    candidate: null,
    policy: null,
    allowSynthetic: true,
    evidenceRoots: [],
    ...changes,
  };
  return gate(options, eagerWorld(), new AbortController().signal);
}

async function refusal(
  changes: Partial<GateOptions>,
): Promise<readonly (readonly [string, string | null])[]> {
  const error: unknown = await judge(changes).catch((thrown: unknown) => thrown);
  if (!(error instanceof InputError)) throw new Error(`not refused: ${String(error)}`);
  return error.problems.map(({ message, mend }) => [message, mend]);
}

describe('a gate over a run', () => {
  it("holds the migration's sides to its policy, and says that a simulator answered", async () => {
    const decision = await judge();
    expect(decision).toMatchObject({
      verdict: 'open',
      stage: 'shadow',
      policy: 'strict',
      migration: 'move',
      synthetic: true,
      baseline: { run, target: 'vllm' },
      candidate: { run, target: 'nim' },
    });
    expect(renderDecision(decision)).toMatch(/^OPEN {2}all 2 required criteria hold {2}SYNTHETIC\n/);
  });

  it('holds sides that are named to the policy of the migration that moves them, and says where none does', async () => {
    const sides = { baseline: `${run}/vllm`, candidate: `${run}/nim` };
    expect(await judge(sides)).toMatchObject({ migration: 'move', policy: 'strict' });
    const turned = await judge({ baseline: `${run}/nim`, candidate: `${run}/vllm` });
    expect(turned).toMatchObject({ migration: null, policy: 'default' });
    expect(renderDecision(turned)).toContain(
      'stage shadow, policy default; no migration moves nim to vllm\n',
    );
    expect(await judge({ ...sides, migration: 'move', policy: 'default' })).toMatchObject({
      migration: 'move',
    });
  });

  it('is inconclusive on synthetic evidence that nobody allowed', async () => {
    const decision = await judge({ allowSynthetic: false });
    expect(decision).toMatchObject({ verdict: 'inconclusive', criteria: [{ id: 'evidence-live' }, {}, {}] });
  });

  it('says as JSON what it rests on', async () => {
    const { evidenceRoot } = JSON.parse(
      await readFile(join(root, 'reports', run, 'summary.json'), 'utf8'),
    ).times;
    const printed = JSON.parse(renderDecisionJson(await judge(), 0));
    expect(printed).toMatchObject({
      schemaVersion: 1,
      stage: 'shadow',
      verdict: 'open',
      exitCode: 0,
      evidence: { baseline: { evidenceRoot, ageHours: 0 }, candidate: { evidenceRoot } },
    });
    expect(Object.keys(printed.evidence.baseline.hashes)).toEqual(['config', 'suite small', 'goldens small']);
  });

  it('is closed by a candidate that breaks, and names the criterion', async () => {
    const faults = [{ match: { target: 'nim' }, at: 'before-headers', wire: 'error-body', error: { kind: 'overloaded' } }] as const; // prettier-ignore
    const broken = basename((await verifyProject(root, { targets: ['vllm', 'nim'], faults })).folder);
    const sides = { baseline: `${broken}/vllm`, candidate: `${broken}/nim` };
    const decision = await judge({ ...sides, migration: 'move' });
    expect(decision.verdict).toBe('closed');
    expect(decision.sentence).toContain('errors: 100% breaks the ceiling 0%');
    const byDefault = await judge({ ...sides, policy: 'default' });
    expect(byDefault.criteria.find(({ id }) => id === 'server-errors')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/gave overloaded \d+ \d times, which the baseline never did/),
    });
  });

  it('is refused one side held against itself', async () => {
    const [problem] = await refusal({ baseline: `${run}/vllm`, candidate: `${run}/vllm` });
    expect(problem?.[0]).toBe(`both sides are the same exchanges: vllm of run ${run}`);
  });

  it('is closed where the candidate alone cannot be asked a prompt, and says which limit it is', async () => {
    const [[name, model] = ['', {}]] = Object.entries(CONFIG.models);
    const config = {
      ...CONFIG,
      models: { [name]: model, short: { ...model, maxOutputTokens: 150 } },
      targets: [VLLM, { ...NIM, model: 'short' }],
      policies: POLICIES,
      migrations: [MIGRATION],
    };
    const limited = await writeProject({ ...PROJECT, 'llama-contract.config.yaml': config });
    await verifyProject(limited, { targets: ['vllm', 'nim'] });
    const options = { config: join(limited, 'llama-contract.config.yaml'), out: join(limited, 'reports') };
    expect(await judge(options)).toMatchObject({
      verdict: 'closed',
      criteria: [
        {
          id: 'evidence-served',
          reason: expect.stringMatching(
            /^the candidate cannot be asked 1 of 3 prompts that the baseline can \(limit\/output on 1\): /,
          ),
        },
        { id: 'schema', observed: 0, n: 1 },
        { id: 'errors', n: 3 },
      ],
    });
    const turned = { baseline: 'nim', candidate: 'vllm', policy: 'strict' };
    expect((await judge({ ...options, ...turned })).verdict).toBe('open');
  });

  it('counts as missing what one side alone was asked', async () => {
    const few = basename((await verifyProject(root, { targets: ['nim'], prompts: ['json-note'] })).folder);
    const decision = await judge({ baseline: `${run}/vllm`, candidate: `${few}/nim`, policy: 'default' });
    expect(decision.policy).toBe('default');
    expect(decision.criteria.find(({ id }) => id === 'accounting')).toMatchObject({ verdict: 'fail' });
  });
});

describe('the evidence of a gate', () => {
  it('is refused where it is not that which was pinned', async () => {
    const { evidence } = await judge({ baseline: `${run}/vllm`, candidate: `${run}/nim`, policy: 'strict' });
    const { evidenceRoot } = evidence.baseline;
    const sides = { baseline: `${run}/vllm`, candidate: `${run}/nim`, policy: 'strict' };
    expect((await judge({ ...sides, evidenceRoots: [evidenceRoot] })).verdict).toBe('open');
    const other = 'a'.repeat(64);
    expect(await refusal({ ...sides, evidenceRoots: [other] })).toEqual([
      [
        `run ${run} has the evidence root ${evidenceRoot}, which is not pinned`,
        'judge the run that was pinned',
      ],
      [`no run that is judged has the pinned evidence root ${other}`, 'pin the root of each run'],
    ]);
  });

  it('is as old as its answers, however lately they were judged', async () => {
    const old = await writeProject(PROJECT);
    const { clock } = eagerWorld();
    const then = { ...clock, wallMs: () => clock.wallMs() - 20 * 24 * 3_600_000 };
    const before = await verifyProject(old, { targets: ['vllm', 'nim'], clock: then });
    const options = { config: join(old, 'llama-contract.config.yaml'), out: join(old, 'reports') };
    const stale = { verdict: 'inconclusive', criteria: [{ id: 'evidence-fresh' }, {}, {}] };
    expect(await judge(options)).toMatchObject(stale);
    const anew = await rejudgeProject(old, before.folder);
    const again = await rejudgeProject(old, anew.folder);
    for (const { folder } of [anew, again]) {
      const named = basename(folder);
      const sides = { baseline: `${named}/vllm`, candidate: `${named}/nim`, policy: 'strict' };
      const decision = await judge({ ...options, ...sides });
      expect(decision).toMatchObject(stale);
      expect(decision.sentence).toContain('asked for 20 days ago, and evidence lasts 14 days');
    }
  });

  it('lasts as long as the policy says', async () => {
    const policies = { strict: { shadow: { ...POLICIES.strict.shadow, maxAgeHours: 1 } } };
    const config = { ...CONFIG, policies, migrations: [MIGRATION] };
    const brief = await writeProject({ ...PROJECT, 'llama-contract.config.yaml': config });
    const { clock } = eagerWorld();
    const then = { ...clock, wallMs: () => clock.wallMs() - 2 * 3_600_000 };
    await verifyProject(brief, { targets: ['vllm', 'nim'], clock: then });
    const options = { config: join(brief, 'llama-contract.config.yaml'), out: join(brief, 'reports') };
    expect((await judge(options)).sentence).toContain('asked for 2 hours ago, and evidence lasts 1 hour');
  });

  it('is of one configuration on both sides', async () => {
    const two = await writeProject(PROJECT);
    const first = basename((await verifyProject(two, { targets: ['vllm', 'nim'] })).folder);
    const faults = [{ match: { target: 'nim' }, at: 'headers', answer: 'vary' }] as const;
    const second = basename((await verifyProject(two, { targets: ['nim'], faults })).folder);
    const options = { config: join(two, 'llama-contract.config.yaml'), out: join(two, 'reports') };
    const [problem] = await refusal({ ...options, baseline: `${first}/vllm`, candidate: `${second}/nim` });
    expect(problem?.[0]).toMatch(
      new RegExp(`^run ${first} was asked by configuration [0-9a-f]{12}, run ${second} by [0-9a-f]{12}$`),
    );
  });
});

describe('a part of the prompts that a migration moves', () => {
  it.each<[string, Parameters<typeof verifyProject>[1]]>([
    ['prompts by name', { targets: ['vllm', 'nim'], prompts: ['json-note'] }],
    ['a tag', { targets: ['vllm', 'nim'], tags: ['tools'] }],
  ])('opens no gate: %s', async (_what, changes) => {
    const part = await writeProject(PROJECT);
    await verifyProject(part, changes);
    const options = { config: join(part, 'llama-contract.config.yaml'), out: join(part, 'reports') };
    expect(await judge(options)).toMatchObject({
      verdict: 'inconclusive',
      criteria: [
        {
          id: 'evidence-of-all',
          reason: expect.stringMatching(/^2 prompts of the migration \(2 of 3 of small\) were not asked/),
        },
        {},
        {},
      ],
    });
  });

  it('opens none by one body alone, nor by a stream alone: clients may ask for either', async () => {
    const options = { config: join(root, 'llama-contract.config.yaml'), out: join(root, 'one mode') };
    const asked = await verifyProject(root, { targets: ['vllm', 'nim'], modes: ['send'], out: options.out });
    expect(await judge(options)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringMatching(/^evidence-of-all: no prompt was asked of both sides in mode stream, /),
    });
    // The other mode on one side alone is no better.
    const sides = { baseline: `${asked.folder}/vllm`, candidate: `${join(root, 'reports', run)}/nim` };
    expect((await judge({ ...options, ...sides })).verdict).toBe('inconclusive');
  });

  it('opens none where another suite was left out, unless the migration leaves it out itself', async () => {
    const second = { archetype: 'small', prompts: [{ ...SUITE.prompts[1], id: 'other-word' }] };
    const golden = goldenLine('other-word', PLAIN_ANSWER);
    const files = { ...PROJECT, 'suites/more.yaml': second, 'goldens/reference/more.jsonl': golden };
    const two = await writeProject(files);
    await verifyProject(two, { targets: ['vllm', 'nim'], suites: ['small'] });
    const options = { config: join(two, 'llama-contract.config.yaml'), out: join(two, 'reports') };
    expect((await judge(options)).sentence).toMatch(
      /^evidence-of-all: 1 prompt of the migration \(1 of 1 of more\)/,
    );
    const narrow = { ...CONFIG, policies: POLICIES, migrations: [{ ...MIGRATION, suites: ['small'] }] };
    const own = await writeProject({ ...files, 'llama-contract.config.yaml': narrow });
    await verifyProject(own, { targets: ['vllm', 'nim'], suites: ['small'] });
    const narrowed = { config: join(own, 'llama-contract.config.yaml'), out: join(own, 'reports') };
    expect((await judge(narrowed)).verdict).toBe('open');
  });
});

describe('the plan of a gate', () => {
  it('cannot open a gate whose prompts are left out, and names their suites', async () => {
    const plan = await planGate(
      {
        config: join(root, 'llama-contract.config.yaml'),
        stage: 'shadow',
        migration: null,
        baseline: null,
        candidate: null,
        policy: null,
        suites: null,
        tags: ['tools'],
        source: null,
      },
      eagerWorld(),
    );
    expect(plan).toMatchObject({ canOpen: false, leftOut: [{ suite: 'small', prompts: 2, of: 3 }] });
    expect(renderGatePlan(plan)).toMatch(/^CANNOT OPEN {2}prompts of the migration are left out of small\n/);
  });

  it('says what asking every prompt could decide, before anything is called', async () => {
    const plan = await planGate(
      {
        config: join(root, 'llama-contract.config.yaml'),
        stage: 'shadow',
        migration: null,
        baseline: null,
        candidate: null,
        policy: 'default',
        suites: null,
        tags: null,
        source: null,
      },
      eagerWorld(),
    );
    expect(plan).toMatchObject({ baseline: 'vllm', candidate: 'nim', migration: 'move', canOpen: false });
    expect(plan.criteria.find(({ id }) => id === 'breaks')).toMatchObject({
      n: plan.prompts,
      chance: 0,
      needed: 1027,
    });
    expect(renderGatePlan(plan)).toMatch(/^CANNOT OPEN .*\n[^]*Nothing was called\.\n$/);
    expect(JSON.parse(renderGatePlanJson(plan, 3))).toMatchObject({
      schemaVersion: 1,
      exitCode: 3,
      canOpen: false,
    });
  });
});

describe('what no gate can be asked', () => {
  it.each<[string, Partial<GateOptions>, string, string]>([
    [
      'a policy that is not there',
      { policy: 'strikt' },
      'there is no policy "strikt"',
      'did you mean "strict"?',
    ],
    [
      'a stage that the policy has not',
      { stage: 'full' },
      'policy strict has no stage full',
      'its stages are shadow; or judge by --policy default',
    ],
    [
      'a migration that is not there',
      { migration: 'mvoe' },
      'unknown migration "mvoe"',
      'did you mean "move"?',
    ],
    ['a target that is not there', { candidate: 'nmi' }, 'unknown target "nmi"', 'did you mean "nim"?'],
  ])('%s', async (_what, changes, message, mend) => {
    expect(
      await refusal({ baseline: `${run}/vllm`, candidate: `${run}/nim`, policy: 'strict', ...changes }),
    ).toEqual([[message, mend]]);
  });

  it('is evidence that was judged against other goldens', async () => {
    const other = await writeProject(PROJECT);
    const before = basename((await verifyProject(other, { targets: ['vllm', 'nim'] })).folder);
    await appendFile(join(other, 'goldens/reference/small.jsonl'), '\n');
    const options = { config: join(other, 'llama-contract.config.yaml'), out: join(other, 'reports') };
    const problems = await refusal(options);
    expect(problems[0]).toEqual([
      `the goldens of suite small were changed since run ${before}`,
      `judge it anew: verify --rejudge ${before}`,
    ]);
  });
});

describe('evidence of an endpoint that has changed since', () => {
  const STOPS = { match: { target: 'nim' }, at: 'headers', answer: 'finish' } as const;
  const both = { targets: ['vllm', 'nim'] };

  it('opens no gate, though nobody asked again what it left open', async () => {
    const own = await writeProject(PROJECT);
    const before = basename((await verifyProject(own, both)).folder);
    const sides = { baseline: `${before}/vllm`, candidate: `${before}/nim`, migration: 'move' };
    const of = { config: join(own, 'llama-contract.config.yaml'), out: join(own, 'reports'), ...sides };
    await verifyProject(own, both);
    expect((await judge(of)).verdict).toBe('open');

    const after = basename(
      (await verifyProject(own, { targets: ['nim'], faults: [{ ...STOPS, value: 'eos_token' }] })).folder,
    );
    const { verdict, criteria } = await judge(of);
    expect(verdict).toBe('inconclusive');
    expect(criteria[0]).toMatchObject({
      id: 'evidence-one-endpoint',
      reason: `nim is no longer what it was: its word for stop was stop, and is eos_token in run ${after}: what it said before is no evidence of what it is now`,
    });

    // What is asked since is evidence of what it is now.
    const now = basename((await verifyProject(own, both)).folder);
    const fresh = { ...of, baseline: `${now}/vllm`, candidate: `${now}/nim` };
    expect((await judge(fresh)).verdict).toBe('open');
  });
});
