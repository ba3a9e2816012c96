import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/contract/rollout/ledger.ts';
import type { RequestFeatures, TrafficState } from '../../src/contract/traffic/traffic.ts';
import { DEFAULT_TRAFFIC_RULES, type TrafficRules } from '../../src/contract/traffic/traffic-rules.ts';
import { bucketOf, chooseArm } from '../../src/rollout/choose-arm.ts';
import { decideRequest } from '../../src/rollout/decide-request.ts';
import { FIRST, nextStep } from '../../src/rollout/steps.ts';
import { trafficState, unreadableState } from '../../src/rollout/traffic-state.ts';
import { ledgerOf, START, stepOf, upTo } from './build-ledger.ts';

const STEPS: Step[] = [FIRST];
for (let step = nextStep(FIRST); step !== null; step = nextStep(step)) STEPS.push(step);

const ROUTING = {
  alias: 'llama',
  baseline: '/v1/llama-v1',
  candidate: '/v1/llama-v2',
  requestIdHeader: 'idempotency-key',
};
const KEYS = ['acme', 'staff-1', 'staff-2', 'constructor', '__proto__', 'globex', 'initech'];
const RULES: TrafficRules = {
  ...DEFAULT_TRAFFIC_RULES,
  pins: { acme: 'baseline', initech: 'candidate' },
  cohorts: [{ id: 'staff', keys: ['staff-1', 'staff-2'], from: 'partial' }],
};
const migration = { id: 'move', routing: ROUTING, traffic: RULES };

const at = (step: Step, isRolledBack = false): TrafficState => ({
  step,
  isRolledBack,
  moves: 1,
  since: null,
  isReadable: true,
  head: null,
});
const ask = (more: Partial<RequestFeatures> = {}): RequestFeatures => ({
  path: '/v1/chat/completions',
  clientKey: null,
  requestId: 'request-1',
  isStream: false,
  model: 'llama',
  bodyBytes: 100,
  ...more,
});

const armsOf = (key: string) =>
  STEPS.map((step) => decideRequest(ask({ clientKey: key }), migration, at(step)).arm);
const decide = (path: string, step = FIRST) => decideRequest(ask({ path }), migration, at(step));

const place = fc.nat({ max: STEPS.length - 1 });
const clientKey = fc.option(fc.oneof(fc.constantFrom(...KEYS), fc.string()), { nil: null });
const request = fc
  .record({
    path: fc.constantFrom('/v1/chat/completions', '/v1/llama/chat/completions', '/v1/models'),
    clientKey,
    requestId: fc.string({ minLength: 1 }),
    isStream: fc.boolean(),
    model: fc.constantFrom('llama', null),
    bodyBytes: fc.nat(),
  })
  .map(ask);

