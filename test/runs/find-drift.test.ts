import { expect, it } from 'vitest';
import { hearServers } from '../../src/parity/hear-servers.ts';
import { findDrift } from '../../src/runs/compare/find-drift.ts';
import { answered } from '../build-exchange.ts';
import { evidence } from '../store/sample-run.ts';

const versions = { 'llama-contract': '1', openai: '7' };
const asked = {
  target: 'vllm',
  wire: 'openai-chat',
  manifest: { run: 'a', versions, servers: {}, rejudged: null },
};
const other = { ...asked, manifest: { ...asked.manifest, run: 'b' } };
const rejudged = { run: 'a', evidenceRoot: 'r', askedIn: null, askedAt: null, config: null };
const again = { ...asked, manifest: { run: 'c', versions, servers: {}, rejudged } };
const twice = {
  ...asked,
  manifest: {
    run: 'e',
    versions,
    servers: {},
    rejudged: { ...rejudged, run: 'c', askedIn: { run: 'a', evidenceRoot: 'r' } },
  },
};
const third = { ...asked, manifest: { run: 'd', versions, servers: {}, rejudged } };

function servers(baseline: readonly string[], candidate: readonly string[]) {
  const fold = hearServers(['server']);
  for (const word of baseline) fold.add('baseline', answered({ systemFingerprint: word }));
  for (const word of candidate) fold.add('candidate', answered({ systemFingerprint: word }));
  return fold.heard();
}

const SILENT = servers([], []);

it('two runs of the same versions, and two targets of the same answers, have no drift', () => {
  expect(findDrift(asked, other, SILENT)).toBe(null);
  expect(findDrift(asked, { ...asked, target: 'nim' }, SILENT)).toBe(null);
  expect(findDrift(asked, { ...again, target: 'nim' }, SILENT)).toBe(null);
});

it('versions that differ are named, one that is not known too', () => {
  const newer = { ...other, manifest: { ...other.manifest, versions: { 'llama-contract': '2' } } };
  expect(findDrift(asked, newer, SILENT)).toEqual({
    sameAnswers: false,
    versions: [
      { of: 'wrapper', name: 'llama-contract', baseline: '1', candidate: '2' },
      { of: 'wrapper', name: 'openai', baseline: '7', candidate: null },
    ],
  });
});

it('an SDK that only one of the two sides is read by is no drift', () => {
  const sdk = { 'llama-contract': '1', '@aws-sdk/client-bedrock-runtime': '3' };
  const wire = 'bedrock-converse';
  const bedrock = { target: 'bedrock', wire, manifest: { ...other.manifest, versions: sdk } };
  expect(findDrift(asked, bedrock, SILENT)).toBe(null);
});

it("of one target's server the versions that it says are compared, and of two targets' they are not", () => {
  const heard = servers(['b6600', 'b6600'], ['b6701', 'b6600']);
  expect(findDrift(asked, other, heard)).toEqual({
    sameAnswers: false,
    versions: [{ of: 'server', name: 'system_fingerprint', baseline: 'b6600', candidate: 'b6600, b6701' }],
  });
  expect(findDrift(asked, { ...other, target: 'nim' }, heard)).toBe(null);
  expect(findDrift(asked, other, servers(['b6600'], ['b6600', 'b6600']))).toBe(null);
});

it("what one target's server says of its own version is compared, and is unknown where it was not said", () => {
  const saying = (side: typeof asked, ...spoken: readonly string[]) => ({
    ...side,
    manifest: { ...side.manifest, servers: { vllm: spoken } },
  });
  const [before, after] = [saying(asked, '0.22.1'), saying(other, '0.22.1', '0.23.0')];
  const row = { of: 'server', name: 'version' } as const;
  expect(findDrift(before, after, SILENT)).toEqual({
    sameAnswers: false,
    versions: [{ ...row, baseline: '0.22.1', candidate: '0.22.1, 0.23.0' }],
  });
  expect(findDrift(before, saying(other), SILENT)?.versions).toEqual([
    { ...row, baseline: '0.22.1', candidate: null },
  ]);
  expect(findDrift(before, { ...after, target: 'nim' }, SILENT)).toBe(null);
});

it.each([
  [asked, again],
  [again, asked],
  [again, third],
  [asked, twice],
])('a run that is judged anew has the same answers, whichever side it is', (baseline, candidate) => {
  expect(findDrift(baseline, candidate, SILENT)).toEqual({ sameAnswers: true, versions: [] });
});

it('what a server says of itself in headers is heard too', () => {
  const fold = hearServers(['server']);
  fold.add('candidate', { ...answered({}), evidence: evidence({ headers: { server: 'llama.cpp' } }) });
  expect(fold.heard()).toContainEqual({ name: 'server', baseline: null, candidate: 'llama.cpp' });
});
