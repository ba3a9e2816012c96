import { expect, test } from 'vitest';
import { truncation } from '../../src/checks/truncation.ts';
import { answered, buildGolden, buildPrompt, buildResponse, refused } from '../build-exchange.ts';
import { judge } from './read-verdict.ts';

const LENGTH = { unified: 'length', raw: 'max_tokens' } as const;
const STOP = { unified: 'stop', raw: 'stop' } as const;
const CUT = buildGolden({ finish: 'length' });
const JSON_PROMPT = buildPrompt({ output: { name: 'any', schema: {} } });

test('a whole answer against a whole golden passes, a cut one against a cut one too', () => {
  expect(judge(truncation, {})).toBe('pass');
  expect(judge(truncation, { golden: CUT, exchange: answered({ finishReason: LENGTH }) })).toBe('pass');
});

test.each(['length', 'context_window'] as const)(
  'an answer that ends with %s against a whole golden was cut',
  (unified) => {
    const exchange = answered({ finishReason: { unified, raw: unified } });
    expect(judge(truncation, { exchange })).toBe('truncation/unexpected');
  },
);

test('a whole answer against a cut golden ignored the token limit', () => {
  expect(judge(truncation, { golden: CUT })).toBe('truncation/missing');
});

test.each(['{"a":', '{"a":[1,2', '{"a":"unfin', '```json\n{"a":1,', 'Here you are: {"a"'])(
  'JSON left open with stop was cut silently: %j',
  (text) => {
    const subject = { prompt: JSON_PROMPT, exchange: answered({ text, finishReason: STOP }) };
    expect(judge(truncation, subject)).toBe('truncation/silent');
  },
);

test.each(['{"a":1}', '```json\n{"a":1}\n```', 'I cannot do that.', '{"a":1}}', '{a:1'])(
  'JSON that is not left open was not cut: %j',
  (text) => {
    expect(judge(truncation, { prompt: JSON_PROMPT, exchange: answered({ text, finishReason: STOP }) })).toBe(
      'pass',
    );
  },
);

test('an open bracket in prose is no cut', () => {
  expect(judge(truncation, { exchange: answered({ text: 'a list [1, 2' }) })).toBe('pass');
});

test('output that fills its token limit and ends with stop was cut silently', () => {
  const prompt = buildPrompt({ maxOutputTokens: 4 });
  expect(judge(truncation, { prompt })).toBe('truncation/silent');
  expect(judge(truncation, { prompt, golden: CUT })).toBe('truncation/silent');
  expect(judge(truncation, { prompt: buildPrompt({ maxOutputTokens: 5 }) })).toBe('pass');
});

test('a cut that was told before the response failed is found', () => {
  const partial = buildResponse({ finishReason: LENGTH });
  expect(judge(truncation, { exchange: refused({ partial }) })).toBe('truncation/unexpected');
  expect(judge(truncation, { exchange: refused({ partial }), golden: CUT })).toBe('skip: no response');
});

test('skips say why', () => {
  expect(judge(truncation, { exchange: refused({}) })).toBe('skip: no response');
  expect(judge(truncation, { exchange: refused({ partial: buildResponse() }) })).toBe('skip: no response');
  expect(judge(truncation, { exchange: answered({ finishReason: null }) })).toBe('skip: no finish reason');
  expect(judge(truncation, { golden: null, exchange: answered({ finishReason: LENGTH }) })).toBe(
    'skip: no golden',
  );
  expect(judge(truncation, { golden: buildGolden({ error: 'timeout' }) })).toBe(
    'skip: the golden expects an error',
  );
});
