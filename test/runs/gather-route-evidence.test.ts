import { expect, it } from 'vitest';
import type { KeptDecision } from '../../src/contract/runs/history.ts';
import { closedTo, probedOf } from '../../src/runs/cost/gather-route-evidence.ts';

const NOW = Date.parse('2026-06-01T12:00:00.000Z');

it.each([
  ['2026-06-01T10:00:00.000Z', { tokens: 32_000, ageHours: 2 }],
  ['2026-06-01T12:01:00.000Z', { tokens: 32_000, ageHours: 0 }],
  ['2026-06-01T12:30:00.000Z', null],
  ['2099-01-01T00:00:00.000Z', null],
])('what was probed at %s proves what it does as long as no clock was set', (at, proves) => {
  const probed = {
    target: 'vllm',
    advertised: null,
    accepted: 64_000,
    usable: 32_000,
    unusable: null,
    at,
    fingerprint: {},
    synthetic: false,
  };
  expect(probedOf(probed, { synthetic: false, fingerprint: null, nowMs: NOW })).toEqual(proves);
});

const decision = (verdict: KeptDecision['verdict'], differs: Partial<KeptDecision> = {}): KeptDecision => ({
  schemaVersion: 1,
  id: 'd',
  judgedAt: '2026-05-30T00:00:00.000Z',
  version: null,
  stage: 'shadow',
  verdict,
  sentence: 'schema: it is too low',
  synthetic: false,
  migration: 'move',
  policy: 'standard',
  baseline: { run: 'r', target: 'vllm' },
  candidate: { run: 'r', target: 'nim' },
  runs: ['r'],
  criteria: [],
  ...differs,
});
const SIMULATED = { synthetic: true };

it.each<[string, readonly KeptDecision[], boolean]>([
  ['closed', [decision('open'), decision('closed')], true],
  ['opened since', [decision('closed'), decision('open')], false],
  ['closed, and not decided since', [decision('closed'), decision('inconclusive')], true],
  ['closed to another', [decision('closed', { candidate: { run: 'r', target: 'vllm' } })], false],
  ['closed to a simulator alone', [decision('open'), decision('closed', SIMULATED)], false],
])('a gate that was %s', (_what, decisions, isClosed) => {
  expect(closedTo('nim', decisions, false) !== null).toBe(isClosed);
});

it('a gate of a simulator counts among answers of a simulator', () => {
  expect(closedTo('nim', [decision('closed', SIMULATED)], true)).toMatchObject({ stage: 'shadow' });
});
