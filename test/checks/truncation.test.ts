import { expect, it } from 'vitest';
import { answered, buildGolden, buildPrompt, buildResponse, refused } from '../build-exchange.ts';
import { judge, readNotes, verdictOf } from './read-verdict.ts';

const LENGTH = { unified: 'length', raw: 'max_tokens' } as const;
const STOP = { unified: 'stop', raw: 'stop' } as const;
const CUT = buildGolden({ finish: 'length' });
const JSON_PROMPT = buildPrompt({ output: { name: 'any', schema: {} } });

it('a whole answer against a whole golden passes, a cut one against a cut one too', () => {
  expect(judge('truncation', {})).toBe('pass');
  expect(judge('truncation', { golden: CUT, exchange: answered({ finishReason: LENGTH }) })).toBe('pass');
});

it.each(['length', 'context_window'] as const)(
  'an answer that ends with %s against a whole golden was cut',
  (unified) => {
    const exchange = answered({ finishReason: { unified, raw: unified } });
    expect(judge('truncation', { exchange })).toBe('truncation/unexpected');
  },
);

it('a whole answer against a cut golden ignored the token limit', () => {
  expect(judge('truncation', { golden: CUT })).toBe('truncation/missing');
});

it.each(['{"a":', '{"a":[1,2', '{"a":"unfin', '```json\n{"a":1,', 'Here you are: {"a"'])(
  'JSON left open with stop was cut silently: %j',
  (text) => {
    const subject = { prompt: JSON_PROMPT, exchange: answered({ text, finishReason: STOP }) };
    expect(judge('truncation', subject)).toBe('truncation/silent');
  },
);

it.each(['{"a":1}', '```json\n{"a":1}\n```', 'I cannot do that.', '{"a":1}}', '{a:1'])(
  'JSON that is not left open was not cut: %j',
  (text) => {
    expect(
      judge('truncation', { prompt: JSON_PROMPT, exchange: answered({ text, finishReason: STOP }) }),
    ).toBe('pass');
  },
);

it('an open bracket in prose is no cut', () => {
  expect(judge('truncation', { exchange: answered({ text: 'a list [1, 2' }) })).toBe('pass');
});

it('output that fills its token limit and ends with stop was cut silently', () => {
  const prompt = buildPrompt({ maxOutputTokens: 4 });
  expect(judge('truncation', { prompt })).toBe('truncation/silent');
  expect(judge('truncation', { prompt, golden: CUT })).toBe('truncation/silent');
  expect(judge('truncation', { prompt: buildPrompt({ maxOutputTokens: 5 }) })).toBe('pass');
});

it('a cut that was told before the response failed is found', () => {
  const partial = buildResponse({ finishReason: LENGTH });
  expect(judge('truncation', { exchange: refused({ partial }) })).toBe('truncation/unexpected');
  expect(judge('truncation', { exchange: refused({ partial }), golden: CUT })).toBe('skip: no response');
});

it('skips say why', () => {
  expect(judge('truncation', { exchange: refused({}) })).toBe('skip: no response');
  expect(judge('truncation', { exchange: refused({ partial: buildResponse() }) })).toBe('skip: no response');
  expect(judge('truncation', { exchange: answered({ finishReason: null }) })).toBe('skip: no finish reason');
  expect(judge('truncation', { golden: null, exchange: answered({ finishReason: LENGTH }) })).toBe(
    'skip: no golden',
  );
  expect(judge('truncation', { golden: buildGolden({ error: 'context_overflow' }) })).toBe(
    'skip: the golden expects an error',
  );
});

it('an output cut below the cap that was asked for was clamped', () => {
  const prompt = buildPrompt({ maxOutputTokens: 100 });
  const exchange = answered({
    finishReason: LENGTH,
    usage: { inputTokens: 12, outputTokens: 50, cachedTokens: null, reasoningTokens: null },
  });
  expect(judge('truncation', { prompt, golden: CUT, exchange })).toBe('truncation/cap-clamped');
  expect(judge('truncation', { prompt, exchange })).toBe('truncation/cap-clamped, truncation/unexpected');
  expect(judge('truncation', { prompt, golden: null, exchange })).toBe('truncation/cap-clamped');
});

