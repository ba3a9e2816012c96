import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/contract/problem.ts';
import { counterexampleName, counterexampleSchema, reproCommand } from '../../src/fuzz/counterexample.ts';
import { renderFuzz } from '../../src/fuzz/render-fuzz.ts';
import { fuzz, type FuzzOptions } from '../../src/runs/fuzz/fuzz.ts';
import { createFakeClock } from '../fake-clock.ts';
import { DECODERS } from '../fuzz/mutants/decoders.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
});
afterEach(() => rm(folder, { recursive: true }));

const mutant = DECODERS.find(({ name }) => name === 'unknown finish is stop');
const world = { clock: createFakeClock() };

function options(changes: Partial<FuzzOptions> = {}): FuzzOptions {
  return {
    wires: ['vllm'],
    runs: 10,
    seed: 5,
    path: null,
    timeBudgetMs: null,
    folder,
    signal: new AbortController().signal,
    ...changes,
  };
}

const broken = { runs: 60, ...(mutant && { stage: mutant.stage }) };

describe('fuzz', () => {
  it('passes when every property holds', async () => {
    const report = await fuzz(options(), world);
    expect(report.verdict).toBe('pass');
    expect(report.properties.every(({ runs }) => runs === 10)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it('saves what it finds, with the command that finds it again', async () => {
    const report = await fuzz(options(broken), world);
    expect(report.verdict).toBe('fail');
    const found = report.properties.flatMap((line) => line.found ?? []);
    expect(found.map(({ property }) => property)).toContain('says-what-was-said');
    const files = await readdir(folder);
    expect(files.toSorted()).toEqual(found.map((each) => `${counterexampleName(each)}.json`).toSorted());
    const [first] = found;
    const saved = await readFile(join(folder, `${first && counterexampleName(first)}.json`), 'utf8');
    expect(counterexampleSchema.parse(JSON.parse(saved))).toEqual(first);
    expect(renderFuzz(report)).toContain(first && reproCommand(first, null));
  });

  it('finds it again by its seed and path alone, already shrunk', async () => {
    const report = await fuzz(options(broken), world);
    const [found] = report.properties.flatMap((line) => line.found ?? []);
    const { property = '', seed = 0, path = '', example = null } = found ?? {};
    const again = await fuzz(options({ ...broken, seed, path: `${property}:${path}` }), world);
    expect(again.properties).toHaveLength(1);
    expect(again.properties[0]?.found?.example).toEqual(example);
  });

  it('lists what was saved as FAILED until it is FIXED', async () => {
    await fuzz(options(broken), world);
    const still = await fuzz(options({ ...broken, runs: 1 }), world);
    expect(new Set(still.replayed.map(({ status }) => status))).toEqual(new Set(['FAILED']));
    expect(still.verdict).toBe('fail');
    const fixed = await fuzz(options({ runs: 1 }), world);
    expect(new Set(fixed.replayed.map(({ status }) => status))).toEqual(new Set(['FIXED']));
    expect(fixed.verdict).toBe('pass');
    expect(renderFuzz(fixed)).toMatch(/^FIXED +[0-9a-f]{16} \(/m);
  });

  it('is inconclusive when its time is over before each property had enough runs', async () => {
    const report = await fuzz(options({ timeBudgetMs: 0, runs: 1000 }), world);
    expect(report).toMatchObject({ verdict: 'inconclusive', tooFew: true });
  });

  it('counts how often a wire could not say a fault', async () => {
    const report = await fuzz(options({ wires: ['bedrock-converse', 'vllm'], runs: 25 }), world);
    const line = report.properties.find(({ property }) => property === 'same-on-every-wire');
    expect(line?.skips['vllm']).toBeGreaterThan(0);
    expect(renderFuzz(report)).toMatch(/same-on-every-wire +25 runs, \d+ times a wire could not say it/);
  });

  it.each([
    [
      'a wire that is none',
      { wires: ['vlm', 'telex'] },
      ['there is no wire "vlm"', 'there is no wire "telex"'],
    ],
    ['a path that is none', { path: 'everywhere' }, ['--path "everywhere" leads to no counterexample']],
    ['a path of no property', { path: 'sameness:1:2' }, ['--path "sameness:1:2" leads to no counterexample']],
  ])('refuses %s', async (_name, changes, messages) => {
    const refused = await fuzz(options(changes), world).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect(refused instanceof InputError && refused.problems.map(({ message }) => message)).toEqual(messages);
  });

  it('refuses files that are no counterexamples, all at once', async () => {
    await writeFile(join(folder, 'a.json'), '{');
    await writeFile(join(folder, 'b.json'), '{"schemaVersion":1}');
    const refused = await fuzz(options(), world).catch((error: unknown) => error);
    expect(refused instanceof InputError && refused.problems.map(({ file }) => file)).toEqual([
      join(folder, 'a.json'),
      join(folder, 'b.json'),
    ]);
  });
});
