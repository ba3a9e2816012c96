import { expect, it } from 'vitest';
import { renderFailed } from '../../src/reports/exchange/render-failed.ts';

it('that nothing failed is said of what is recorded, and of a run that has not ended that this is not all', () => {
  const failed = { run: 'r', recorded: 5, exchanges: [] };
  expect(renderFailed({ ...failed, ended: true })).toBe(
    '0 of 5 recorded exchanges failed or errored in run r\n',
  );
  expect(renderFailed({ ...failed, ended: false })).toBe(
    '0 of 5 recorded exchanges failed or errored in run r, which has not ended: what is not recorded yet is not among them\n',
  );
});
