import { expect, it } from 'vitest';
import { NO_USAGE, type CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import { answered, buildPrompt, refused, type CaseParts } from '../build-exchange.ts';
import { judge, readNotes, verdictOf } from './read-verdict.ts';

function pair(send: Partial<CanonicalResponse>, stream: Partial<CanonicalResponse>): Partial<CaseParts> {
  return { sibling: answered(send), exchange: answered(stream, { mode: 'stream' }) };
}

function call(name: string) {
  return { id: null, name, arguments: {}, rawArguments: '{}' };
}

const OBJECT = buildPrompt({
  output: { name: 'any', schema: { type: 'object', properties: { n: { maximum: 5 } } } },
  comparators: { '/free': 'ignore', '/n': 'exact' },
});

it('plain text may differ between send and stream but may not be absent in one', () => {
  expect(judge('stream-parity', pair({ text: 'one' }, { text: 'another' }))).toBe('pass');
  expect(judge('stream-parity', pair({ text: 'one' }, { text: '' }))).toBe('stream-parity/structure');
  expect(judge('stream-parity', pair({ text: '' }, { text: 'one' }))).toBe('stream-parity/structure');
});

it('another finish reason, or none, is a failure', () => {
  const cut = { finishReason: { unified: 'length', raw: 'length' } } as const;
  expect(judge('stream-parity', pair({}, cut))).toBe('stream-parity/finish');
  expect(judge('stream-parity', pair({ finishReason: null }, {}))).toBe('stream-parity/finish');
});

it('the same tools are called in whatever order', () => {
  const both = [call('look'), call('find')];
  expect(judge('stream-parity', pair({ toolCalls: both }, { toolCalls: both.toReversed() }))).toBe('pass');
  expect(judge('stream-parity', pair({ toolCalls: both }, { toolCalls: [call('look')] }))).toBe(
    'stream-parity/tool-calls',
  );
  expect(judge('stream-parity', pair({}, { toolCalls: [call('look')] }))).toBe('stream-parity/tool-calls');
});

it.each([
  ['{"n":1,"m":"x"}', '{"m":"y","n":2}', 'pass'],
  ['{"n":1,"free":1}', '{"n":1,"free":"x"}', 'pass'],
  ['{"n":1}', '{"n":"1"}', 'stream-parity/structure /n'],
  ['{"n":1}', '{}', 'stream-parity/structure /n'],
  ['{"n":1}', '{"n":', 'stream-parity/structure, stream-parity/schema'],
  ['{"n":1}', '{"n":9}', 'stream-parity/schema'],
  ['{"n":"1"}', '{"n":9}', 'stream-parity/structure /n, stream-parity/schema'],
  ['{"n":', '{"n":', 'pass'],
  ['{"l":[{"m":1}]}', '{"l":[]}', 'pass'],
  ['{"l":[{"m":1}]}', '{"l":[{}]}', 'stream-parity/structure /l/0/m'],
])('JSON %s without and %s with streaming: %s', (send, stream, expected) => {
  expect(judge('stream-parity', { prompt: OBJECT, ...pair({ text: send }, { text: stream }) })).toBe(
    expected,
  );
});

it('usage that is counted in one mode alone is a note', () => {
  const verdict = verdictOf(
    'stream-parity',
    pair({}, { usage: { inputTokens: 12, outputTokens: null, cachedTokens: null, reasoningTokens: null } }),
  );
  expect(verdict.status).toBe('pass');
  expect(readNotes(verdict)).toBe('stream-parity/usage');
});

it('skips say why', () => {
  const stream = answered({}, { mode: 'stream' });
  expect(judge('stream-parity', { sibling: stream })).toBe('skip: judged on the stream exchange');
  expect(judge('stream-parity', { exchange: stream })).toBe('skip: no send exchange');
  expect(judge('stream-parity', { exchange: stream, sibling: refused({}) })).toBe(
    'skip: the send exchange has no response',
  );
  expect(judge('stream-parity', { exchange: refused({}, { mode: 'stream' }), sibling: answered({}) })).toBe(
    'skip: no response',
  );
  const downgraded = answered({}, { mode: 'stream', servedAs: 'send' });
  expect(judge('stream-parity', { exchange: downgraded, sibling: answered({}) })).toBe(
    'skip: served as send',
  );
});

const TOOL = {
  name: 'look',
  description: '',
  parameters: { type: 'object', required: ['where'], properties: { where: { type: 'string' } } },
};

function looks(raw: string) {
  const parsed = raw.endsWith('}') ? JSON.parse(raw) : null;
  return [{ id: null, name: 'look', arguments: parsed, rawArguments: raw }];
}

function counting(inputTokens: number) {
  return { usage: { ...NO_USAGE, inputTokens, outputTokens: 4 } };
}

it.each([
  ['{"where":"east"}', '{"where":"west"}', 'pass'],
  ['{"where":"east"}', '{"where":"ea', 'stream-parity/tool-arguments'],
  ['{"where":"east"}', '{"where":5}', 'stream-parity/tool-arguments'],
  ['{"where":"ea', '{"where":"ea', 'pass'],
])('arguments %s without and %s with streaming: %s', (sent, streamed, expected) => {
  const both = pair({ toolCalls: looks(sent) }, { toolCalls: looks(streamed) });
  expect(judge('stream-parity', { prompt: buildPrompt({ tools: [TOOL] }), ...both })).toBe(expected);
});

it.each([
  [100, 100, 'pass'],
  [100, 108, 'pass'],
  [1_000, 1_090, 'pass'],
  [100, 120, 'stream-parity/usage'],
  [1_000, 600, 'stream-parity/usage'],
])('a prompt of %i input tokens that a stream counts as %i: %s', (send, stream, expected) => {
  expect(judge('stream-parity', pair(counting(send), counting(stream)))).toBe(expected);
});
