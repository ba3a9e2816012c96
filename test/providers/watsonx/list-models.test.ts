import { describe, expect, it } from 'vitest';
import { readSpecs } from '../../../src/providers/watsonx/list-models.ts';

const NOW_MS = Date.UTC(2026, 10, 26);
const AVAILABLE = { id: 'available', start_date: '2025-04-07' };
const deprecated = { id: 'deprecated', start_date: '2026-10-01', alternative_model_ids: ['b', 'c'] };

function read(lifecycle: unknown) {
  return readSpecs({ resources: [{ model_id: 'a', lifecycle }] }, NOW_MS)[0];
}

describe('the lifecycle of a model', () => {
  it.each([
    ['is not ending', [AVAILABLE], null],
    ['is not told', undefined, null],
    ['is no list', 'available', null],
    ['ends some day', [AVAILABLE, deprecated], { state: 'retiring', on: null }],
    ['will be deprecated', [AVAILABLE, { ...deprecated, start_date: '2026-12-01' }], null],
    [
      'ends on a day',
      [deprecated, { id: 'withdrawn', start_date: '2026-12-24' }],
      { state: 'retiring', on: '2026-12-24' },
    ],
    [
      'is for those who have it',
      [{ id: 'constricted', start_date: '2026-11-01' }],
      { state: 'retiring', on: null },
    ],
    [
      'is over',
      [deprecated, { id: 'withdrawn', start_date: '2026-11-26' }],
      { state: 'retired', on: '2026-11-26' },
    ],
    ['is over since nobody knows when', [{ id: 'withdrawn' }], { state: 'retired', on: null }],
  ])('%s', (_what, lifecycle, retirement) => expect(read(lifecycle)?.retirement).toEqual(retirement));

  it('names what takes its place, once', () => {
    const withdrawn = { id: 'withdrawn', start_date: '2026-12-24', alternative_model_ids: ['b', 7] };
    expect(read([deprecated, withdrawn])?.alternatives).toEqual(['b', 'c']);
  });
});

it('a body that is no list is not an empty one', () => {
  expect(() => readSpecs({ errors: [] }, NOW_MS)).toThrow('no list of models');
  expect(readSpecs({ resources: [{}, { model_id: 'a' }] }, NOW_MS)).toMatchObject([{ id: 'a' }]);
});
