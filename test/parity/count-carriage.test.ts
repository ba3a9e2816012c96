import { expect, it } from 'vitest';
import { countCarriage } from '../../src/parity/count-carriage.ts';

const NONE = { lossless: 0, defaulted: 0, dropped: 0, downgraded: 0 };

it('what becomes of a feature is counted on either side, and is nothing where it was not asked', () => {
  const fold = countCarriage();
  fold.add('baseline', [
    { feature: 'seed', action: 'lossless' },
    { feature: 'mode', action: 'lossless' },
  ]);
  fold.add('baseline', [{ feature: 'seed', action: 'defaulted' }]);
  fold.add('candidate', [{ feature: 'seed', action: 'dropped' }]);
  expect(fold.rows()).toEqual([
    { feature: 'mode', baseline: { ...NONE, lossless: 1 }, candidate: NONE },
    { feature: 'seed', baseline: { ...NONE, lossless: 1, defaulted: 1 }, candidate: { ...NONE, dropped: 1 } },
  ]);
});
