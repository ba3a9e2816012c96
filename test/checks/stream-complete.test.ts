import { EXPECTED_ERRORS } from '../../src/contract/errors/error-kind.ts';
import { expect, it } from 'vitest';
import { answered, buildGolden, refused } from '../build-exchange.ts';
import { judge } from './read-verdict.ts';

const STREAM = { mode: 'stream' } as const;

it('a stream that is proven complete passes', () => {
  expect(judge('stream-complete', { exchange: answered({}, STREAM) })).toBe('pass');
});

it('a stream without proof of its end is incomplete', () => {
  expect(judge('stream-complete', { exchange: answered({}, { ...STREAM, proof: null }) })).toBe(
    'stream/incomplete',
  );
  const proof = { frames: 3, terminalMarker: false, usageRecords: 0 };
  expect(judge('stream-complete', { exchange: answered({}, { ...STREAM, proof }) })).toBe(
    'stream/incomplete',
  );
});

it('an interrupted stream is incomplete', () => {
  const error = { kind: 'stream_interrupted', phase: 'stream' } as const;
  expect(judge('stream-complete', { exchange: refused(error, STREAM) })).toBe('stream/incomplete');
});

it('skips say why', () => {
  expect(judge('stream-complete', {})).toBe('skip: served as send');
  expect(judge('stream-complete', { exchange: answered({}, { ...STREAM, servedAs: 'send' }) })).toBe(
    'skip: served as send',
  );
  expect(judge('stream-complete', { exchange: refused({}, STREAM) })).toBe('skip: no response');
});

it('no golden can approve of a stream that broke off', () => {
  const exchange = refused({ kind: 'stream_interrupted' }, STREAM);
  for (const error of EXPECTED_ERRORS) {
    const golden = buildGolden({ error });
    expect(judge('stream-complete', { golden, exchange })).toBe('stream/incomplete');
  }
});
