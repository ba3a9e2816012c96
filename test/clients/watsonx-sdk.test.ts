import { IamAuthenticator } from '@ibm-cloud/watsonx-ai/authentication';
import { WatsonXAI } from '@ibm-cloud/watsonx-ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatorServer } from '../../src/simulator/serve-simulator.ts';
import { collect, serveClients, WATSONX_KEY } from './stage.ts';

let server: SimulatorServer;
beforeAll(async () => {
  server = await serveClients();
});
afterAll(() => server.close());

function clientOf(apikey = WATSONX_KEY): WatsonXAI {
  const url = `${server.url}/watsonx`;
  return WatsonXAI.newInstance({
    version: '2026-08-05',
    serviceUrl: url,
    authenticator: new IamAuthenticator({ apikey, url }),
  });
}

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const asking = {
  modelId: 'llama-4',
  projectId: 'simulated-project',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
};
const tools = [{ type: 'function', function: { name: 'weather', parameters: schema } }];

describe('the watsonx SDK as it comes', () => {
  it('exchanges its key and gets an answer', async () => {
    const { result } = await clientOf().textChat(asking);
    expect(result.choices[0]).toMatchObject({ finish_reason: 'stop' });
    expect(result.choices[0]?.message?.content).toContain('simulated model');
  });

  it('gets it in pieces', async () => {
    const stream = await clientOf().textChatStream({ ...asking, returnObject: true });
    const chunks = await collect(stream);
    const text = chunks.map(({ data }) => data.choices?.[0]?.delta?.content ?? '').join('');
    expect(text).toContain('simulated model');
  });

  it('gets a call of its tool, whole and in pieces', async () => {
    const { result } = await clientOf().textChat({ ...asking, tools, toolChoiceOption: 'required' });
    expect(result.choices[0]?.message?.tool_calls?.[0]?.function).toEqual({
      name: 'weather',
      arguments: '{"city":"simulated"}',
    });
    const chunks = await collect(await clientOf().textChatStream({ ...asking, tools, returnObject: true }));
    const text = chunks.map(
      ({ data }) => data.choices?.[0]?.delta?.tool_calls?.[0]?.function.arguments ?? '',
    );
    expect(text.join('')).toBe('{"city":"simulated"}');
  });

  it('gets any object where its format asks for one', async () => {
    const { result } = await clientOf().textChat({ ...asking, responseFormat: { type: 'json_object' } });
    expect(result.choices[0]?.message?.content).toBe('{"simulated":true}');
  });

  it('throws for a model that is not there', async () => {
    const asked = clientOf().textChat({ ...asking, modelId: 'no-such-model' });
    await expect(asked).rejects.toMatchObject({ status: 404 });
  });

  it('throws for a wrong key at the exchange', async () => {
    await expect(clientOf('wrong').textChat(asking)).rejects.toMatchObject({ status: 400 });
  });
});
