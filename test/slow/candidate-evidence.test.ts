import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sealCapabilities } from '../../src/config/seal-capabilities.ts';
import type { Capacity } from '../../src/contract/load/capacity.ts';
import type { CapabilityFile } from '../../src/contract/probe/capability-file.ts';
import type { Endpoint } from '../../src/contract/wires/endpoint.ts';
import type { CriterionResult } from '../../src/contract/gates/decision.ts';
import { gate } from '../../src/runs/gate/gate.ts';
import { digestLine } from '../../src/store/records/digest-line.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { foundCapacity } from '../load/found-capacity.ts';
import { probed } from '../reports/html/sample-page.ts';
import { eagerWorld, verifyProject } from '../e2e/verify-project.ts';

const PRICE = {
  target: 'nim',
  currency: 'USD',
  input: 0.17,
  output: 0.66,
  source: 'https://example.com/p',
  retrieved: '2026-11-26',
};
const CRITERIA = [
  { id: 'load', metric: 'capacity', threshold: 4, decide: 'lower-bound', workload: 'ab'.repeat(32) },
  { id: 'context', metric: 'usable-context', threshold: 16_000, decide: 'lower-bound' },
  { id: 'money', metric: 'cost-per-accepted', threshold: 0.01, decide: 'lower-bound', look: 'once' },
];
const PROJECT = {
  ...SMALL,
  'llama-contract.config.yaml': {
    ...CONFIG,
    targets: [VLLM, NIM],
    prices: [PRICE],
    policies: { full: { shadow: { criteria: CRITERIA } } },
    migrations: [{ id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'full' }],
  },
};

const ENDPOINT: Endpoint = {
  target: 'nim',
  provider: 'openai-compatible',
  wire: 'openai-chat',
  server: 'nim',
  region: null,
  baseUrl: NIM.baseUrl,
  model: 'meta/llama-4-scout-17b-16e-instruct',
};

const CAPACITY = foundCapacity({
  target: 'nim',
  endpoint: ENDPOINT,
  when: new Date(Date.now() - 3_600_000).toISOString(),
  source: 'simulate',
});

const FOUND = probed({
  at: CAPACITY.when,
  source: 'simulate',
  endpoint: ENDPOINT,
  bits: [],
  context: {
    advertised: 128_000,
    advertisedBy: 'server',
    accepted: 128_000,
    refused: null,
    refusal: null,
    cutTo: null,
    usable: 32_768,
    unusable: 65_536,
    base: 0.97,
    rungs: [],
    end: 'found',
  },
  lies: [],
  spent: { calls: 40, tokens: 100_000, budget: 250_000 },
});

let root = '';

beforeAll(async () => {
  root = await writeProject(PROJECT);
  await verifyProject(root, { targets: ['vllm', 'nim'] });
});

async function put(file: string, content: object | null): Promise<void> {
  const path = join(root, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content === null ? '{"schemaVersion":' : JSON.stringify(content));
}

/** Of samples.jsonl without a line. */
const NO_SAMPLES = createHash('sha256').digest('hex');

async function putCapacity(
  differs: Partial<Capacity>,
  ...further: readonly Partial<Capacity>[]
): Promise<void> {
  await put(
    'reports/load-1/capacity.json',
    sealed({
      schemaVersion: 1,
      run: 'load-1',
      evidenceRoot: NO_SAMPLES,
      capacities: [
        { ...CAPACITY, target: 'vllm' },
        ...[differs, ...further].map((each) => ({ ...CAPACITY, ...each })),
      ],
    }),
  );
  await writeFile(join(root, 'reports/load-1/samples.jsonl'), '');
}
const sealed = (content: object): object => JSON.parse(digestLine(JSON.stringify(content)).line);
const putContext = (differs: Partial<CapabilityFile>): Promise<void> =>
  put('capabilities/nim.json', sealCapabilities({ ...FOUND, ...differs }));

