import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { OPENAI_KEY, OPENAI_SERVERS, serveClients } from './stage.ts';
import { askWeather, INSTANCE, messages, parameters, weather } from './weather-tool.ts';

let server: SimulatorServer;
beforeAll(async () => {
  server = await serveClients();
});
afterAll(() => server.close());

const tool = (name: string) => ({ type: 'function' as const, function: { name, parameters } });

describe.each(OPENAI_SERVERS)('the openai SDK as it comes, against %s', (name) => {
  const client = (apiKey = OPENAI_KEY) => new OpenAI({ apiKey, baseURL: `${server.url}/${name}/v1` });

  it('gets an answer', async () => {
    const answer = await client().chat.completions.create({ model: 'llama-4', messages });
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop' });
    expect(answer.choices[0]?.message.content).toContain('simulated model');
  });

  it('gets it in pieces', async () => {
    const stream = await client().chat.completions.create({ model: 'llama-4', messages, stream: true });
    const pieces: string[] = [];
    for await (const chunk of stream) pieces.push(chunk.choices[0]?.delta.content ?? '');
    expect(pieces.join('')).toContain('simulated model');
    expect(pieces.length).toBeGreaterThan(5);
  });

  it('runs a tool and gets the answer after it', async () => {
    const { text, asked } = await askWeather(client(), 'llama-4');
    expect(text).toContain('simulated model');
    expect(asked).toEqual([INSTANCE]);
  });

  it.runIf(name !== 'ollama')('gets a call in a stream when it requires one', async () => {
    const stream = client().chat.completions.stream({
      model: 'llama-4',
      messages,
      tools: [tool('look'), tool('act')],
      tool_choice: 'required',
    });
    const [choice] = (await stream.finalChatCompletion()).choices;
    expect(choice?.message.tool_calls?.[0]).toMatchObject({
      function: { name: 'look', arguments: '{"city":"simulated","days":1,"unit":"C"}' },
    });
  });

  it('gets its schema met, but for TGI, which has schemas under a key of its own', async () => {
    const response_format = zodResponseFormat(weather, 'weather');
    const asked = client().chat.completions.parse({ model: 'llama-4', messages, response_format });
    if (name === 'tgi') return expect(asked).rejects.toThrow(/422/);
    const [choice] = (await asked).choices;
    return expect(choice?.message.parsed).toEqual({ city: 'simulated', days: 1, unit: 'C' });
  });

  it('throws its own error for a wrong key', async () => {
    const asked = client('wrong').chat.completions.create({ model: 'llama-4', messages });
    await expect(asked).rejects.toBeInstanceOf(
      name === 'nim' ? OpenAI.PermissionDeniedError : OpenAI.AuthenticationError,
    );
  });
});
