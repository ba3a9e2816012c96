import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  ValidationException,
  type ConverseCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { AWS_KEYS, collect, LLAMA, NOVA, serveClients } from './stage.ts';

let server: SimulatorServer;
const clients: BedrockRuntimeClient[] = [];
beforeAll(async () => {
  server = await serveClients();
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await server.close();
});

function clientOf(seat: string): BedrockRuntimeClient {
  const client = new BedrockRuntimeClient({
    endpoint: `${server.url}/${seat}`,
    region: 'us-east-1',
    credentials: AWS_KEYS,
  });
  clients.push(client);
  return client;
}

const asking = (text: string, modelId = LLAMA): ConverseCommandInput => ({
  modelId,
  messages: [{ role: 'user', content: [{ text }] }],
});
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const toolConfig = { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: schema } } }] };

describe('the AWS SDK as it comes, which is over HTTP/2', () => {
  it('gets an answer', async () => {
    const { output, stopReason } = await clientOf('llama').send(new ConverseCommand(asking('Hi')));
    expect(output?.message?.content?.[0]?.text).toContain('simulated model');
    expect(stopReason).toBe('end_turn');
  });

  it('gets it in events', async () => {
    const { stream = [] } = await clientOf('llama').send(new ConverseStreamCommand(asking('Hi')));
    const events = await collect(stream);
    const text = events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('');
    expect(text).toContain('simulated model');
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBeGreaterThan(1);
  });

  it('gets many answers at once on one connection', async () => {
    const client = clientOf('llama');
    const all = await Promise.all(
      Array.from({ length: 20 }, () => client.send(new ConverseCommand(asking('Hi')))),
    );
    expect(new Set(all.map(({ $metadata }) => $metadata.requestId)).size).toBe(20);
  });

  it('gets a call of its tool', async () => {
    const { output, stopReason } = await clientOf('llama').send(
      new ConverseCommand({ ...asking('Hi'), toolConfig }),
    );
    expect(output?.message?.content?.[0]?.toolUse).toMatchObject({
      name: 'weather',
      input: { city: 'simulated' },
    });
    expect(stopReason).toBe('tool_use');
  });

  it('gets a call in events, of a model that streams them', async () => {
    const forced = { ...toolConfig, toolChoice: { any: {} } };
    const { stream = [] } = await clientOf('nova').send(
      new ConverseStreamCommand({ ...asking('Hi', NOVA), toolConfig: forced }),
    );
    const events = await collect(stream);
    const input = events.map((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? '').join('');
    expect(JSON.parse(input)).toEqual({ city: 'simulated' });
  });

  it('gets its schema met, by a model that has structured output', async () => {
    const jsonSchema = { schema: JSON.stringify(schema), name: 'weather' };
    const { output } = await clientOf('nova').send(
      new ConverseCommand({
        ...asking('Hi', NOVA),
        outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } },
      }),
    );
    expect(output?.message?.content?.[0]?.text).toBe('{"city":"simulated"}');
  });

  it('speaks the native wire too', async () => {
    const client = clientOf('llama');
    const body = JSON.stringify({ prompt: 'Hi' });
    const answer = await client.send(new InvokeModelCommand({ modelId: LLAMA, body }));
    expect(answer.body.transformToString()).toContain('simulated model');
    const { body: events = [] } = await client.send(
      new InvokeModelWithResponseStreamCommand({ modelId: LLAMA, body }),
    );
    const all = (await collect(events)).map(({ chunk }) => Buffer.from(chunk?.bytes ?? []).toString());
    expect(all.join('')).toContain('"stop_reason":"stop"');
  });

  it('throws the exception of the service', async () => {
    const asked = clientOf('llama').send(new ConverseCommand(asking('Hi', 'no.such-model')));
    await expect(asked).rejects.toBeInstanceOf(ValidationException);
  });

  it('throws when the stream is torn, and goes on asking on the same connection', async () => {
    const client = clientOf('llama');
    const { stream = [] } = await client.send(new ConverseStreamCommand(asking('Tear')));
    await expect(collect(stream)).rejects.toThrow('NGHTTP2_INTERNAL_ERROR');
    expect((await client.send(new ConverseCommand(asking('Tear')))).stopReason).toBe('end_turn');
  });

  it('throws an exception that comes in the middle of the events', async () => {
    const { stream = [] } = await clientOf('llama').send(new ConverseStreamCommand(asking('Break off')));
    await expect(collect(stream)).rejects.toMatchObject({ name: 'InternalServerException' });
  });
});
