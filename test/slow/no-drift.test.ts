import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { compare } from '../../src/runs/compare/compare.ts';
import { eagerWorld, verifyProject } from '../e2e/verify-project.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BASELINE = 'vllm-maverick';
const CANDIDATE = 'bedrock-maverick';
/** Where answers do not vary, a seed decides only in which order and how late they come: the whole set has another one. */
const PLAIN_SEED = 2;
const SEEDS = [1, 2];

/** Of the whole set one seed as a rule; `WHOLE_SET_SEEDS=1,2,3` asks it by more. */
const WHOLE_SET_SEEDS = (process.env['WHOLE_SET_SEEDS'] ?? '1').split(',').map(Number);

async function compareAt(seed: number, faults: readonly Fault[], tags: readonly string[] | null = ['core']) {
  const out = mkdtempSync(join(tmpdir(), 'llama-contract-'));
  await verifyProject(ROOT, {
    targets: [BASELINE, CANDIDATE],
    ...(tags === null ? {} : { tags }),
    repeat: 2,
    once: CANDIDATE,
    seed,
    faults,
    out,
  });
  const where = { config: join(ROOT, 'llama-contract.config.yaml'), out, migration: null };
  const sides = { baseline: BASELINE, candidate: CANDIDATE };
  return compare({ ...where, ...sides }, eagerWorld(), new AbortController().signal);
}

const varying = (target: string): Fault => ({ at: 'headers', match: { target }, answer: 'vary' });

it('two targets that are as they should be show no difference that breaks anybody', async () => {
  const plain = await compareAt(PLAIN_SEED, []);
  expect([plain.verdict, plain.groups.map(({ code }) => code)]).toEqual(['pass', []]);
});

it.each(SEEDS)('answers that vary on both sides are noise and no drift, by seed %i', async (seed) => {
  const noisy = await compareAt(seed, [varying(BASELINE), varying(CANDIDATE)]);
  expect(noisy.verdict).not.toBe('fail');
  expect(noisy.dimensions.filter(({ evidence }) => (evidence ?? 0) >= 20)).toEqual([]);
  expect(noisy.pairs.missing).toBe(0);
});

it.each(WHOLE_SET_SEEDS)(
  'over every prompt of every suite nothing breaks, and what varies is noise, by seed %i',
  async (seed) => {
    const plain = await compareAt(seed, [], null);
    expect(plain.pairs.compared).toBeGreaterThan(900);
    expect([plain.verdict, plain.groups.map(({ code }) => code)]).toEqual(['pass', []]);
    const noisy = await compareAt(seed, [varying(BASELINE), varying(CANDIDATE)], null);
    expect(noisy.verdict).not.toBe('fail');
    expect(noisy.groups.length).toBeGreaterThan(0);
    expect([...noisy.groups, ...noisy.dimensions].filter(({ evidence }) => (evidence ?? 0) >= 20)).toEqual(
      [],
    );
  },
);

it('a key that one side drops from its answers is found amid the noise of both', async () => {
  const dropping: Fault = { at: 'headers', match: { target: CANDIDATE }, answer: 'drop-key' };
  const found = await compareAt(1, [varying(BASELINE), varying(CANDIDATE), dropping]);
  expect(found.verdict).toBe('fail');
});
