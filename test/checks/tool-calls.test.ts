import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/contract/json-value.ts';
import { parseStrict } from '../../src/json/parse-strict.ts';
import {
  answered,
  buildGolden,
  buildPrompt,
  CAPABILITIES,
  refused,
  type CaseParts,
} from '../build-exchange.ts';
import { findingsOf, judge } from './read-verdict.ts';

const CITY: JsonObject = { type: 'object', required: ['city'], properties: { city: { type: 'string' } } };
const TOOLS = [
  { name: 'get_weather', description: 'The weather.', parameters: CITY },
  { name: 'get-time', description: 'The time.', parameters: { type: 'object' } },
];
const ROME = '{"city":"Rome"}';

function call(name: string, rawArguments: string, id: string | null = 'c') {
  const parsed = parseStrict(rawArguments);
  const value = parsed.ok && typeof parsed.value === 'object' ? parsed.value : null;
  return { id, name, arguments: value, rawArguments };
}

/** What arguments say is compared in tests of its own. */
const ANY_ARGUMENTS = { '/toolCalls/*/arguments': 'ignore' } as const;

/** Each call as [name, raw arguments]. */
function calling(
  expected: readonly string[],
  ...calls: readonly (readonly [string, string])[]
): Partial<CaseParts> {
  return {
    prompt: buildPrompt({ tools: TOOLS, comparators: ANY_ARGUMENTS }),
    golden: buildGolden({ text: '', toolCalls: expected.map((name) => ({ name, arguments: {} })) }),
    exchange: answered({ text: '', toolCalls: calls.map(([name, raw], at) => call(name, raw, `c${at}`)) }),
  };
}

it('the golden calls in any order with valid arguments pass', () => {
  const subject = calling(['get_weather', 'get-time'], ['get-time', '{}'], ['get_weather', ROME]);
  expect(judge('tool-calls', subject)).toBe('pass');
  expect(judge('tool-calls', {})).toBe('pass');
});

it.each<[string, Partial<CaseParts>, string]>([
  ['a call is missing', calling(['get_weather']), 'tool/missing-call'],
  [
    'one of two equal calls is missing',
    calling(['get_weather', 'get_weather'], ['get_weather', ROME]),
    'tool/missing-call',
  ],
  ['a call is too much', calling([], ['get_weather', ROME]), 'tool/unexpected-call'],
  [
    'a tool was never declared',
    calling(['get_weather'], ['get_whether', ROME]),
    'tool/missing-call, tool/unknown-name /toolCalls/0/name',
  ],
  [
    'arguments break off',
    calling(['get_weather'], ['get_weather', '{"city":']),
    'tool/arguments-not-json /toolCalls/0/arguments',
  ],
  [
    'arguments are empty',
    calling(['get-time'], ['get-time', '']),
    'tool/arguments-not-json /toolCalls/0/arguments',
  ],
  [
    'an argument has the wrong type',
    calling(['get_weather'], ['get_weather', '{"city":5}']),
    'tool/arguments-invalid /toolCalls/0/arguments/city',
  ],
  [
    'a required argument is missing from the second call',
    calling(['get-time', 'get_weather'], ['get-time', '{}'], ['get_weather', '{}']),
    'tool/arguments-invalid /toolCalls/1/arguments/city',
  ],
  [
    'arguments are JSON but no object',
    calling(['get-time'], ['get-time', '"now"']),
    'tool/arguments-invalid /toolCalls/0/arguments',
  ],
  [
    'arguments nest too deep',
    calling(['get-time'], ['get-time', '['.repeat(9000) + ']'.repeat(9000)]),
    'tool/arguments-invalid /toolCalls/0/arguments',
  ],
])('%s', (_, subject, expected) => {
  expect(judge('tool-calls', subject)).toBe(expected);
});

it('a declared tool whose schema is not usable is told', () => {
  const tools = [{ name: 'odd', description: '', parameters: { $ref: 'https://example.com/x' } }];
  const subject = { ...calling(['odd'], ['odd', '{}']), prompt: buildPrompt({ tools }) };
  expect(judge('tool-calls', subject)).toBe('tool/parameters-not-compiled /toolCalls/0/arguments');
});