it('a time limit explains a cut below the cap', () => {
  const prompt = buildPrompt({ maxOutputTokens: 100 });
  const finishReason = { unified: 'length', raw: 'out_of_time' } as const;
  const warning = { code: 'truncation/time-limit', message: 'seen', frame: null, offset: null } as const;
  const cut = {
    finishReason,
    usage: { inputTokens: 12, outputTokens: 50, cachedTokens: null, reasoningTokens: null },
  };
  const exchange = answered({ ...cut, warnings: [warning] });
  expect(judge('truncation', { prompt, golden: CUT, exchange })).toBe('pass');
  expect(judge('truncation', { prompt, golden: CUT, exchange: answered(cut) })).toBe(
    'truncation/cap-clamped',
  );
});

it('arguments left open with tool_calls were cut silently', () => {
  const toolCalls = [{ id: 'c', name: 'look', arguments: null, rawArguments: '{"where":"ea' }];
  const calls = { unified: 'tool_calls', raw: 'tool_calls' } as const;
  expect(judge('truncation', { exchange: answered({ toolCalls, finishReason: calls }) })).toBe(
    'truncation/silent',
  );
  expect(judge('truncation', { golden: CUT, exchange: answered({ toolCalls, finishReason: LENGTH }) })).toBe(
    'pass',
  );
});

it('input that was not read is found even where no finish reason came', () => {
  const usage = { inputTokens: 20, outputTokens: 4, cachedTokens: null, reasoningTokens: null };
  const sibling = answered({
    usage: { inputTokens: 100, outputTokens: 4, cachedTokens: null, reasoningTokens: null },
  });
  expect(judge('truncation', { sibling, exchange: answered({ usage }) })).toBe('truncation/input');
  expect(judge('truncation', { sibling, exchange: answered({ usage, finishReason: null }) })).toBe(
    'truncation/input',
  );
});

it('an answer without any of the facts is a failure of its own', () => {
  const sentinels = [
    { fact: 'Rome', at: 'start' },
    { fact: 'Oslo', at: 'end' },
  ] as const;
  const prompt = buildPrompt({ sentinels });
  expect(judge('truncation', { prompt })).toBe('truncation/sentinels-missing');
  expect(judge('truncation', { prompt, exchange: answered({ text: 'Oslo' }) })).toBe('truncation/input');
  expect(judge('truncation', { prompt, exchange: answered({ text: 'Oslo, Rome' }) })).toBe('pass');
});

it.each([
  [
    `${'The tenant pays on time and keeps the floors clean. '.repeat(2)}But the landl`,
    'truncation/looks-cut',
  ],
  [
    `${'Run this, and then look at the output of the second column.\n'.repeat(2)}\`\`\`sql\nselect 1`,
    'truncation/looks-cut',
  ],
  [
    `${'The tenant pays on time and keeps the floors clean. '.repeat(2)}But the landlord `,
    'truncation/looks-cut',
  ],
  [
    `${'Der Mieter zahlt pünktlich und hält die Böden sauber. '.repeat(2)}Aber der Vermieter hält, wie gesagt, dafü`,
    'truncation/looks-cut',
  ],
  ['The tenant pays on time and keeps the floors clean. '.repeat(2), ''],
])('a text that only looks cut is a note: %j', (text, note) => {
  const verdict = verdictOf('truncation', { exchange: answered({ text }) });
  expect(verdict.status).toBe('pass');
  expect(readNotes(verdict)).toBe(note);
  const same = verdictOf('truncation', { exchange: answered({ text }), golden: buildGolden({ text }) });
  expect(readNotes(same)).toBe('');
});