describe('the arm of a request', () => {
  it('goes to the candidate once and for all when traffic moves on, and back alone when it moves back', () => {
    fc.assert(
      fc.property(request, place, place, (features, a, b) => {
        const [less, more] = [STEPS[Math.min(a, b)] ?? FIRST, STEPS[Math.max(a, b)] ?? FIRST];
        if (decideRequest(features, migration, at(less)).arm === 'candidate') {
          expect(decideRequest(features, migration, at(more)).arm).toBe('candidate');
        }
      }),
    );
  });

  it('is the baseline wherever the ledger gives the candidate nothing, and nothing is mirrored after a rollback', () => {
    fc.assert(
      fc.property(request, fc.boolean(), (features, isRolledBack) => {
        const decision = decideRequest(features, migration, at(FIRST, isRolledBack));
        expect(decision.arm).toBe('baseline');
        if (isRolledBack) expect(decision.shadow).toBe(false);
      }),
    );
  });

  it('hangs on who asks alone: not on the request, its size, its model or whether it streams', () => {
    fc.assert(
      fc.property(request, request, fc.string(), place, (first, second, key, index) => {
        const step = STEPS[index] ?? FIRST;
        const of = (features: RequestFeatures) =>
          decideRequest({ ...features, path: '/v1/chat/completions', clientKey: key }, migration, at(step));
        expect(of(first)).toEqual(of(second));
      }),
    );
  });

  it('is that of its bucket where nobody pinned it, by the rule that routers read', () => {
    fc.assert(
      fc.property(request, place, (features, index) => {
        const step = STEPS[index] ?? FIRST;
        const key = features.clientKey ?? features.requestId;
        const plain = { ...migration, traffic: DEFAULT_TRAFFIC_RULES };
        const decision = decideRequest(features, plain, at(step));
        expect(decision.arm).toBe(chooseArm('move', key, step.share));
        expect(decision.bucket).toBe(bucketOf('move', key));
      }),
    );
  });

  it('stays with a pin as long as both sides serve', () => {
    const [first, ...rest] = armsOf('acme');
    expect([first, ...rest.slice(0, -1)].every((arm) => arm === 'baseline')).toBe(true);
    expect(rest.at(-1)).toBe('candidate');
    const [shadow, ...others] = armsOf('initech');
    expect(shadow).toBe('baseline');
    expect(others.every((arm) => arm === 'candidate')).toBe(true);
  });

  it('is the candidate for a cohort from its stage on', () => {
    const key = ['staff-1', 'staff-2'].find((each) => bucketOf('move', each) >= 2_000) ?? '';
    expect(armsOf(key).slice(0, 3)).toEqual(['baseline', 'baseline', 'candidate']);
    const first = decideRequest(ask({ clientKey: key }), migration, at({ stage: 'partial', share: 20 }));
    expect(first.reasons).toContain('cohort staff moves from partial on');
  });

  it('is that of a version by its path, whatever the ledger says', () => {
    for (const step of STEPS) {
      expect(decideRequest(ask({ path: '/v1/llama-v2/chat/completions' }), migration, at(step)).arm).toBe(
        'candidate',
      );
      expect(decideRequest(ask({ path: '/v1/llama-v1' }), migration, at(step)).arm).toBe('baseline');
    }
    const within = { ...migration, routing: { ...ROUTING, candidate: '/v1/llama/next' } };
    expect(decideRequest(ask({ path: '/v1/llama/next/chat/completions' }), within, at(FIRST)).arm).toBe(
      'candidate',
    );
    expect(decideRequest(ask({ path: '/v1/llama-v20/chat/completions' }), migration, at(FIRST)).arm).toBe(
      'baseline',
    );
  });
});

it('only allowed endpoints are mirrored, by whatever path they are reached, and every decision says why', () => {
  expect(decide('/v1/llama/chat/completions').shadow).toBe(true);
  expect(decide('/v1/llama-v1/chat/completions').shadow).toBe(true);
  expect(decide('/v1/embeddings')).toMatchObject({
    shadow: false,
    reasons: [
      'without a client key it is a client of its own',
      'at shadow the candidate serves nobody',
      'not mirrored: /v1/embeddings is not among traffic.paths',
    ],
  });
  expect(decide('/v1/chat/completions', { stage: 'retired', share: 100 }).shadow).toBe(false);
});

it('where traffic stands is what its ledger says, and without one the candidate serves nobody', () => {
  expect(trafficState(null)).toMatchObject({ step: FIRST, isRolledBack: false, head: null });
  const moved = ledgerOf([[0, START], ...upTo(20)]);
  expect(trafficState(moved)).toMatchObject({
    step: stepOf(20),
    isRolledBack: false,
    moves: 3,
    since: expect.any(String),
    head: moved.head,
  });
  const back = ledgerOf([
    [0, START],
    ...upTo(20),
    [90, { kind: 'rollback', reason: 'pager', because: null }],
  ]);
  expect(trafficState(back)).toMatchObject({ step: FIRST, isRolledBack: true, moves: 4, head: back.head });
});

it('a ledger that cannot be read brings traffic back where there is something to go back to, and mirrors nothing', () => {
  const arms = STEPS.map((step) => {
    const { arm, shadow, reasons } = decideRequest(ask(), migration, unreadableState(at(step)));
    expect(shadow).toBe(false);
    expect(reasons).toContain('not mirrored: the ledger cannot be read');
    return arm;
  });
  expect(arms.slice(0, -1).every((arm) => arm === 'baseline')).toBe(true);
  expect(arms.at(-1)).toBe('candidate');
});
