// The bare SDK on its default HTTP/1.1 transport, JSON.parse and ajv, no files: what a person would write.
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createParser } from 'eventsource-parser';
import { Agent } from 'node:http';
import OpenAI from 'openai';
import { inParallel, measure } from './measure.ts';
import {
  BARE_CHAT,
  BARE_CONVERSE,
  CONCURRENCY,
  MODEL,
  OUTPUT_SCHEMA,
  PROMPT,
  TOKEN,
  type BenchWire,
} from './wires.ts';

const [wire = '', mode = '', count = '', url = '', warmUp = '500'] = process.argv.slice(2);
const n = Number(count);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(OUTPUT_SCHEMA);

function check(text: string): void {
  if (!validate(JSON.parse(text))) throw new Error('the answer does not match');
}

function openai(name: string): () => Promise<void> {
  const client = new OpenAI({ baseURL: `${url}/${name}/v1`, apiKey: TOKEN, maxRetries: 0 });
  if (mode === 'send') {
    return async () => {
      const answer = await client.chat.completions.create(BARE_CHAT);
      check(answer.choices[0]?.message.content ?? '');
    };
  }
  return async () => {
    const stream = await client.chat.completions.create({
      ...BARE_CHAT,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    check(text);
  };
}

function bedrock(): () => Promise<void> {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: `${url}/bedrock`,
    credentials: { accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      httpAgent: new Agent({ keepAlive: true, maxSockets: CONCURRENCY }),
    }),
  });
  if (mode === 'send') {
    return async () => {
      const answer = await client.send(new ConverseCommand(BARE_CONVERSE));
      check(answer.output?.message?.content?.[0]?.text ?? '');
    };
  }
  return async () => {
    const answer = await client.send(new ConverseStreamCommand(BARE_CONVERSE));
    let text = '';
    for await (const event of answer.stream ?? []) text += event.contentBlockDelta?.delta?.text ?? '';
    check(text);
  };
}

function watsonx(): () => Promise<void> {
  const path = mode === 'send' ? 'chat' : 'chat_stream';
  const body = JSON.stringify({
    model_id: MODEL,
    project_id: 'p',
    messages: [{ role: 'user', content: PROMPT }],
    max_completion_tokens: 900,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'bench', schema: OUTPUT_SCHEMA, strict: true },
    },
  });
  const ask = (): Promise<Response> =>
    fetch(`${url}/watsonx/ml/v1/text/${path}?version=2026-08-05`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body,
    });
  if (mode === 'send') {
    return async () => {
      const answer = await (await ask()).text();
      check(JSON.parse(answer).choices[0].message.content);
    };
  }
  return async () => {
    const response = await ask();
    let text = '';
    const parser = createParser({
      onEvent: ({ data }) => {
        text += JSON.parse(data).choices[0]?.delta.content ?? '';
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
    check(text);
  };
}

const LOOPS: Readonly<Record<BenchWire, () => () => Promise<void>>> = {
  openai: () => openai('openai'),
  nim: () => openai('nim'),
  bedrock,
  watsonx,
};

const loop = Object.entries(LOOPS).find(([name]) => name === wire)?.[1];
if (loop === undefined) throw new Error(`no bare loop for ${wire}`);
const once = loop();
await inParallel(Number(warmUp), CONCURRENCY, once);
await measure(n, () => inParallel(n, CONCURRENCY, once));
process.exit(0);