async function judged(id: string): Promise<CriterionResult | undefined> {
  const config = join(root, 'llama-contract.config.yaml');
  const sides = { migration: null, baseline: null, candidate: null, policy: null };
  const options = { config, out: join(root, 'reports'), stage: 'shadow' as const, ...sides };
  const decision = await gate(
    { ...options, allowSynthetic: true, evidenceRoots: [] },
    eagerWorld(),
    new AbortController().signal,
  );
  return decision.criteria.find((criterion) => criterion.id === id);
}

async function judgedWithQuota(requestsPerMinute: number): Promise<CriterionResult | undefined> {
  const limited = { ...NIM, quota: { requestsPerMinute } };
  await put('llama-contract.config.yaml', {
    ...PROJECT['llama-contract.config.yaml'],
    targets: [VLLM, limited],
  });
  return judged('load');
}

describe('a criterion about the capacity of the candidate', () => {
  it('is inconclusive where no load run found it, and says which command does', async () => {
    expect(await judged('load')).toMatchObject({
      verdict: 'inconclusive',
      observed: null,
      reason: expect.stringContaining('npx llama-contract bench --find-capacity --target nim'),
    });
  });

  it('passes and fails by the ends that were shown, and names the file', async () => {
    await putCapacity({});
    expect(await judged('load')).toMatchObject({
      verdict: 'pass',
      low: 5,
      high: 6,
      reason: expect.stringContaining('load-1/capacity.json'),
    });
    await putCapacity({ low: 3, high: 5 });
    expect((await judged('load'))?.verdict).toBe('inconclusive');
    await putCapacity({ low: 2, high: 3 });
    expect((await judged('load'))?.verdict).toBe('fail');
  });

  it('says where the quota of the target lets less through than it was found to carry', async () => {
    const config = join(root, 'llama-contract.config.yaml');
    const written = await readFile(config, 'utf8');
    await putCapacity({});
    expect(await judgedWithQuota(240)).toMatchObject({
      verdict: 'pass',
      low: 5,
      reason: expect.stringContaining('its quota in the configuration lets only 240 a minute through'),
    });
    expect((await judgedWithQuota(300))?.reason).not.toContain('quota');
    await writeFile(config, written);
  });

  it('names what cannot be read beside the file that it is judged by: that may be newer', async () => {
    await putCapacity({});
    await put('reports/load-2/capacity.json', null);
    expect((await judged('load'))?.reason).toContain('load-2/capacity.json cannot be read');
    await rm(join(root, 'reports/load-2'), { recursive: true });
  });

  it('is judged by the output cap of which it carries the least, wherever that stands in the file', async () => {
    const little = { outputCap: 512, low: 1, high: 2, when: new Date(Date.now() - 7_200_000).toISOString() };
    const much = { outputCap: 16, low: 20, high: 24 };
    await putCapacity(little, much);
    expect((await judged('load'))?.verdict).toBe('fail');
    await putCapacity(much, little);
    expect((await judged('load'))?.verdict).toBe('fail');
    await putCapacity({ outputCap: 512, certified: false }, much);
    expect((await judged('load'))?.verdict).toBe('inconclusive');
  });

  it.each<[string, Partial<Capacity>, string]>([
    ['another target', { target: 'other' }, 'no load run under'],
    [
      'another workload',
      { workload: 'ef'.repeat(32) },
      `is of workload ${'ef'.repeat(32)}, and the criterion`,
    ],
    [
      'other limits',
      { limits: { firstTokenMs: null, latencyMs: 60_000 } },
      'is of all of it in 60000 ms, and the criterion of first token in 2000 ms and all of it in 8000 ms',
    ],
    [
      'another endpoint',
      { endpoint: { ...ENDPOINT, baseUrl: 'http://other.example' } },
      'is of another endpoint: its base URL is http://other.example',
    ],
    ['a time long ago', { when: '2026-01-01T00:00:00.000Z' }, 'hours old, and evidence lasts 336'],
    ['a time to come', { when: '2099-01-01T00:00:00.000Z' }, 'later than now'],
    ['no certificate', { certified: false, reason: 'the schedule lagged' }, 'the schedule lagged'],
    ['no end that was found', { low: null, high: null }, 'neither end of it was found'],
    [
      'an endpoint that answers otherwise now',
      { fingerprint: { 'its name of the model': ['another'] } },
      'nim is no longer what it was: its name of the model was another',
    ],
  ])('passes by no file of %s', async (_what, differs, why) => {
    await putCapacity(differs);
    expect(await judged('load')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining(why),
    });
  });

  it('passes by no file that was changed after it was sealed', async () => {
    await putCapacity({ low: 1, high: 2 });
    const path = join(root, 'reports/load-1/capacity.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"low":1', '"low":9'));
    expect(await judged('load')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('cannot be read, or was changed'),
    });
  });

  it('passes by no older file where a later one cannot be read', async () => {
    await putCapacity({});
    await put('reports/load-2/capacity.json', null);
    expect(await judged('load')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('is not known to be the newest'),
    });
    await rm(join(root, 'reports/load-2'), { recursive: true });
  });

  it('is judged by the newest file of its workload, whatever was measured since', async () => {
    const when = new Date(Date.now() - 60_000).toISOString();
    await putCapacity({});
    await put(
      'reports/load-2/capacity.json',
      sealed({
        schemaVersion: 1,
        run: 'load-2',
        evidenceRoot: NO_SAMPLES,
        capacities: [{ ...CAPACITY, when, workload: 'ef'.repeat(32), low: 100, high: 120 }],
      }),
    );
    expect(await judged('load')).toMatchObject({ verdict: 'pass', low: 5 });
    await rm(join(root, 'reports/load-2'), { recursive: true });
  });

  it('passes by none whose samples are gone, or others', async () => {
    const samples = join(root, 'reports/load-1/samples.jsonl');
    for (const spoil of [() => rm(samples), () => writeFile(samples, '{}\n')]) {
      await putCapacity({});
      expect((await judged('load'))?.verdict).toBe('pass');
      await spoil();
      expect(await judged('load')).toMatchObject({
        verdict: 'inconclusive',
        reason: expect.stringContaining('rests on are gone, or were changed'),
      });
    }
  });

  it('passes by no file that is none', async () => {
    await put('reports/load-1/capacity.json', null);
    expect((await judged('load'))?.reason).toContain('load-1/capacity.json cannot be read');
  });
});

