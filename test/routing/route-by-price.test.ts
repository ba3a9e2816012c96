import { describe, expect, it } from 'vitest';
import { DEFAULT_ROUTES } from '../../src/config/default-routes.ts';
import {
  requestShapeSchema,
  routePolicySchema,
  targetEvidenceSchema,
  type RoutePolicy,
} from '../../src/contract/routing/route.ts';
import { compareCosts } from '../../src/routing/compare-costs.ts';
import { route } from '../../src/routing/route.ts';

const BY_PRICE: RoutePolicy = {
  ...DEFAULT_ROUTES,
  rules: [],
  weights: { preference: 0, quality: 1, latency: 0, headroom: 0, price: 4 },
  price: { currency: 'USD', perRequest: 0.001, outputTokens: 400 },
};
const SHAPE = requestShapeSchema.parse({ textCharacters: 3_000 });

const proved = (target: string, input: number | null, currency = 'USD') =>
  targetEvidenceSchema.parse({
    target,
    provider: 'vllm',
    model: 'scout',
    provedTokens: 10_000,
    passed: 9,
    answered: 10,
    price: input === null ? null : { currency, input, output: 4 * input },
  });

describe('a policy that weighs prices', () => {
  it('sends a request where it costs least, and says how each scored', () => {
    const { target, scores } = route(SHAPE, [proved('dear', 1), proved('cheap', 0.1)], BY_PRICE, null);
    expect(target).toBe('cheap');
    // 1,000 tokens in and 400 out at 0.1 and 0.4 for a million are 0.00026.
    expect(scores[0]?.signals.price).toBeCloseTo(0.001 / 0.00126, 12);
  });

  it('leaves a target out whose price is not known in its currency, and says so: unknown is not free', () => {
    const evidence = [proved('dear', 1), proved('unpriced', null), proved('other', 0.1, 'EUR')];
    const { target, excluded } = route(SHAPE, evidence, BY_PRICE, null);
    const why = 'its price in USD is not known, and the policy weighs prices';
    expect([target, excluded]).toEqual([
      'dear',
      [
        { target: 'unpriced', reasons: [why] },
        { target: 'other', reasons: [why] },
      ],
    ]);
    expect(route(SHAPE, evidence, { ...BY_PRICE, weights: DEFAULT_ROUTES.weights }, null).excluded).toEqual(
      [],
    );
  });

  it('must say against what it weighs them', () => {
    const { error } = routePolicySchema.safeParse({ ...BY_PRICE, price: null });
    expect(error?.issues.map(({ path }) => path)).toEqual([['price']]);
  });
});

const decided = (prompt: string, from: string | null, to: string | null) => {
  const decision = route(SHAPE, [], BY_PRICE, null);
  return { prompt, from: { ...decision, target: from }, to: { ...decision, target: to } };
};

describe('what another policy costs', () => {
  const costs = [
    { target: 'a', currency: 'USD', prompts: [{ prompt: 'p', most: 0.004, tries: 2 }] },
    { target: 'b', currency: 'USD', prompts: [{ prompt: 'p', most: 0.003, tries: 3 }] },
    { target: 'c', currency: 'EUR', prompts: [{ prompt: 'p', most: 0.003, tries: 3 }] },
    { target: 'd', currency: 'USD', prompts: [{ prompt: 'p', most: null, tries: 3 }] },
  ];

  it('is what the answers of the targets cost, once each', () => {
    expect(compareCosts([decided('p', 'a', 'b')], costs)).toEqual({
      currency: 'USD',
      from: '0.002000',
      to: '0.001000',
      unknown: 0,
    });
  });

  it('is unknown where an answer was not asked, not counted or is paid in another currency', () => {
    const unknown = { currency: null, from: null, to: null };
    expect(compareCosts([decided('q', 'a', 'b')], costs)).toEqual({ ...unknown, unknown: 1 });
    expect(compareCosts([decided('p', 'a', 'd')], costs)).toEqual({ ...unknown, unknown: 1 });
    expect(compareCosts([decided('p', 'a', 'c')], costs)).toEqual({ ...unknown, unknown: 0 });
  });

  it('saves nothing by refusing a request', () => {
    const rows = [decided('p', 'a', 'b'), decided('p', 'a', null)];
    expect(compareCosts(rows, costs)).toMatchObject({ from: '0.002000', to: '0.001000' });
  });
});
