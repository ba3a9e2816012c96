import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type ConverseStreamOutput,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookEntry } from '../../../src/simulator/book.ts';
import { serveSimulator, type SimulatorServer } from '../../../src/simulator/serve-simulator.ts';
import { entry, other, scout, stage, stillClock } from '../stage.ts';
import { keys, sdkClient, type SdkOptions } from './sdk-client.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const weather = {
  toolSpec: {
    name: 'get_weather',
    description: 'The weather of a city.',
    inputSchema: { json: { type: 'object', properties: { city: { type: 'string' } } } },
  },
};
const call = { id: 'tooluse_1', name: 'get_weather', arguments: { city: 'Zürich' } };

const book: BookEntry[] = [
  entry('greeting', 'Hi', { text: 'Grüße 世界 🌍, שלום.' }),
  entry('weather', 'Weather?', {
    text: '',
    toolCalls: [{ name: 'get_weather', arguments: { city: 'Zürich' } }],
    finish: 'tool_calls',
  }),
  entry(
    'picture',
    '',
    { text: 'A dot.' },
    {
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', format: 'png', data: PNG.toString('base64') },
          ],
        },
      ],
    },
  ),
  entry(
    'result',
    '',
    { text: 'It rains.' },
    {
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Weather, then?' }] },
        { role: 'assistant', content: [], toolCalls: [call] },
        { role: 'tool', toolCallId: 'tooluse_1', content: [{ type: 'text', text: 'rain' }] },
      ],
    },
  ),
];

let server: SimulatorServer;
const signed = { kind: 'aws-keys', ...keys, sessionToken: null } as const;

beforeAll(async () => {
  // The SDK signs with the real time, so the simulator has to know it.
  const clock = stillClock(() => Date.now());
  server = await serveSimulator(
    stage({
      clock,
      book,
      seats: [
        { ...scout, credentials: signed },
        { ...other, credentials: signed },
        { ...scout, id: 'temporary', credentials: { ...signed, sessionToken: 'session-1' } },
        { ...scout, id: 'bearer', credentials: { kind: 'bearer', token: 'bedrock-api-key-1' } },
      ],
    }),
  );
});
afterAll(() => server.close());

const { modelId } = scout;
const user = (text: string): Message[] => [{ role: 'user', content: [{ text }] }];
const client = (options?: SdkOptions, seat: string = scout.id) => sdkClient(`${server.url}/${seat}`, options);

const send = (options: SdkOptions, seat?: string) =>
  client(options, seat).send(new ConverseCommand({ modelId, messages: user('Hi') }));
const ask = (headers: Record<string, string>) =>
  fetch(`${server.url}/${scout.id}/model/x/converse`, { method: 'POST', body: '{}', headers });

async function readEvents(seat: { id: string; modelId: string }, messages: Message[], more: object = {}) {
  const command = new ConverseStreamCommand({ modelId: seat.modelId, messages, ...more });
  const { stream } = await client({}, seat.id).send(command);
  const events: ConverseStreamOutput[] = [];
  for await (const event of stream ?? []) events.push(event);
  return events;
}