describe('a criterion about the context that the candidate still reads', () => {
  it('passes by the length that was proved, and is inconclusive without a file', async () => {
    expect(await judged('context')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('npx llama-contract probe nim'),
    });
    await putContext({});
    expect(await judged('context')).toMatchObject({ verdict: 'pass', low: 32_768, high: 65_536 });
  });

  it.each<[string, Partial<CapabilityFile>, string]>([
    [
      'another endpoint',
      { endpoint: { ...ENDPOINT, baseUrl: 'http://other.example' } },
      'is of another endpoint: its base URL is http://other.example',
    ],
    ['a time long ago', { at: '2026-01-01T00:00:00.000Z' }, 'evidence lasts 336'],
    ['nothing of context', { context: null }, 'says nothing of its context'],
    [
      'another wire of its endpoint',
      { fingerprint: { 'its name of the model': ['another'] } },
      'measure again',
    ],
  ])('passes by no file of %s', async (_what, differs, why) => {
    await putContext(differs);
    expect(await judged('context')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining(why),
    });
  });

  it('passes by no file that is none', async () => {
    await put('capabilities/nim.json', null);
    expect((await judged('context'))?.verdict).toBe('inconclusive');
  });
});

it('what an accepted answer costs is judged over the prompts of the run, in the currency of its price', async () => {
  const result = await judged('money');
  expect(result).toMatchObject({ verdict: 'pass', n: 3, reason: expect.stringContaining('in USD') });
  expect(result?.observed).toBeGreaterThan(0);
  expect(result?.high).toBeLessThan(0.01);
});
