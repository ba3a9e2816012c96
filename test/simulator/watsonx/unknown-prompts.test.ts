import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/contract/json-value.ts';
import { createSimulator } from '../../../src/simulator/create-simulator.ts';
import { noLatency } from '../../../src/simulator/latency.ts';
import { watsonxFace } from '../../../src/simulator/watsonx/face.ts';
import { collect, patience, stillClock } from '../stage.ts';
import { MOMENT } from '../openai/stage.ts';
import { BODY, post, SEAT } from './stage.ts';

const { handle } = createSimulator({
  seats: [SEAT],
  book: [],
  faults: [],
  seed: 1,
  clock: stillClock(() => MOMENT.createdMs),
  faces: { watsonx: watsonxFace },
  latency: noLatency,
});

async function text(changes: JsonObject, path = 'chat'): Promise<string> {
  const request = post({ ...BODY, ...changes }, { url: `/${SEAT.id}/ml/v1/text/${path}?version=2026-08-05` });
  return (await collect(await handle(request, patience()))).toString();
}

const ask = async (changes: JsonObject): Promise<unknown> => JSON.parse(await text(changes));
const schema: JsonObject = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const tool = (name: string): JsonObject => ({ type: 'function', function: { name, parameters: schema } });
const answered = (message: unknown, finish: string) => ({ choices: [{ message, finish_reason: finish }] });
const call = (name: string) => ({ tool_calls: [{ function: { name, arguments: '{"city":"simulated"}' } }] });

describe('a watsonx request that is not in the book', () => {
  it.each<JsonObject>([
    { response_format: { type: 'json_schema', json_schema: { name: 'city', schema } } },
    { guided_json: schema },
  ])('gets an instance of its schema: %o', async (changes) => {
    expect(await ask(changes)).toMatchObject(answered({ content: '{"city":"simulated"}' }, 'stop'));
  });

  it('gets any object where any will do', async () => {
    const changes = { response_format: { type: 'json_object' } };
    expect(await ask(changes)).toMatchObject(answered({ content: '{"simulated":true}' }, 'stop'));
  });

  it('gets the call that it asks for', async () => {
    const tools: readonly JsonValue[] = [tool('first'), tool('second')];
    expect(await ask({ tools, tool_choice_option: 'required' })).toMatchObject(
      answered(call('first'), 'tool_calls'),
    );
    const choice = { type: 'function', function: { name: 'second' } };
    expect(await ask({ tools, tool_choice: choice })).toMatchObject(answered(call('second'), 'tool_calls'));
  });

  it('ends before a stop string, gives as many choices as asked for, and probabilities', async () => {
    const answer = await ask({ stop: ['simulated'], n: 2, logprobs: true, top_logprobs: 1 });
    const choice = {
      message: { content: 'Hello! I am a ' },
      logprobs: { content: expect.arrayContaining([expect.objectContaining({ token: 'Hello!' })]) },
    };
    expect(answer).toMatchObject({ choices: [choice, choice] });
    const stream = await text({ n: 2, logprobs: true }, 'chat_stream');
    expect(stream.match(/"index":1,"finish_reason":"stop"/g)).toHaveLength(1);
    expect(stream).toContain('"logprobs":{"content":[{"token":"Hello!"');
  });

  it.each<[JsonObject, string]>([
    [{ top_logprobs: 2 }, "'logprobs' should be true"],
    [{ logprobs: true, top_logprobs: 21 }, 'between 0 and 20'],
  ])('is refused for %o', async (changes, words) => {
    expect(await text(changes)).toContain(words);
  });

  it('is told when the simulator has no instance', async () => {
    const changes = {
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { not: {} } } },
    };
    expect(await ask(changes)).toMatchObject({
      status_code: 400,
      errors: [{ message: expect.stringContaining('The simulator cannot make an instance') }],
    });
  });
});
