import { expect, it } from 'vitest';
import * as library from '../../src/index.ts';

it('the library is its verbs, its world, and what their values are read with', () => {
  expect(Object.keys(library).toSorted()).toEqual([
    'ERROR_KINDS',
    'FINISH_REASONS',
    'InputError',
    'REPORTERS',
    'RunCutShort',
    'canonicalRequestSchema',
    'canonicalResponseSchema',
    'classify',
    'decode',
    'faultSchema',
    'faultsFileSchema',
    'judge',
    'nodeWorld',
    'simulate',
    'verify',
  ]);
});
