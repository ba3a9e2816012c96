import { expect, it } from 'vitest';
import { SWEPT, timeNormalising } from '../fuzz/size-sweep.ts';

it.each(SWEPT)('ten megabytes of %j are normalised in seconds', { timeout: 60_000 }, (unit) => {
  expect(timeNormalising(unit, 10_000_000)).toBeLessThan(5_000);
});