it.each([
  '[get_weather(city="Rome")]',
  'Let me look: [ get-time(), get_weather(city="Rome")]',
  '<|python_start|>[whatever]<|python_end|>',
  '<|python_tag|>{"type":"function"}',
  '{"name": "get_weather", "parameters": {"city": "Rome"}}',
  '{"type":"function","name":"get-time","arguments":"{}"}',
  '<function=get_weather>{"city":"Rome"}</function>',
  'get_weather(city="Rome")',
  ' get-time()',
  '{"function": "get_weather", "parameters": {"city": "Rome"}}',
  '{"parameters": {"city": "Rome"}, "name": "get_weather"}',
  '```json\n[{"arguments": {"city": "Rome"}, "name": "get_weather"}]\n```',
  '{"tool_calls":[{"id":"1","function":{"arguments":"{}","name":"get-time"}}]}',
  '<tool_call>{"name": "get-time", "arguments": {}}</tool_call>',
  '```python\nget_weather(city="Rome")\n```',
  '```tool_code\nprint(get-time())\n```',
  'get_weather.call(city="Rome")',
  'get_weather("Rome")',
])('a call that leaked into the text is found: %s', (text) => {
  const subject = { ...calling([]), exchange: answered({ text }) };
  expect(judge('tool-calls', subject)).toBe('tool/call-in-text');
});

it.each([
  'The tool get_weather(city) tells the weather.',
  'A list [of things] (and more)',
  '{"name":"Rome","parameters":{}}',
  '[getXtime()]',
  'get_weather(city) is the tool that tells the weather',
  '{"tools":["get_weather"],"parameters":{"name":"get_weather"}}',
  '{"parameters":[{"name":"city"}],"name":"Rome"}',
  '```python\nprint("get_weather")\n```',
  'get-time() returns the time.',
])('text that merely speaks of tools is left alone: %s', (text) => {
  expect(judge('tool-calls', { ...calling([]), exchange: answered({ text }) })).toBe('pass');
});

it.each([
  '<|eot|>',
  '<|header_start|>assistant<|header_end|>',
  '<|start_header_id|>',
  '<|eot_id|>',
  '<|python_start|>',
  '<|reserved_special_token_12|>',
])('a marker of the chat template in the text is found: %s', (marker) => {
  expect(judge('tool-calls', { exchange: answered({ text: `Hello ${marker}` }) })).toBe(
    'template/leaked-marker',
  );
});

it('a header of the chat template is found, though its special tokens were dropped', () => {
  const [leaked, meant] = ['assistant\n\nHello', 'assistant: Hello'].map((text) =>
    findingsOf('tool-calls', { exchange: answered({ text }) }),
  );
  expect(leaked).toMatchObject([{ code: 'template/leaked-marker', observed: ['assistant'] }]);
  expect(meant).toEqual([]);
});

it('what the golden says too is meant', () => {
  const text = 'A turn ends with <|eot|>, a call looks like [get_weather(city="Rome")].';
  const subject = {
    ...calling([]),
    golden: buildGolden({ text }),
    exchange: answered({ text: `So: ${text}` }),
  };
  expect(judge('tool-calls', subject)).toBe('pass');
  const more = { ...subject, exchange: answered({ text: `${text}<|eom|>` }) };
  expect(findingsOf('tool-calls', more)).toMatchObject([
    { code: 'template/leaked-marker', observed: ['<|eom|>'] },
  ]);
});

it('without a golden only what is wrong in itself is found', () => {
  const subject = { ...calling([], ['get_weather', ROME]), golden: null };
  expect(judge('tool-calls', subject)).toBe('skip: no golden');
  expect(judge('tool-calls', { ...calling([], ['get_weather', '{}']), golden: null })).toBe(
    'tool/arguments-invalid /toolCalls/0/arguments/city',
  );
});

