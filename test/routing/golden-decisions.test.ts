import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRouteTests } from '../../src/runs/cost/read-route-file.ts';
import { testRoutes } from '../../src/runs/cost/route-requests.ts';

const file = join(resolve(import.meta.dirname, '../..'), 'suites/routing.yaml');

describe('the built-in routing policy', () => {
  it('makes every golden decision, of at least sixty, for the reason that stands beside it', async () => {
    const tested = await testRoutes({ file, policy: null });
    expect(tested.length).toBeGreaterThanOrEqual(60);
    expect(tested.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it('is tested by decisions of every kind and rule', async () => {
    const { decisions } = await readRouteTests(file);
    expect(new Set(decisions.map(({ expect: { how } }) => how))).toEqual(
      new Set(['pinned', 'best', 'kept', 'refused']),
    );
    expect(new Set(decisions.map(({ expect: { rule } }) => rule))).toEqual(
      new Set([null, 'strict-latency', 'long-context', 'pictures-with-short-text', 'product-support']),
    );
  });
});