describe('the real AWS SDK over a real socket', () => {
  it('hears a signed answer with usage, metrics and a request id', async () => {
    const response = await client().send(new ConverseCommand({ modelId, messages: user('Hi') }));
    expect(response.output?.message?.content).toEqual([{ text: 'Grüße 世界 🌍, שלום.' }]);
    expect(response.stopReason).toBe('end_turn');
    expect(response.usage?.totalTokens).toBe(
      (response.usage?.inputTokens ?? 0) + (response.usage?.outputTokens ?? 0),
    );
    expect(response.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('hears a stream whose text has no start block and whose metadata comes last', async () => {
    const events = await readEvents(scout, user('Hi'));
    const kinds = events.map((event) => Object.keys(event)[0]);
    expect(kinds[0]).toBe('messageStart');
    expect(kinds.slice(-3)).toEqual(['contentBlockStop', 'messageStop', 'metadata']);
    expect(kinds).not.toContain('contentBlockStart');
    expect(events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('')).toBe(
      'Grüße 世界 🌍, שלום.',
    );
  });

  it('has its images and system text recognised', async () => {
    const response = await client().send(
      new ConverseCommand({
        modelId,
        system: [{ text: 'Be brief.' }],
        messages: [
          {
            role: 'user',
            content: [{ text: 'What is this?' }, { image: { format: 'png', source: { bytes: PNG } } }],
          },
        ],
      }),
    );
    expect(response.output?.message?.content?.[0]?.text).toBe('A dot.');
  });

  it('gets a tool call with parsed input', async () => {
    const command = new ConverseCommand({
      modelId,
      messages: user('Weather?'),
      toolConfig: { tools: [weather] },
    });
    const response = await client().send(command);
    expect(response.stopReason).toBe('tool_use');
    expect(response.output?.message?.content?.[0]?.toolUse).toMatchObject({
      name: 'get_weather',
      input: { city: 'Zürich' },
    });
  });

  it('gets a streamed tool call in pieces of JSON from a model that has them', async () => {
    const events = await readEvents(other, user('Weather?'), { toolConfig: { tools: [weather] } });
    expect(events.find((event) => event.contentBlockStart)?.contentBlockStart?.start?.toolUse?.name).toBe(
      'get_weather',
    );
    const input = events.map((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? '').join('');
    expect(JSON.parse(input)).toEqual({ city: 'Zürich' });
  });

  it('has its tool results recognised', async () => {
    const { name, id: toolUseId } = call;
    const messages: Message[] = [
      { role: 'user', content: [{ text: 'Weather, then?' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId, name, input: { city: 'Zürich' } } }] },
      { role: 'user', content: [{ toolResult: { toolUseId, content: [{ text: 'rain' }] } }] },
    ];
    const command = new ConverseCommand({ modelId, messages, toolConfig: { tools: [weather] } });
    const response = await client().send(command);
    expect(response.output?.message?.content?.[0]?.text).toBe('It rains.');
  });

  it('speaks the native body of Llama, in one piece and in chunks', async () => {
    const prompt =
      '<|begin_of_text|><|header_start|>user<|header_end|>\n\nHi<|eot|><|header_start|>assistant<|header_end|>\n\n';
    const body = JSON.stringify({ prompt, max_gen_len: 50 });
    const whole = await client().send(new InvokeModelCommand({ modelId, body }));
    expect(JSON.parse(whole.body.transformToString())).toMatchObject({
      generation: 'Grüße 世界 🌍, שלום.',
      stop_reason: 'stop',
    });
    const streamed = await client().send(new InvokeModelWithResponseStreamCommand({ modelId, body }));
    const chunks: { generation: string; stop_reason: string | null }[] = [];
    for await (const event of streamed.body ?? []) {
      chunks.push(JSON.parse(Buffer.from(event.chunk?.bytes ?? []).toString()));
    }
    expect(chunks.map((chunk) => chunk.generation).join('')).toBe('Grüße 世界 🌍, שלום.');
    expect(chunks.at(-1)).toMatchObject({
      stop_reason: 'stop',
      'amazon-bedrock-invocationMetrics': { firstByteLatency: 112 },
    });
  });

  it('may name its model by an ARN', async () => {
    const arn = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${modelId}`;
    const response = await client().send(new ConverseCommand({ modelId: arn, messages: user('Hi') }));
    expect(response.stopReason).toBe('end_turn');
  });
});

describe('the signature', () => {
  it.each([
    [
      'another secret',
      { secretAccessKey: 'other' },
      'InvalidSignatureException',
      'does not match the signature',
    ],
    ['an unknown key', { accessKeyId: 'AKIDOTHER' }, 'UnrecognizedClientException', 'security token'],
    ['another region', { region: 'eu-west-1' }, 'InvalidSignatureException', 'valid region'],
    ['an old date', { systemClockOffset: -600_000 }, 'InvalidSignatureException', 'Signature expired'],
    ['a date to come', { systemClockOffset: 600_000 }, 'InvalidSignatureException', 'not yet current'],
    ['a bearer token', { token: 'x' }, 'AccessDeniedException', 'API Key'],
  ])('with %s is refused with 403', async (_what, options, name, text) => {
    await expect(send(options)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(text),
      $metadata: { httpStatusCode: 403, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('is not asked for where a bearer token is', async () => {
    const response = await send({ token: 'bedrock-api-key-1' }, 'bearer');
    expect(response.stopReason).toBe('end_turn');
    await expect(send({ token: 'bedrock-api-key-2' }, 'bearer')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('may need a session token beside it', async () => {
    const response = await send({ sessionToken: 'session-1' }, 'temporary');
    expect(response.stopReason).toBe('end_turn');
    await expect(send({ sessionToken: 'session-2' }, 'temporary')).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it('covers the body', async () => {
    const tampering = client();
    tampering.middlewareStack.add(
      (next) => (args) => {
        Object.assign(Object(args.request), { body: JSON.stringify({ messages: user('Ho') }) });
        return next(args);
      },
      { step: 'deserialize', priority: 'low' },
    );
    const command = new ConverseCommand({ modelId, messages: user('Hi') });
    await expect(tampering.send(command)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });

  it('is missed with the name of what is missing', async () => {
    const none = await ask({});
    expect([none.status, none.headers.get('x-amzn-errortype')]).toEqual([
      403,
      expect.stringMatching(/^MissingAuthenticationTokenException:/),
    ]);
    const half = await ask({ authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/x' });
    expect([half.status, await half.json()]).toEqual([
      400,
      { message: expect.stringContaining("requires 'Signature' parameter") },
    ]);
  });
});
