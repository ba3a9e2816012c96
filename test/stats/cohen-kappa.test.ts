import { describe, expect, it } from 'vitest';
import { cohenKappa, kappaInterval } from '../../src/stats/cohen-kappa.ts';
import { inverseNormal } from '../../src/stats/inverse-normal.ts';
import { wilsonInterval } from '../../src/stats/wilson-interval.ts';

describe('kappa and its standard error are the published ones', () => {
  it.each([
    {
      // J. L. Fleiss, Statistical Methods for Rates and Proportions, second edition (1981), chapter 13.
      of: 'two diagnoses of 100 patients',
      table: [
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ],
      kappa: 0.676,
      standardError: 0.088,
    },
    {
      // SAS/STAT User's Guide, The FREQ Procedure, example of Cohen's kappa coefficient (skin conditions).
      of: 'two dermatologists',
      table: [
        [10, 4, 1, 0],
        [5, 10, 12, 2],
        [2, 4, 12, 5],
        [0, 2, 6, 13],
      ],
      kappa: 0.3449,
      standardError: 0.0724,
    },
    {
      // The table of sexual fun in A. Agresti, Categorical Data Analysis (1990); kappa as R's vcd prints it.
      of: 'husbands and wives',
      table: [
        [7, 7, 2, 3],
        [2, 8, 3, 7],
        [1, 5, 4, 9],
        [2, 8, 9, 14],
      ],
      kappa: 0.1293,
      standardError: 0.0686,
    },
  ])('$of', ({ table, kappa, standardError }) => {
    const found = cohenKappa(table);
    expect(found?.kappa).toBeCloseTo(kappa, 3);
    expect(found?.standardError).toBeCloseTo(standardError, 3);
  });
});

it('raters who know one category alone agree by chance, and have no kappa', () => {
  expect(cohenKappa([[50, 0], [0, 0]])).toBeNull(); // prettier-ignore
  expect(kappaInterval({ both: 50, neither: 0, firstAlone: 0, secondAlone: 0 })).toBeNull();
});

describe('the interval', () => {
  // Kappa of even margins is twice the share of agreement less one, and so are the ends of its interval.
  it.each([
    [25, 0],
    [20, 5],
    [100, 9],
  ])("is Wilson's where margins are even: %i and %i", (same, other) => {
    const found = kappaInterval({ both: same, neither: same, firstAlone: other, secondAlone: other });
    const wilson = wilsonInterval(2 * same, 2 * (same + other));
    expect(found?.low).toBeCloseTo(2 * (wilson?.low ?? 0) - 1, 9);
    expect(found?.high).toBeCloseTo(2 * (wilson?.high ?? 0) - 1, 9);
  });

  it('comes to the plain one as n grows', () => {
    const cells = { both: 22_000, neither: 11_000, firstAlone: 2_000, secondAlone: 4_000 };
    const plain = cohenKappa([[22_000, 2_000], [4_000, 11_000]]); // prettier-ignore
    const reach = inverseNormal(0.975) * (plain?.standardError ?? 0);
    const found = kappaInterval(cells);
    expect(found?.low).toBeCloseTo((plain?.kappa ?? 0) - reach, 3);
    expect(found?.high).toBeCloseTo((plain?.kappa ?? 0) + reach, 3);
  });

  it('of full agreement ends at 1, and is the wider the rarer one label is', () => {
    const lows = [25, 10, 2].map((bad) => {
      const found = kappaInterval({ both: 50 - bad, neither: bad, firstAlone: 0, secondAlone: 0 });
      expect(found).toMatchObject({ kappa: 1, high: 1 });
      return found?.low ?? 1;
    });
    expect(lows).toEqual(lows.toSorted((a, b) => b - a));
    expect(lows[0]).toBeCloseTo(0.857, 3);
  });

  it('of a rater who says one thing always says nothing', () => {
    expect(kappaInterval({ both: 25, neither: 0, firstAlone: 25, secondAlone: 0 })).toMatchObject({
      kappa: 0,
      low: -1,
      high: 1,
    });
  });
});
