import { describe, expect, it } from 'vitest';
import { eventFrame } from '../providers/frames.ts';
import { answer, FRAMES, JSON_TYPE, SSE } from './recorded.ts';

/** Spelt by hand where a value could not have it. */
type Text = string;

const MESSAGE = '"role":"assistant","content":"Hi"';
const USAGE = '{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}';
const callText = (id: string, args = '"{}"'): Text =>
  `{${id}"index":0,"type":"function","function":{"name":"look","arguments":${args}}}`;
const second = (id: string): Text => callText(id).replace('"index":0', '"index":1');

interface Odd {
  readonly name: string;
  readonly message?: Text;
  /** Beside the choice of the message, which is choice 0. */
  readonly before?: Text;
  readonly after?: Text;
  readonly usage?: Text;
  readonly codes: readonly string[];
}

const OTHER = '{"index":1,"delta":{"content":"Yo"},"message":{"content":"Yo"},"finish_reason":null}';

const ODD: readonly Odd[] = [
  { name: 'nothing odd', codes: [] },
  { name: 'another choice first', before: OTHER, codes: ['choice/other-first', 'choice/several'] },
  { name: 'another choice after it', after: OTHER, codes: ['choice/several'] },
  {
    name: 'content in a list',
    message: '"content":[{"type":"text","text":"Hi"}]',
    codes: ['message/content-not-text'],
  },
  { name: 'content in an object', message: '"content":{"text":"Hi"}', codes: ['message/content-not-text'] },
  { name: 'content that is a number', message: '"content":42', codes: ['message/content-not-text'] },
  { name: 'a refusal alone', message: '"content":null,"refusal":"No."', codes: ['message/refusal'] },
  {
    name: 'a refusal beside an answer',
    message: '"content":"Hi","refusal":"No."',
    codes: ['message/refusal', 'message/refusal-beside-answer'],
  },
  {
    name: 'arguments as an object',
    message: `"content":null,"tool_calls":[${callText('"id":"a",', '{"x":1}')}]`,
    codes: ['tool/arguments-not-text'],
  },
  {
    name: 'arguments that are a number',
    message: `"tool_calls":[${callText('"id":"a",', '7')}]`,
    codes: ['tool/arguments-not-text', 'tool/arguments-not-json'],
  },
  { name: 'a call without an id', message: `"tool_calls":[${callText('')}]`, codes: ['tool/id-missing'] },
  {
    name: 'a call with an empty id',
    message: `"tool_calls":[${callText('"id":"",')}]`,
    codes: ['tool/id-missing'],
  },
  {
    name: 'a call with a number for an id',
    message: `"tool_calls":[${callText('"id":7,')}]`,
    codes: ['tool/id-missing'],
  },
  {
    name: 'two calls with one id',
    message: `"tool_calls":[${callText('"id":"a",')},${second('"id":"a",')}]`,
    codes: ['tool/id-repeated'],
  },
  {
    name: 'arguments with a key twice',
    message: `"tool_calls":[${callText('"id":"a",', String.raw`"{\"x\":1,\"x\":2}"`)}]`,
    codes: ['tool/duplicate-key'],
  },
  { name: 'a total that does not add up', usage: USAGE.replace('3}', '9}'), codes: ['usage/total-differs'] },
  {
    name: 'reasoning in the total alone',
    usage: USAGE.replace('3}', '9,"completion_tokens_details":{"reasoning_tokens":6}}'),
    codes: [],
  },
  {
    name: 'a key twice in the body',
    message: '"content":"Ho","content":"Hi"',
    codes: ['body/duplicate-key'],
  },
];

const whole = ({ message = MESSAGE, before, after, usage = USAGE }: Odd): Text => {
  const choices = [before, `{"index":0,"message":{${message}},"finish_reason":"stop"}`, after];
  return `{"model":"m","choices":[${choices.filter((each) => each !== undefined).join(',')}],"usage":${usage}}`;
};

const streamed = ({ message = MESSAGE, before, after, usage = USAGE }: Odd): Text => {
  const choices = [before, `{"index":0,"delta":{${message}},"finish_reason":null}`, after];
  return [
    '{"choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":null}]}',
    `{"choices":[${choices.filter((each) => each !== undefined).join(',')}]}`,
    '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
    `{"choices":[],"usage":${usage}}`,
    '[DONE]',
  ]
    .map((data) => `data: ${data}\n\n`)
    .join('');
};

/** A stop beside a call is the finish's own affair. */
async function found(wire: string, contentType: string, body: string | Buffer): Promise<readonly unknown[]> {
  const { findings } = await answer({ wire, contentType, body });
  return findings
    .map((finding) => finding.code)
    .filter((code) => code !== 'finish/stop-with-tool-calls')
    .toSorted();
}

describe.each(ODD)('an answer with $name', (odd) => {
  it.each([
    ['one body', 'openai-chat', JSON_TYPE, whole(odd)],
    ['a stream', 'openai-chat-stream', SSE, streamed(odd)],
  ])('is seen so in %s', async (_name, wire, type, body) => {
    expect(await found(wire, type, body)).toEqual(odd.codes.toSorted());
  });
});

it('a choice that comes in a chunk of its own is seen', async () => {
  const body = streamed({ name: '', codes: [] }).replace(
    'data: [DONE]',
    `data: {"choices":[${OTHER}]}\n\ndata: [DONE]`,
  );
  expect(await found('openai-chat-stream', SSE, body)).toEqual(['choice/other-first']);
});

it('events where one body was asked for are seen', async () => {
  expect(await found('openai-chat', SSE, streamed({ name: '', codes: [] }))).toEqual([
    'sdk/no-answer',
    'stream/unasked',
  ]);
});

const converse = (usage: object, content: readonly object[] = [{ text: 'Hi' }]): string =>
  JSON.stringify({ output: { message: { role: 'assistant', content } }, stopReason: 'end_turn', usage });
const frames = (usage: string): Buffer =>
  Buffer.concat([
    eventFrame('messageStart', { role: 'assistant' }),
    eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } }),
    eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
    eventFrame('messageStop', { stopReason: 'end_turn' }),
    eventFrame('metadata', JSON.parse(`{"usage":${usage}}`)),
  ]);

describe('of Bedrock', () => {
  const odd = { inputTokens: 1, outputTokens: 2, totalTokens: 4 };

  it('a total that does not add up is seen, and what a cache held may count in it', async () => {
    expect(await found('bedrock-converse', JSON_TYPE, converse(odd))).toEqual(['usage/total-differs']);
    const cached = { ...odd, cacheReadInputTokens: 1 };
    expect(await found('bedrock-converse', JSON_TYPE, converse(cached))).toEqual([]);
    const stream = frames(JSON.stringify(odd));
    expect(await found('bedrock-converse-stream', FRAMES, stream)).toEqual(['usage/total-differs']);
  });

  it('a call without an id is seen', async () => {
    const body = converse({ ...odd, totalTokens: 3 }, [
      { toolUse: { toolUseId: '', name: 'look', input: {} } },
    ]);
    expect(await found('bedrock-converse', JSON_TYPE, body)).toEqual(['tool/id-missing']);
  });
});

it('a key twice in the body of an error is seen beside the error', async () => {
  const body = '{"error":{"message":"slow down","code":429,"code":400}}';
  const { error, codes } = await answer({ wire: 'openai-chat', status: 429, contentType: JSON_TYPE, body });
  expect([error?.kind, codes]).toEqual(['rate_limited', ['body/duplicate-key']]);
});
