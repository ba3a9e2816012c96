import { ChatBedrockConverse } from '@langchain/aws';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { AWS_KEYS, collect, LLAMA, NOVA, OPENAI_KEY, OPENAI_SERVERS, serveClients } from './stage.ts';

let server: SimulatorServer;
beforeAll(async () => {
  server = await serveClients();
});
afterAll(() => server.close());

const schema = z.object({ city: z.string(), days: z.int().min(1) });
const INSTANCE = { city: 'simulated', days: 1 };
const weather = tool(() => 'Sun', { name: 'weather', description: 'Weather of a city', schema });

describe.each(OPENAI_SERVERS)('ChatOpenAI as it comes, against %s', (name) => {
  const model = (apiKey = OPENAI_KEY) =>
    new ChatOpenAI({ model: 'llama-4', apiKey, configuration: { baseURL: `${server.url}/${name}/v1` } });

  it('gets an answer, whole and in pieces', async () => {
    const { text, response_metadata: metadata } = await model().invoke('Hi');
    expect(text).toContain('simulated model');
    expect(metadata).toMatchObject({ finish_reason: 'stop' });
    const pieces = await collect(await model().stream('Hi'));
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('gets a call of its tool', async () => {
    const { tool_calls: calls } = await model().bindTools([weather]).invoke('Hi');
    expect(calls).toMatchObject([{ name: 'weather', args: INSTANCE }]);
  });

  it('gets its schema met, by a schema and by a call', async () => {
    // TGI has schemas under a key of its own.
    const methods = ['jsonSchema', 'functionCalling'] as const;
    for (const method of name === 'tgi' ? methods.slice(1) : methods) {
      const structured = model().withStructuredOutput(schema, { name: 'weather', method });
      expect(await structured.invoke('Hi')).toEqual(INSTANCE);
    }
  });

  it('throws for a wrong key', async () => {
    await expect(model('wrong').invoke('Hi')).rejects.toThrow(/40[13]/);
  });
});

describe('ChatBedrockConverse', () => {
  it('insists on https where it is given a host, so that it reaches no plain server by its own option', async () => {
    const host = new URL(server.url).host;
    const model = new ChatBedrockConverse({
      model: LLAMA,
      region: 'us-east-1',
      credentials: AWS_KEYS,
      endpointHost: `${host}/llama`,
      maxRetries: 0,
    });
    await expect(model.invoke('Hi')).rejects.toThrow(/SSL|TLS|EPROTO/i);
  });
});

describe('ChatBedrockConverse as it comes, reaching by the variable that every AWS SDK reads', () => {
  const NAME = 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME';
  afterEach(() => vi.unstubAllEnvs());
  const model = (seat: string, id: string) => {
    vi.stubEnv(NAME, `${server.url}/${seat}`);
    return new ChatBedrockConverse({ model: id, region: 'us-east-1', credentials: AWS_KEYS });
  };

  it('gets an answer, whole and in pieces', async () => {
    const { text } = await model('llama', LLAMA).invoke('Hi');
    expect(text).toContain('simulated model');
    const pieces = await collect(await model('llama', LLAMA).stream('Hi'));
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('gets a call of its tool', async () => {
    const { tool_calls: calls } = await model('llama', LLAMA).bindTools([weather]).invoke('Hi');
    expect(calls).toMatchObject([{ name: 'weather', args: INSTANCE }]);
  });

  it.each([
    ['llama', LLAMA],
    ['nova', NOVA],
  ])('gets its schema met by %s', async (seat, id) => {
    const structured = model(seat, id).withStructuredOutput(schema, { name: 'weather' });
    expect(await structured.invoke('Hi')).toEqual(INSTANCE);
  });

  it('throws the error of the service', async () => {
    await expect(model('llama', 'no.such-model').invoke('Hi')).rejects.toThrow(
      'The provided model identifier is invalid.',
    );
  });
});
