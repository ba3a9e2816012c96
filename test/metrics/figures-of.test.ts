import { expect, it } from 'vitest';
import { figuresOf } from '../../src/metrics/figures-of.ts';
import { spellFigure } from '../../src/reports/words/spell-figure.ts';
import { asking, costed, PRICE } from '../cost/billed.ts';
import { target } from '../reports/sample-report.ts';

const records = Array.from({ length: 20 }, (_, at) => asking({ prompt: `p${at}` }));

it('what a target and its accepted answers cost are figures, with the bounds of the second', () => {
  const figures = figuresOf(target('vllm'), costed(records, [PRICE]));
  expect(figures.cost).toEqual({ value: 0.12, low: null, high: null, n: 20 });
  const each = figures['cost-per-accepted'];
  expect(each).toMatchObject({ value: 0.006, n: 20 });
  expect(each?.low).toBeLessThanOrEqual(0.006);
  expect(each?.high).toBeGreaterThan(0.006);
  expect(spellFigure('cost-per-accepted', each ?? { value: null, low: null, high: null, n: 0 })).toMatch(
    /^0\.006\d* \[0\.00\d+-0\.00\d+\]$/,
  );
});

it('an amount that is not known to its end is no figure, and what has no price at all has none', () => {
  const open = figuresOf(target('vllm'), costed([...records, asking({ failedTries: 1 })], [PRICE]));
  expect([open.cost?.value, open['cost-per-accepted']?.value]).toEqual([null, null]);
  expect(figuresOf(target('vllm'), null)).not.toHaveProperty('cost');
});
