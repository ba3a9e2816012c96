import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../src/runs/given/classify.ts';
import { SERVERS } from '../../src/providers/openai-compatible/dialects.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const classify = createClassifier({ nowMs: () => NOW_MS, explain: false, suggest: false });
const explained = createClassifier({ nowMs: () => NOW_MS, explain: true, suggest: false });

const LINE = {
  id: 'a-1',
  provider: 'bedrock',
  phase: 'http',
  status: 429,
  headers: { 'X-Amzn-RequestId': 'r-1', 'Retry-After': 'Thu, 01 Jan 2026 00:00:03 GMT' },
  body: '{"message":"Too many tokens, please wait before trying again."}',
  sdkError: { name: 'ThrottlingException', message: 'Too many tokens, please wait before trying again.' },
};

const answer = (line: unknown): unknown =>
  JSON.parse(classify(typeof line === 'string' ? line : JSON.stringify(line)));

describe('classifying a line', () => {
  it('says everything that the normaliser says, and no more', () => {
    expect(answer({ ...LINE, more: 'is ignored' })).toEqual({
      id: 'a-1',
      kind: 'rate_limited',
      retryable: true,
      retryAfterMs: 3_000,
      status: 429,
      providerCode: 'ThrottlingException',
      providerRequestId: 'r-1',
      message: 'Too many tokens, please wait before trying again.',
    });
  });

  it('adds the end of a model where its host speaks of one', () => {
    const detail =
      "The model 'x' has reached its end of life on 2026-07-27T00:00:00Z and is no longer available.";
    expect(answer({ id: 1, provider: 'nim', status: 410, body: JSON.stringify({ detail }) })).toMatchObject({
      kind: 'model_not_found',
      retirement: { state: 'retired', on: '2026-07-27' },
    });
    expect(answer({ id: 2, provider: 'nim', status: 404, body: '' })).not.toHaveProperty('retirement');
  });

  it('takes what is left out for not seen', () => {
    expect(answer({ id: 7, provider: 'vllm' })).toMatchObject({
      id: 7,
      kind: 'unknown',
      retryable: false,
      status: null,
    });
    expect(answer({ provider: 'vllm', status: 503 })).toMatchObject({ id: null, kind: 'overloaded' });
    expect(
      answer({
        id: 'n',
        provider: 'client',
        phase: 'transport',
        status: null,
        headers: null,
        body: null,
        sdkError: { code: 'ECONNREFUSED' },
      }),
    ).toMatchObject({ kind: 'connection', providerCode: 'ECONNREFUSED' });
  });

  it('takes the status from the SDK when the response was not shown', () => {
    expect(
      answer({ id: 'x', provider: 'proxy', sdkError: { name: 'E', message: 'no', statusCode: 413 } }),
    ).toMatchObject({
      kind: 'payload_too_large',
      status: 413,
    });
  });

  it.each([
    ...Object.keys(SERVERS),
    'bedrock',
    'watsonx',
    'oci-genai',
    'openai-compatible',
    'proxy',
    'client',
  ])('takes an error of %s', (provider) => {
    expect(answer({ id: 'x', provider, status: 429 })).toMatchObject({ kind: 'rate_limited' });
  });

  it.each([
    ['an empty line', '  ', null, 'empty'],
    ['no JSON', '{"id":"x",', 'x', 'not JSON'],
    ['no object', '[1]', null, 'not a JSON object'],
    ['an unknown provider', { id: 'x', provider: 'acme' }, 'x', 'provider must be one of'],
    ['no provider', { id: 'x' }, 'x', 'provider must be one of'],
    ['an unknown phase', { ...LINE, phase: 'later' }, 'a-1', 'phase must be one of'],
    ['a status that is none', { ...LINE, status: '429' }, 'a-1', 'status must be'],
    ['headers that are none', { ...LINE, headers: ['x'] }, 'a-1', 'headers must be'],
    ['a body that is no text', { ...LINE, body: { message: 'x' } }, 'a-1', 'body must be'],
    ['an error that is none', { ...LINE, sdkError: 'x' }, 'a-1', 'sdkError must be'],
  ])('answers %s in place', (_, line, id, why) => {
    expect(answer(line)).toEqual({ id, invalid: expect.stringContaining(why) });
  });

  it('explains which rule decided, and what stood second', () => {
    expect(JSON.parse(explained(JSON.stringify(LINE)))).toMatchObject({
      decided: {
        rule: 'text/rate_limited/too-many-tokens',
        kind: 'rate_limited',
        retryable: true,
        place: 'body/message',
        source: expect.stringMatching(/^https:/),
      },
      second: { rule: 'text/rate_limited/too-many-tokens', place: 'thrown/message' },
    });
    expect(JSON.parse(explained('{"id":1,"provider":"nim","status":410}'))).toMatchObject({
      decided: { rule: 'status/410', kind: 'model_not_found', place: 'status', said: '410' },
      second: { rule: 'none', kind: 'unknown', retryable: false },
    });
  });

  it.each([
    [
      'an error that no rule knows',
      { status: null, body: '{"error":{"message":"the frobnicator of node 7 did not like this"}}' },
      'phrases/<kind>.ts: phrase(/the frobnicator of node/i, { seen: "the frobnicator of node 7 did not like this", who: "vllm", source: "https://" }),',
    ],
    [
      'an error of which only the status was heard',
      { status: 409, body: 'the shards are in a bad mood' },
      'phrases/invalid-request.ts: phrase(/the shards are in a bad/i, { seen: "the shards are in a bad mood", who: "vllm", source: "https://" }),',
    ],
    [
      'an error of which only a hint was heard',
      { status: null, body: 'the frobnicator hums in a network of its own' },
      'phrases/connection.ts: phrase(/the frobnicator hums in a network/i, { seen: "the frobnicator hums in a network of its own", who: "vllm", source: "https://" }),',
    ],
    ['an error whose words decided', { status: 400, body: 'Loading model' }, undefined],
    ['an error without words', { status: 500, body: '' }, undefined],
  ])('suggests the phrase to add for %s', (_, post, suggest) => {
    const suggesting = createClassifier({ nowMs: () => NOW_MS, explain: false, suggest: true });
    const line = { id: 'x', provider: 'vllm', ...post };
    expect(JSON.parse(suggesting(JSON.stringify(line))).suggest).toBe(suggest);
  });

  it('shows no credential', () => {
    const text = 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig was refused';
    const line = {
      id: 'x',
      provider: 'proxy',
      status: 401,
      body: text,
      headers: { 'x-request-id': 'AKIAABCDEFGHIJKLMNOP' },
    };
    expect(explained(JSON.stringify(line))).not.toMatch(/eyJhbGci|AKIAABCD/);
  });
});
