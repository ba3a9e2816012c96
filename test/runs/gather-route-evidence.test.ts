import { expect, it } from 'vitest';
import { probedOf } from '../../src/runs/gather-route-evidence.ts';

const NOW = Date.parse('2026-06-01T12:00:00.000Z');

it.each([
  ['2026-06-01T10:00:00.000Z', { tokens: 32_000, ageHours: 2 }],
  ['2026-06-01T12:30:00.000Z', { tokens: 32_000, ageHours: 0 }],
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
