import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/contract/runs/report.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import type { Shard } from '../../src/contract/runs/shard.ts';
import { compare } from '../../src/runs/compare/compare.ts';
import { lastFailedOf } from '../../src/runs/verify/last-failed.ts';
import { mergeShards, type MergeResult } from '../../src/runs/workers/merge-shards.ts';
import { packRuns } from '../../src/runs/history/pack-runs.ts';
import { REPORTERS } from '../../src/reports/formats/registry.ts';
import { listRuns } from '../../src/store/run/find-run.ts';
import { readManifest } from '../../src/store/run/read-manifest.ts';
import { readReport } from '../../src/store/run/read-report.ts';
import { writeProject } from '../e2e/small-project.ts';
import {
  eagerWorld,
  readJudged,
  rejudgeProject,
  verifyProject,
  type VerifyChanges,
} from '../e2e/verify-project.ts';
import { signAgain } from '../store/sign-again.ts';

const FAULTS: readonly Fault[] = [
  faultSchema.parse({ match: { target: 'vllm', prompt: 'json-note' }, answer: 'drop-key' }),
  faultSchema.parse({ match: { target: 'watsonx' }, wire: 'retired' }),
  faultSchema.parse({
    match: { target: 'nim', prompt: 'plain-word', mode: 'stream' },
    wire: 'cut',
    at: { part: 1 },
  }),
];

let root = '';
let made = 0;
beforeAll(async () => {
  root = await writeProject();
});

/** Where a machine keeps its runs. */
function machine(): string {
  made += 1;
  return join(root, `machine-${made}`);
}

async function ask(shard: Shard | null, changes: VerifyChanges = {}): Promise<string> {
  return (await verifyProject(root, { shard, out: machine(), ...changes })).folder;
}

const askAll = (of: number, changes: VerifyChanges = {}): Promise<readonly string[]> =>
  Promise.all(Array.from({ length: of }, (_, at) => ask({ index: at + 1, of }, changes)));

function merge(
  shards: readonly string[],
  { faults = [], ...changes }: { faults?: readonly Fault[]; out?: string; signal?: AbortSignal } = {},
): Promise<MergeResult> {
  const config = join(root, 'llama-contract.config.yaml');
  const { out = machine(), signal = new AbortController().signal } = changes;
  const options = { config, out, shards, faults, strength: false, reporters: [] };
  return mergeShards(options, eagerWorld(), signal, () => {});
}

describe('shards that are merged', () => {
  it('are the run that one process would have made, whatever failed in it, from whichever machine they come', async () => {
    const changes = { faults: FAULTS, repeat: 2, modes: ['send', 'stream'] } as const;
    const whole = await ask(null, changes);
    const [first = '', second = '', third = ''] = await askAll(3, changes);
    await packRuns({ out: join(second, '..'), runs: [] }, eagerWorld());
    // One is named as itself, one packed, one by the folder in which its machine keeps runs.
    const { folder, report, missing } = await merge([join(third, '..'), first, second], { faults: FAULTS });
    expect(missing).toEqual([]);
    expect(report.summary.verdict).toBe('fail');
    expect(report.mends).toMatchObject([{ kind: 'model/retired', targets: ['watsonx'] }]);
    expect(await readJudged(folder)).toBe(await readJudged(whole));
    const [merged, asked] = [await readManifest(folder), await readManifest(whole)];
    expect([merged.plan, merged.hashes]).toEqual([asked.plan, asked.hashes]);
    // It is what it was sealed as, and can be read, counted and judged anew like any other.
    expect(await readJudged((await rejudgeProject(root, folder)).folder)).not.toBe('');
    const lines = await Promise.all(
      [first, third].map((from) => readFile(join(from, 'exchanges.jsonl'), 'utf8')),
    );
    const together = await readFile(join(folder, 'exchanges.jsonl'), 'utf8');
    for (const own of lines) expect(together).toContain(own);
  });

  it('are as equal when each was asked what had failed on its targets', async () => {
    const pairs = [
      { target: 'vllm', prompt: 'json-note' },
      { target: 'nim', prompt: 'plain-word' },
      { target: 'nim', prompt: 'tool-call' },
    ];
    const whole = await ask(null, { pairs });
    const shards = await askAll(3, { pairs });
    expect(await readJudged((await merge(shards)).folder)).toBe(await readJudged(whole));
    // Whoever goes on with one takes it from the whole again.
    expect((await lastFailedOf('', shards[1] ?? '')).pairs).toEqual(expect.arrayContaining(pairs));
  });

  it('lack what a shard that is not there would have asked, and a resume asks it', async () => {
    const whole = await ask(null);
    const [first = '', , third = ''] = await askAll(3);
    const { report, missing, folder } = await merge([first, third]);
    expect(missing).toEqual([2]);
    expect([report.summary.verdict, report.exitCode]).toEqual(['inconclusive', 3]);
    expect(report.summary.counts).toMatchObject({ planned: 24, passed: 16, missing: 8 });
    const resumed = await verifyProject(root, { resume: folder, out: join(folder, '..') });
    expect(resumed.report.summary.verdict).toBe('pass');
    expect(await readJudged(folder)).toBe(await readJudged(whole));
  });

  it('keep the triples that a stage asked for', async () => {
    const triples = { targets: ['nim', 'vllm'], repeat: 2, once: 'vllm' };
    const { folder } = await merge(await askAll(2, triples));
    expect(await readJudged(folder)).toBe(await readJudged(await ask(null, triples)));
    expect((await readManifest(folder)).plan).toMatchObject({ repeat: 2, once: 'vllm' });
  });
});

