import { expect, it } from 'vitest';
import { wrapperDrift } from '../../src/runs/wrapper-drift.ts';

const versions = { 'llama-contract': '1', openai: '7' };
const asked = { target: 'vllm', manifest: { run: 'a', versions, rejudged: null } };
const other = { target: 'vllm', manifest: { run: 'b', versions, rejudged: null } };
const rejudged = { run: 'a', evidenceRoot: 'r', askedAt: null };
const again = { target: 'vllm', manifest: { run: 'c', versions, rejudged } };
const third = { target: 'vllm', manifest: { run: 'd', versions, rejudged } };

it('two runs of the same versions, and two targets of the same answers, have no drift of the wrapper', () => {
  expect(wrapperDrift(asked, other)).toBe(null);
  expect(wrapperDrift(asked, { ...asked, target: 'nim' })).toBe(null);
  expect(wrapperDrift(asked, { ...again, target: 'nim' })).toBe(null);
});

it('versions that differ are named, one that is not known too', () => {
  const newer = { target: 'vllm', manifest: { ...other.manifest, versions: { 'llama-contract': '2' } } };
  expect(wrapperDrift(asked, newer)).toEqual({
    sameAnswers: false,
    versions: [
      { name: 'llama-contract', baseline: '1', candidate: '2' },
      { name: 'openai', baseline: '7', candidate: null },
    ],
  });
});

it.each([
  [asked, again],
  [again, asked],
  [again, third],
])('a run that is judged anew has the same answers, whichever side it is', (baseline, candidate) => {
  expect(wrapperDrift(baseline, candidate)).toEqual({ sameAnswers: true, versions: [] });
});
