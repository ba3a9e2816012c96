import { expect, it } from 'vitest';
import type { UnifiedFinishReason } from '../../src/contract/exchanges/finish-reason.ts';
import type { CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import { answered, buildGolden, buildPrompt, CAPABILITIES, refused } from '../build-exchange.ts';
import { judge } from './read-verdict.ts';

const CALL = { id: 'c', name: 'look', arguments: {}, rawArguments: '{}' };

function ending(unified: UnifiedFinishReason | null, calls = 0): Partial<CanonicalResponse> {
  return {
    finishReason: unified === null ? null : { unified, raw: `raw ${unified}` },
    toolCalls: Array.from({ length: calls }, () => CALL),
  };
}

it.each<[UnifiedFinishReason | null, number, UnifiedFinishReason | null, string]>([
  ['stop', 0, 'stop', 'pass'],
  ['tool_calls', 1, 'tool_calls', 'pass'],
  ['length', 0, 'length', 'pass'],
  ['stop', 0, null, 'pass'],
  [null, 0, 'stop', 'finish/missing'],
  ['unknown', 0, 'stop', 'finish/unknown'],
  ['content_filter', 0, 'stop', 'finish/changed'],
  ['tool_calls', 1, 'stop', 'finish/changed'],
  ['stop', 0, 'tool_calls', 'finish/changed'],
  ['context_window', 0, 'length', 'finish/changed'],
  ['stop', 1, 'tool_calls', 'finish/stop-with-tool-calls'],
  ['tool_calls', 0, 'tool_calls', 'finish/tool-calls-without-call'],
  ['length', 0, 'stop', 'skip: judged by truncation'],
  ['stop', 0, 'length', 'skip: judged by truncation'],
])('%s with %d calls against %s: %s', (unified, calls, finish, expected) => {
  const subject = { exchange: answered(ending(unified, calls)), golden: buildGolden({ finish }) };
  expect(judge('finish-reason', subject)).toBe(expected);
});

it('stop after a named tool choice is right where the server says so in its row', () => {
  const subject = {
    prompt: buildPrompt({ toolChoice: { name: 'look' } }),
    exchange: answered(ending('stop', 1)),
    golden: buildGolden({ finish: 'tool_calls' as const }),
  };
  const capabilities = { ...CAPABILITIES, namedToolFinish: 'stop' as const };
  expect(judge('finish-reason', { ...subject, capabilities })).toBe('pass');
  expect(judge('finish-reason', subject)).toBe('finish/stop-with-tool-calls');
  const prompt = buildPrompt({ toolChoice: 'required' });
  expect(judge('finish-reason', { ...subject, capabilities, prompt })).toBe('finish/stop-with-tool-calls');
});

it('stop after any call is right where the server says so in its row', () => {
  const subject = {
    exchange: answered(ending('stop', 1)),
    golden: buildGolden({ finish: 'tool_calls' as const }),
  };
  const capabilities = { ...CAPABILITIES, toolFinish: 'stop' as const };
  expect(judge('finish-reason', { ...subject, capabilities })).toBe('pass');
  const prompt = buildPrompt({ toolChoice: { name: 'look' } });
  expect(judge('finish-reason', { ...subject, capabilities, prompt })).toBe('finish/stop-with-tool-calls');
});

it('without a golden only what is wrong in itself is found', () => {
  expect(judge('finish-reason', { golden: null })).toBe('skip: no golden');
  expect(judge('finish-reason', { golden: null, exchange: answered(ending(null)) })).toBe('finish/missing');
});

it('skips say why', () => {
  expect(judge('finish-reason', { exchange: refused({}) })).toBe('skip: no response');
  expect(judge('finish-reason', { golden: buildGolden({ error: 'context_overflow' }) })).toBe(
    'skip: the golden expects an error',
  );
});