/** Why shards are not merged; nothing of them is left. */
async function refusal(shards: readonly string[], out = machine()): Promise<string> {
  const error: unknown = await merge(shards, { out }).catch((thrown: unknown) => thrown);
  expect([await listRuns(out), await readdir(out).catch(() => [])]).toEqual([[], []]);
  return error instanceof Error ? error.message : 'merged';
}

describe('what is no whole is not merged, and leaves nothing', () => {
  it('a shard that is there twice, under one name or two', async () => {
    const [first = '', second = ''] = await askAll(2);
    const again = await ask({ index: 2, of: 2 });
    expect(await refusal([first, second, again])).toMatch(
      /^shard 2 of 2 is there twice: runs \S+ \(.*machine/,
    );
    // The same folder by two names is one shard.
    expect((await merge([first, join(first, '..'), second])).missing).toEqual([]);
  });

  it.each([
    ['the seed differs (1, and 2)', { seed: 2 }],
    ['the version of llama-contract differs (test, and later)', { versions: { 'llama-contract': 'later' } }],
    ['the set of targets differs (bedrock, nim, vllm, watsonx, and nim, vllm)', { targets: ['nim', 'vllm'] }],
    ['the set of modes differs (send, stream, and send)', { modes: ['send'] }],
    ['the number of repetitions differs (1, and 2)', { repeat: 2 }],
    ['the selection of prompts differs (', { tags: ['json', 'tools'] }],
    ['the configuration differs (', { faults: FAULTS }],
    ['the number of shards differs (2, and 3)', { shard: { index: 3, of: 3 } }],
  ] as const)('one of another run: %s', async (words, changes) => {
    const first = await ask({ index: 1, of: 2 });
    const other = await ask({ index: 2, of: 2 }, changes);
    expect(await refusal([first, other])).toContain(words);
  });

  it('a run that is whole, or that has not ended', async () => {
    const [first = '', second = ''] = await askAll(2);
    expect(await refusal([first, await ask(null)])).toMatch(/^run \S+ in \S+ is no shard$/);
    await rm(join(second, 'summary.json'));
    expect(await refusal([first, second])).toMatch(/^run \S+ in \S+ is not sealed$/);
  });

  it('one whose line or body was changed since it was sealed', async () => {
    const [first = '', second = ''] = await askAll(2);
    const file = join(second, 'exchanges.jsonl');
    const lines = await readFile(file, 'utf8');
    await writeFile(file, lines.replace('"passed"', '"failed"'));
    expect(await refusal([first, second])).toContain('does not have the content that its digest was made of');
    await writeFile(file, lines.slice(0, lines.trimEnd().lastIndexOf('\n') + 1));
    expect(await refusal([first, second])).toContain('a line is gone, forged or added');
    await writeFile(file, lines);
    const requests = join(second, 'requests.jsonl');
    await writeFile(
      requests,
      (await readFile(requests, 'utf8')).replaceAll('BK1', 'BK2').replaceAll('東京', '京都'),
    );
    expect(await refusal([first, second])).toMatch(/^the request [0-9a-f]{64} of \S+ is gone from/);
  });

  it('one that says that it is another', async () => {
    const [first = '', second = ''] = await askAll(2);
    const forged = join(machine(), 'forged');
    await cp(second, forged, { recursive: true });
    const manifest = JSON.parse(await readFile(join(forged, 'run.json'), 'utf8'));
    const asFirst = { ...manifest, shard: { ...manifest.shard, index: 1 } };
    await writeFile(join(forged, 'run.json'), JSON.stringify(asFirst));
    await signAgain(forged);
    expect(await refusal([forged])).toContain('the selection of prompts is not what it was asked with');
    const { hashes, plan } = JSON.parse(await readFile(join(first, 'run.json'), 'utf8'));
    await writeFile(join(forged, 'run.json'), JSON.stringify({ ...asFirst, hashes, plan }));
    await signAgain(forged);
    expect(await refusal([forged])).toMatch(/has a record of \S+, which it never planned$/);
  });

  it('answers of another project than stands here', async () => {
    const shards = await askAll(2);
    const suite = join(root, 'suites/small.yaml');
    const before = await readFile(suite, 'utf8');
    await writeFile(suite, before.replace('the door is stuck', 'the lid is stuck'));
    const words = await refusal(shards);
    await writeFile(suite, before);
    expect(words).toMatch(
      /^runs \S+, \S+ cannot be merged here: suite small is not what it was asked with \([^;]+\)$/,
    );
  });

  it('answers of which two shards have one request id: each alone saw it once', async () => {
    const faults = [faultSchema.parse({ match: { target: 'nim' }, wire: 'repeat-request-id' })];
    const asked = { faults, modes: ['send'], targets: ['nim'] } as const;
    const shards = await askAll(3, asked);
    expect(await Promise.all(shards.map(async (folder) => (await readReport(folder)).exitCode))).toEqual([
      0, 0, 0,
    ]);
    await expect(merge(shards, { faults })).rejects.toThrow(
      /^nim\/\S+ has a request id that an answer in another/,
    );
  });

  it('nothing at all, when a signal ends it', async () => {
    const out = machine();
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(merge(await askAll(2), { out, signal })).rejects.toThrow('stopped');
    expect(await readdir(out)).toEqual([]);
  });
});

describe('a shard alone', () => {
  it('says in each form of report that it is a part', async () => {
    const folder = await ask({ index: 1, of: 3 });
    const report: Report = await readReport(folder);
    expect(report.shard).toEqual({ index: 1, of: 3 });
    const text = REPORTERS.console({ colour: false, columns: 100 }).render(report);
    expect(text).toMatch(/^PASS {2}8 of 8 .* {2}A PART {2}SYNTHETIC\n/);
    expect(text).toContain(
      'A PART: shard 1/3. The verdict is of its 8 exchanges alone, and no gate takes it',
    );
    expect(REPORTERS.markdown().render(report)).toMatch(/^## PASS \(A PART\) \(SYNTHETIC\): /);
    expect(REPORTERS.junit().render(report)).toContain('name="llama-contract PASS A PART SYNTHETIC"');
    expect(REPORTERS.github({ inRepository: '' }).render(report)).toContain(
      'llama-contract PASS A PART SYNTHETIC',
    );
    expect(REPORTERS.ctrf().render(report)).toContain('"reportName":"llama-contract PASS A PART SYNTHETIC"');
    expect(JSON.parse(REPORTERS.json().render(report))).toMatchObject({ shard: { index: 1, of: 3 } });
  });

  it('is no side of a gate or a comparison, and is not judged anew', async () => {
    const out = machine();
    const { folder } = await verifyProject(root, { shard: { index: 1, of: 3 }, out });
    const config = join(root, 'llama-contract.config.yaml');
    const sides = { config, out, migration: null, baseline: 'nim', candidate: 'vllm' };
    const { signal } = new AbortController();
    const refused = /^run \S+ is shard 1\/3, a part of a run$/;
    await expect(compare(sides, eagerWorld(), signal)).rejects.toThrow(refused);
    await expect(rejudgeProject(root, folder)).rejects.toThrow(refused);
  });

  it('is gone on with as the shard that it is', async () => {
    const shard = { index: 2, of: 3 };
    const out = machine();
    const stop = new AbortController();
    const cut = await verifyProject(root, { shard, out, signal: stop.signal, onEvent: () => stop.abort() });
    expect(cut.interrupted).toBe(true);
    for (const [other, spelt] of [
      [null, 'none'],
      [{ index: 3, of: 3 }, '3/3'],
    ] as const) {
      await expect(verifyProject(root, { shard: other, out, resume: cut.folder })).rejects.toThrow(
        `the shard changed since it began (2/3, now ${spelt})`,
      );
    }
    const { report } = await verifyProject(root, { shard, out, resume: cut.folder });
    expect(report.summary.counts).toMatchObject({ planned: 8, passed: 8 });
  });
});
