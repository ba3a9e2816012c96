import { expect, it } from 'vitest';
import { RequestIds } from '../../src/metrics/request-ids.ts';
import { answered, refused } from '../build-exchange.ts';

it('asking whether an id was seen does not make it seen', () => {
  const ids = new RequestIds();
  const exchange = answered({ providerRequestId: 'r-1' });
  expect([ids.has(exchange), ids.has(exchange)]).toEqual([false, false]);
  ids.add(exchange);
  expect(ids.has(answered({ providerRequestId: 'r-1' }, { prompt: 'other' }))).toBe(true);
});

it('an id counts for its target alone, and an error has one too', () => {
  const ids = new RequestIds();
  ids.add(refused({ providerRequestId: 'r-1' }, { target: 'one' }));
  expect(ids.has(answered({ providerRequestId: 'r-1' }, { target: 'one' }))).toBe(true);
  expect(ids.has(answered({ providerRequestId: 'r-1' }, { target: 'two' }))).toBe(false);
});

it('exchanges without an id are never alike', () => {
  const ids = new RequestIds();
  ids.add(answered({ providerRequestId: null }));
  expect(ids.has(answered({ providerRequestId: null }))).toBe(false);
});