it('skips say why', () => {
  expect(judge('tool-calls', { exchange: refused({}) })).toBe('skip: no response');
  expect(judge('tool-calls', { golden: buildGolden({ error: 'context_overflow' }) })).toBe(
    'skip: the golden expects an error',
  );
});

type Choice = NonNullable<CaseParts['prompt']['toolChoice']>;
const NAMED: Choice = { name: 'get-time' };

function choosing(toolChoice: Choice, names: readonly string[], more: Partial<CaseParts> = {}): string {
  const rows: readonly (readonly [string, string])[] = names.map((name) => [name, ROME]);
  const subject = calling(names, ...rows);
  return judge('tool-calls', {
    ...subject,
    prompt: buildPrompt({ tools: TOOLS, toolChoice, comparators: ANY_ARGUMENTS }),
    ...more,
  });
}

it.each<[Choice, readonly string[], string]>([
  ['none', [], 'pass'],
  ['none', ['get-time'], 'tool/choice-none-violated'],
  ['required', ['get-time'], 'pass'],
  ['required', [], 'tool/choice-required-ignored'],
  [NAMED, ['get-time'], 'pass'],
  [NAMED, ['get-time', 'get-time'], 'pass'],
  [NAMED, [], 'tool/choice-named-ignored'],
  [NAMED, ['get_weather'], 'tool/choice-named-ignored'],
  [NAMED, ['get-time', 'get_weather'], 'tool/choice-named-ignored'],
  ['auto', [], 'pass'],
  ['auto', ['get-time'], 'pass'],
])('tool choice %j answered with %j: %s', (choice, names, expected) => {
  expect(choosing(choice, names)).toBe(expected);
});

it('a tool choice binds only where it was sent to a server that honours it', () => {
  const capabilities = { ...CAPABILITIES, toolChoice: ['auto'] as const };
  expect(choosing('required', [], { capabilities })).toBe('pass');
  const losses = [{ field: 'toolChoice', action: 'dropped', reason: 'not honoured' }] as const;
  expect(choosing('required', [], { exchange: answered({}, { losses }) })).toBe('pass');
});

it('an answer that was cut may have been about to call', () => {
  const finishReason = { unified: 'length', raw: 'length' } as const;
  expect(choosing('required', [], { exchange: answered({ finishReason }) })).toBe('pass');
  expect(choosing(NAMED, [], { exchange: answered({ finishReason }) })).toBe('pass');
});

it.each<[string, readonly (string | null)[], string]>([
  ['ids of their own', ['a', 'b'], 'pass'],
  ['no id', [null], 'tool/id-missing /toolCalls/0/id'],
  ['an empty id', ['a', ''], 'tool/id-missing /toolCalls/1/id'],
  ['one id for two', ['a', 'a'], 'tool/id-repeated /toolCalls/1/id'],
])('calls with %s', (_name, ids, verdict) => {
  const names = ids.map(() => 'get-time');
  const toolCalls = ids.map((id) => call('get-time', '{}', id));
  const subject = { ...calling(names), exchange: answered({ text: '', toolCalls }) };
  expect(judge('tool-calls', subject)).toBe(verdict);
  const capabilities = { ...CAPABILITIES, toolCallIds: false };
  const unpromised = verdict.startsWith('tool/id-missing') ? 'pass' : verdict;
  expect(judge('tool-calls', { ...subject, capabilities })).toBe(unpromised);
});

it.each([
  ['{"city":"Rome","city":"Oslo"}', '/city'],
  [String.raw`{"city":"Rome","cit\u0079":"Oslo"}`, '/city'],
  ['{"city":"Rome","more":[{"a":1,"a":1}]}', '/more/0/a'],
])('a key that stands twice in arguments is found: %s', (raw, pointer) => {
  expect(judge('tool-calls', calling(['get_weather'], ['get_weather', raw]))).toBe(
    `tool/duplicate-key /toolCalls/0/arguments${pointer}`,
  );
});
