import { EXPECTED_ERRORS } from '../../src/contract/error-kind.ts';
import { expect, it } from 'vitest';
import type { FindingCode } from '../../src/contract/findings.ts';
import { answered, buildGolden, buildResponse, refused } from '../build-exchange.ts';
import { judge, readNotes, readVerdict, verdictOf } from './read-verdict.ts';

const STREAM = { mode: 'stream' } as const;

function warned(...codes: readonly FindingCode[]) {
  return { warnings: codes.map((code) => ({ code, message: 'seen', frame: 3, offset: 90 })) };
}

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

it('an interrupted stream is incomplete, and what was seen before is told', () => {
  const error = { kind: 'stream_interrupted', phase: 'stream' } as const;
  expect(judge('stream-complete', { exchange: refused(error, STREAM) })).toBe('stream/incomplete');
  const partial = buildResponse(warned('stream/error-field'));
  expect(judge('stream-complete', { exchange: refused({ ...error, partial }, STREAM) })).toBe(
    'stream/incomplete, stream/error-field',
  );
});

it.each(['stream/no-done', 'stream/no-usage', 'grammar/content-after-finish'] as const)(
  '%s is a finding',
  (code) => {
    expect(judge('stream-complete', { exchange: answered(warned(code), STREAM) })).toBe(code);
  },
);

it.each(['stream/no-final-blank-line', 'stream/unknown-event', 'sdk/throws'] as const)(
  '%s is a note',
  (code) => {
    const verdict = verdictOf('stream-complete', { exchange: answered(warned(code), STREAM) });
    expect(readVerdict(verdict)).toBe('pass');
    expect(readNotes(verdict)).toBe(code);
  },
);

it('what an SDK did not notice is a finding where the stream is not complete', () => {
  const error = { kind: 'stream_interrupted', phase: 'stream' } as const;
  const partial = buildResponse(warned('sdk/silent-end'));
  expect(judge('stream-complete', { exchange: refused({ ...error, partial }, STREAM) })).toBe(
    'stream/incomplete, sdk/silent-end',
  );
});

it('warnings of other kinds are not about the stream', () => {
  expect(judge('stream-complete', { exchange: answered(warned('tool/delta-without-index'), STREAM) })).toBe(
    'pass',
  );
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
