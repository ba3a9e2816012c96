import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { InputError, nodeWorld, verify, type RunEvent, type VerifyOptions } from '../../src/index.ts';
import { SMALL, writeProject } from '../e2e/small-project.ts';

let root = '';
let config = '';
beforeAll(async () => {
  root = await writeProject();
  config = join(root, 'llama-contract.config.yaml');
});

async function problemsOf(options: object): Promise<readonly (readonly [string, string | null])[]> {
  // As plain JavaScript would call it.
  const untyped: (options: never) => Promise<unknown> = verify;
  const thrown: unknown = await Reflect.apply(untyped, null, [options]).catch((error: unknown) => error);
  if (!(thrown instanceof InputError)) throw thrown;
  return thrown.problems.map(({ message, mend }) => [message, mend]);
}

describe('verify, called from code', () => {
  it('asks everything of every target, and gives the report and the folder of the evidence', async () => {
    const { report, failing, folder, interrupted } = await verify({ config, out: join(root, 'reports') });
    expect([report.summary.verdict, report.exitCode, interrupted]).toEqual(['pass', 0, false]);
    expect(report.summary.counts).toMatchObject({ planned: 24, passed: 24 });
    expect(failing).toEqual([]);
    expect(folder).toBe(join(root, 'reports', report.identity.run));
    const manifest = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
    expect(manifest).toMatchObject({ seed: 1, argv: [], versions: { node: process.versions.node } });
  });

  it('asks what it is told to, tells what happens, and names the prompts that fail', async () => {
    const events: RunEvent['type'][] = [];
    const { report, failing, folder } = await verify({
      config,
      targets: ['vllm', 'nim'],
      tags: ['core'],
      modes: ['send'],
      repeat: 2,
      seed: 3,
      out: join(root, 'elsewhere'),
      faults: [{ match: { target: 'nim', prompt: 'plain-word' }, answer: 'usage', value: 0 }],
      reporters: ['markdown'],
      onEvent: ({ type }) => events.push(type),
    });
    expect(report.summary.counts).toMatchObject({ planned: 12, passed: 10, failed: 2 });
    expect(failing.map(({ target, promptId, failed }) => [target, promptId, failed])).toEqual([
      ['nim', 'plain-word', 2],
    ]);
    expect(failing[0]?.firstFinding).toContain('usage/zero-');
    expect(events).toEqual([
      'planned',
      'warnings',
      'started',
      ...Array.from({ length: 12 }, () => 'recorded'),
    ]);
    // Commands in reports open the run where it is kept.
    expect(await readFile(join(folder, 'report.md'), 'utf8')).toContain(`--out ${join(root, 'elsewhere')}`);
  });

  it('asks the prompts that are named', async () => {
    const { report } = await verify({
      config,
      prompts: ['plain-word'],
      targets: ['vllm'],
      out: join(root, 'named'),
    });
    expect(report.summary.prompts.map(({ promptId, planned }) => [promptId, planned])).toEqual([
      ['plain-word', 2],
    ]);
    expect(await problemsOf({ config, prompts: ['plain-wrd'] })).toEqual([
      ['unknown prompt "plain-wrd"', 'did you mean "plain-word"?'],
    ]);
  });

  it('ends early at a signal, keeps what it has, and goes on from there', async () => {
    const controller = new AbortController();
    const out = join(root, 'stopped');
    const options: VerifyOptions = { config, targets: ['vllm'], out, concurrency: 1 };
    const stopped = await verify({
      ...options,
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'recorded') controller.abort(new Error('enough'));
      },
    });
    expect([stopped.interrupted, stopped.report.summary.verdict]).toEqual([true, 'inconclusive']);
    const { report, folder } = await verify({ ...options, resume: stopped.folder });
    expect([folder, report.summary.counts.passed]).toEqual([stopped.folder, 6]);
  });

  it('lives in the world that it is given', async () => {
    const world = nodeWorld();
    const wallMs = Date.parse('2020-02-02T00:00:00Z');
    const { report } = await verify({
      config,
      targets: ['vllm'],
      out: join(root, 'then'),
      world: { ...world, clock: { ...world.clock, wallMs: () => wallMs }, env: {} },
    });
    expect(report.identity.startedAt).toBe('2020-02-02T00:00:00.000Z');
  });

  it('is told everything that is wrong with its options at once', async () => {
    const options = {
      target: ['vllm'],
      repeat: 0,
      modes: ['sned'],
      reporters: ['html'],
      onEvent: 1,
      faults: [{}],
    };
    const problems = await problemsOf({ ...options, signal: {}, world: null });
    expect(problems).toEqual([
      ['config is missing', 'add config (the path of the configuration file)'],
      ['modes[0] must be one of send, stream', 'did you mean "send"?'],
      ['repeat must be at least 1', null],
      [
        'faults[0] needs one of wire, answer, profile, loadingMs, acceptsTokens, recall, queue, prefixCache',
        null,
      ],
      ['reporters[0] must be one of console, json, markdown, junit, ctrf, github', null],
      ['onEvent must be a function', null],
      ['signal must be an AbortSignal', null],
      ['world must be what nodeWorld() gives', null],
      ['unknown key "target"', 'did you mean "targets"?'],
    ]);
  });

  it('is told what is wrong with its project as the command is', async () => {
    expect(await problemsOf({ config, targets: ['vlm'] })).toEqual([
      ['unknown target "vlm"', 'did you mean "vllm"?'],
    ]);
    const broken = await writeProject({
      ...SMALL,
      'llama-contract.config.yaml': 'schemaVersion: 1\nsorce: x\n',
    });
    const messages = (await problemsOf({ config: join(broken, 'llama-contract.config.yaml') })).flat();
    expect(messages).toEqual(expect.arrayContaining(['unknown key "sorce"', 'did you mean "source"?']));
  });

  it('tells a model that a host has retired, or will retire, from one that it does not know', async () => {
    const { report, failing } = await verify({
      config,
      tags: ['core'],
      modes: ['send'],
      out: join(root, 'ends'),
      faults: [
        { match: { target: 'bedrock' }, wire: 'retired' },
        { match: { target: 'nim' }, wire: 'retired', value: '2026-07-27' },
        { match: { target: 'watsonx' }, wire: 'retired', value: '2026-10-01' },
        { match: { target: 'vllm' }, wire: 'retiring', value: '2027-01-31' },
      ],
    });
    const { summary, mends, exitCode } = report;
    expect(exitCode).toBe(1);
    const gone = summary.groups.find(({ code }) => code === 'model/retired');
    expect(gone?.targets).toEqual(['bedrock', 'nim']);
    expect(failing.map(({ firstFinding }) => firstFinding)).toContainEqual(
      expect.stringMatching(/^model\/retired: retired since 2026-07-27: The model/),
    );
    expect(summary.notes).toMatchObject([
      { code: 'model/retiring', targets: ['vllm'], message: expect.stringContaining('2027-01-31') },
    ]);
    // watsonx says of an end in its list of models alone.
    expect(mends.map(({ kind, targets }) => [kind, targets])).toEqual([
      ['model/retired', ['bedrock']],
      ['model/retired', ['watsonx']],
      ['model/retired', ['nim']],
      ['model/retiring', ['vllm']],
    ]);
    expect(mends.find(({ targets }) => targets.includes('watsonx'))?.mend).toContain(
      'has retired it on 2026-10-01, naming "meta-llama/llama-3-3-70b-instruct" in its place',
    );
  });
});
