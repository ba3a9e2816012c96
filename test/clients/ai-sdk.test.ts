/* oxlint-disable typescript/no-deprecated -- generateObject is what people have. */
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateObject, generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { AWS_KEYS, collect, LLAMA, NOVA, OPENAI_KEY, OPENAI_SERVERS, serveClients } from './stage.ts';

/** It warns of generateObject each time. */
globalThis.AI_SDK_LOG_WARNINGS = false;

let server: SimulatorServer;
beforeAll(async () => {
  server = await serveClients();
});
afterAll(() => server.close());

const schema = z.object({ city: z.string(), days: z.int().min(1) });
const INSTANCE = { city: 'simulated', days: 1 };
const prompt = 'Hi';

describe.each(OPENAI_SERVERS)('the AI SDK with openai-compatible as it comes, against %s', (name) => {
  const model = (apiKey = OPENAI_KEY, more = {}) =>
    createOpenAICompatible({ name, apiKey, baseURL: `${server.url}/${name}/v1`, ...more })('llama-4');

  it('gets an answer', async () => {
    const { text, finishReason } = await generateText({ model: model(), prompt });
    expect(text).toContain('simulated model');
    expect(finishReason).toBe('stop');
  });

  it('gets it in pieces', async () => {
    const { textStream } = streamText({ model: model(), prompt });
    const pieces = await collect(textStream);
    expect(pieces.join('')).toContain('simulated model');
    expect(pieces.length).toBeGreaterThan(5);
  });

  it('runs a tool and gets the answer after it', async () => {
    const asked: unknown[] = [];
    const weather = tool({
      description: 'Weather of a city',
      inputSchema: schema,
      execute: async (given) => {
        asked.push(given);
        return 'Sun';
      },
    });
    const { text } = await generateText({
      model: model(),
      prompt,
      tools: { weather },
      stopWhen: stepCountIs(3),
    });
    expect(asked).toEqual([INSTANCE]);
    expect(text).toContain('simulated model');
  });

  // TGI has schemas under a key of its own, which this client does not know.
  it.skipIf(name === 'tgi')('gets its schema met', async () => {
    const strict = model(OPENAI_KEY, { supportsStructuredOutputs: true });
    // oxlint-disable-next-line typescript/no-deprecated -- what clients in the field still call
    const { object } = await generateObject({ model: strict, schema, prompt });
    expect(object).toEqual(INSTANCE);
    const { output } = await generateText({ model: strict, output: Output.object({ schema }), prompt });
    expect(output).toEqual(INSTANCE);
  });

  it('throws its own error for a wrong key', async () => {
    const asked = generateText({ model: model('wrong'), prompt });
    await expect(asked).rejects.toSatisfy((error) => APICallError.isInstance(error));
  });
});

const bedrock = (seat: string, id: string) =>
  createAmazonBedrock({ region: 'us-east-1', ...AWS_KEYS, baseURL: `${server.url}/${seat}` })(id);

describe('the AI SDK with amazon-bedrock as it comes', () => {
  it('gets an answer, whole and in pieces', async () => {
    const { text } = await generateText({ model: bedrock('llama', LLAMA), prompt });
    expect(text).toContain('simulated model');
    const { textStream } = streamText({ model: bedrock('llama', LLAMA), prompt });
    expect((await collect(textStream)).join('')).toBe(text);
  });

  it('gets a call of its tool', async () => {
    const weather = tool({ inputSchema: schema, execute: () => Promise.resolve('Sun') });
    const { toolCalls } = await generateText({ model: bedrock('llama', LLAMA), prompt, tools: { weather } });
    expect(toolCalls[0]).toMatchObject({ toolName: 'weather', input: INSTANCE });
  });

  it('gets its schema met by a model that can be made to call a tool', async () => {
    // oxlint-disable-next-line typescript/no-deprecated -- what clients in the field still call
    const { object } = await generateObject({ model: bedrock('nova', NOVA), schema, prompt });
    expect(object).toEqual(INSTANCE);
  });

  it('throws for a schema and Llama, which refuses the forced tool, as on Bedrock itself', async () => {
    // oxlint-disable-next-line typescript/no-deprecated -- what clients in the field still call
    const asked = generateObject({ model: bedrock('llama', LLAMA), schema, prompt });
    await expect(asked).rejects.toThrow("doesn't support the toolConfig.toolChoice");
  });

  it('throws the error of the service', async () => {
    const asked = generateText({ model: bedrock('llama', 'no.such-model'), prompt });
    await expect(asked).rejects.toThrow('The provided model identifier is invalid.');
  });
});
