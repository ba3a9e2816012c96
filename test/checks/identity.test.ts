import { describe, expect, it } from 'vitest';
import { answered, CAPABILITIES, refused } from '../build-exchange.ts';
import { judge } from './read-verdict.ts';

describe('the model that answered', () => {
  it.each([
    ['meta/llama-4-scout', 'pass'],
    ['Meta/Llama-4-Scout', 'pass'],
    ['llama-4-scout-17b-16e', 'pass'],
    ['llama-4-scout', 'model/mismatch'],
    ['meta/llama-4-maverick', 'model/mismatch'],
    ['', 'model/mismatch'],
    [null, 'model/missing'],
  ])('%j: %s', (model, expected) => {
    expect(judge('model-identity', { exchange: answered({ model }) })).toBe(expected);
  });

  it('need not be named on a wire that never does', () => {
    const capabilities = { ...CAPABILITIES, modelEcho: false };
    expect(judge('model-identity', { capabilities, exchange: answered({ model: null }) })).toBe(
      'skip: the wire does not name the model',
    );
    expect(judge('model-identity', { capabilities, exchange: answered({ model: 'other' }) })).toBe(
      'model/mismatch',
    );
  });

  it('is not known from an error', () => {
    expect(judge('model-identity', { exchange: refused({}) })).toBe('skip: no response');
  });
});

describe('the request id', () => {
  const optional = { ...CAPABILITIES, requestId: 'optional' } as const;

  it('passes when it is there and new', () => {
    expect(judge('request-identity', {})).toBe('pass');
    expect(judge('request-identity', { exchange: refused({}) })).toBe('pass');
  });

  it('fails when it is promised and missing, from a response or from the provider’s own error', () => {
    expect(judge('request-identity', { exchange: answered({ providerRequestId: null }) })).toBe(
      'request-id/missing',
    );
    expect(judge('request-identity', { exchange: answered({ providerRequestId: '' }) })).toBe(
      'request-id/missing',
    );
    expect(judge('request-identity', { exchange: refused({ providerRequestId: null }) })).toBe(
      'request-id/missing',
    );
    const inStream = refused({ providerRequestId: null, phase: 'stream' }, { mode: 'stream' });
    expect(judge('request-identity', { exchange: inStream })).toBe('request-id/missing');
  });

  it('fails when another exchange had it, promised or not', () => {
    expect(judge('request-identity', { requestIdSeen: true })).toBe('request-id/repeated');
    expect(judge('request-identity', { requestIdSeen: true, capabilities: optional })).toBe(
      'request-id/repeated',
    );
  });

  it('does not make a broken contract of an outage whose proxy gives one id to all', () => {
    const exchange = refused({ kind: 'overloaded', status: 503, providerRequestId: 'fixed' });
    expect(judge('request-identity', { requestIdSeen: true, exchange })).toBe(
      'skip: the error is not one that the golden expects',
    );
  });

  it('is not asked of who did not promise it', () => {
    const exchange = answered({ providerRequestId: null });
    expect(judge('request-identity', { capabilities: optional, exchange })).toBe(
      'skip: no request id is promised',
    );
  });

  it('is not asked of a proxy or of a dead socket', () => {
    const page = refused({ providerRequestId: null, providerCode: null, status: 502 });
    const socket = refused({
      providerRequestId: null,
      phase: 'transport',
      providerCode: 'ECONNREFUSED',
      status: null,
    });
    expect(judge('request-identity', { exchange: page })).toBe("skip: the error is not the provider's own");
    expect(judge('request-identity', { exchange: socket })).toBe("skip: the error is not the provider's own");
  });
});
