import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_ROUTES } from '../../src/config/default-routes.ts';
import {
  PRIORITIES,
  type RequestShape,
  type RoutePolicy,
  type TargetEvidence,
} from '../../src/contract/routing/route.ts';
import { route } from '../../src/routing/route.ts';

const shapes: fc.Arbitrary<RequestShape> = fc.record({
  textCharacters: fc.nat({ max: 700_000 }),
  structuredCharacters: fc.nat({ max: 20_000 }),
  extraBytes: fc.nat({ max: 50_000 }),
  messages: fc.integer({ min: 1, max: 50 }),
  imageCount: fc.nat({ max: 6 }),
  structured: fc.boolean(),
  tools: fc.boolean(),
  maxOutputTokens: fc.option(fc.integer({ min: 1, max: 20_000 })),
  intents: fc.subarray(['product-support', 'refund']),
  priority: fc.constantFrom(...PRIORITIES),
  strictLatency: fc.boolean(),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});

const CLOSED = { stage: 'shadow', migration: 'move', judgedAt: '2026-11-26T00:00:00.000Z' } as const;

const row = (target: string): fc.Arbitrary<TargetEvidence> =>
  fc.record({
    target: fc.constant(target),
    provider: fc.constantFrom('bedrock', 'vllm', 'nim'),
    model: fc.constantFrom('llama-4-scout', 'llama-4-maverick'),
    images: fc.nat({ max: 5 }),
    tools: fc.boolean(),
    maxOutputTokens: fc.option(fc.integer({ min: 1, max: 20_000 })),
    provedTokens: fc.option(fc.nat({ max: 300_000 })),
    probed: fc.option(
      fc.record({ tokens: fc.nat({ max: 300_000 }), ageHours: fc.integer({ min: 0, max: 500 }) }),
    ),
    closedGate: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.constant(CLOSED)),
    passed: fc.nat({ max: 1_000 }),
    answered: fc.constant(1_000),
    p95Ms: fc.option(fc.nat({ max: 20_000 })),
    ageHours: fc.integer({ min: 0, max: 500 }),
    price: fc.option(
      fc.record({
        currency: fc.constantFrom('USD', 'EUR'),
        input: fc.double({ min: 0, max: 10, noNaN: true }),
        output: fc.double({ min: 0, max: 10, noNaN: true }),
      }),
    ),
    synthetic: fc.constant(false),
  });

const evidence = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map(row)));

const currents = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
const asked = fc.tuple(shapes, evidence, currents);

it('the order in which targets are listed decides nothing', () => {
  fc.assert(
    fc.property(asked, ([shape, rows, current]) => {
      const there = route(shape, rows, DEFAULT_ROUTES, current);
      const back = route(shape, rows.toReversed(), DEFAULT_ROUTES, current);
      const byName = (decision: typeof there) =>
        decision.excluded.toSorted((a, b) => (a.target < b.target ? -1 : 1));
      expect({ ...back, excluded: byName(back) }).toEqual({ ...there, excluded: byName(there) });
    }),
  );
});

it('scaling all weights changes nothing', () => {
  fc.assert(
    fc.property(asked, fc.double({ min: 0.001, max: 200, noNaN: true }), ([shape, rows, current], by) => {
      const { weights } = DEFAULT_ROUTES;
      const scaled: RoutePolicy = {
        ...DEFAULT_ROUTES,
        weights: {
          preference: weights.preference * by,
          quality: weights.quality * by,
          latency: weights.latency * by,
          headroom: weights.headroom * by,
          price: weights.price * by,
        },
      };
      const [before, after] = [DEFAULT_ROUTES, scaled].map((policy) => route(shape, rows, policy, current));
      expect([after?.target, after?.how, after?.fallback]).toEqual([
        before?.target,
        before?.how,
        before?.fallback,
      ]);
    }),
  );
});

it('a pinned request goes where it is pinned or nowhere, wherever its conversation is', () => {
  fc.assert(
    fc.property(asked, ([shape, rows, current]) => {
      const pinned = { ...shape, priority: 'high', strictLatency: true } as const;
      const { target, how, fallback } = route(pinned, rows, DEFAULT_ROUTES, current);
      const home = rows.filter(
        ({ provider, model }) => provider === 'bedrock' && model === 'llama-4-maverick',
      );
      const names = home.map((each) => each.target);
      expect(how).toBe(target === null ? 'refused' : 'pinned');
      for (const each of [target, fallback]) if (each !== null) expect(names).toContain(each);
    }),
  );
});

it('a request leaves its target only for one that scores better by the margin', () => {
  fc.assert(
    fc.property(asked, ([shape, rows, current]) => {
      const { target, scores } = route(shape, rows, DEFAULT_ROUTES, current);
      const at = scores.find((each) => each.target === current);
      const to = scores.find((each) => each.target === target);
      if (at === undefined || to === undefined || at === to) return;
      expect(to.score - at.score).toBeGreaterThanOrEqual(DEFAULT_ROUTES.margin - 1e-9);
    }),
  );
});

it('nobody gets more than is proved for it, on evidence that is too old, or what it cannot take', () => {
  fc.assert(
    fc.property(asked, ([shape, rows, current]) => {
      const { target, scores, excluded } = route(shape, rows, DEFAULT_ROUTES, current);
      const to = rows.find((each) => each.target === target);
      expect(scores.length + excluded.length).toBe(rows.length);
      expect(excluded.every(({ reasons }) => reasons.length > 0)).toBe(true);
      if (to === undefined) return;
      const tokens =
        Math.ceil((shape.textCharacters + shape.structuredCharacters) / 3) + shape.imageCount * 3_000;
      expect([to.closedGate, to.provedTokens === null]).toEqual([null, false]);
      const isFresh = (to.probed?.ageHours ?? Infinity) <= DEFAULT_ROUTES.evidenceMaxAgeHours;
      const probed = isFresh ? (to.probed?.tokens ?? 0) : 0;
      expect(tokens).toBeLessThanOrEqual(Math.max(to.provedTokens ?? 0, probed));
      expect(to.ageHours).toBeLessThanOrEqual(DEFAULT_ROUTES.evidenceMaxAgeHours);
      expect(shape.imageCount).toBeLessThanOrEqual(to.images);
      expect(!shape.tools || to.tools).toBe(true);
    }),
  );
});

it('one more target changes no request that it does not win', () => {
  fc.assert(
    fc.property(asked, row('z'), ([shape, rows, current], more) => {
      const before = route(shape, rows, DEFAULT_ROUTES, current);
      const after = route(shape, [...rows, more], DEFAULT_ROUTES, current);
      if (after.target === 'z') return;
      expect([after.target, after.rule]).toEqual([before.target, before.rule]);
    }),
  );
});
