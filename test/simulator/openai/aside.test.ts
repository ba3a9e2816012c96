import { describe, expect, it } from 'vitest';
import { OPENAI_FACES } from '../../../src/simulator/openai/faces.ts';
import { faceNamed, jsonOf, MOMENT, seatFor } from './stage.ts';

function get(
  name: string,
  url: string,
  headers: Record<string, string> = { authorization: 'Bearer test-key' },
) {
  return faceNamed(OPENAI_FACES, name).answerAside(
    { method: 'GET', url, headers, body: null },
    seatFor(name),
    MOMENT,
  );
}

describe('paths beside the chat', () => {
  it('the model list of vLLM tells the window', () => {
    const reply = get('vllm', '/v1/models');
    expect(reply && jsonOf(reply)).toMatchObject({
      object: 'list',
      data: [{ id: 'llama-4-scout', max_model_len: 8192 }],
    });
  });

  it('the model list wants the key, health does not', () => {
    expect(get('vllm', '/v1/models', {})?.status).toBe(401);
    expect(get('nim', '/v1/models', {})?.status).toBe(403);
    expect(get('vllm', '/health', {})?.status).toBe(200);
  });

  it('tells its version where it has such a path', () => {
    expect(jsonOf(get('vllm', '/version') ?? { body: new Uint8Array() })).toEqual({ version: '0.23.0' });
    expect(get('nim', '/version')).toBeNull();
  });

  it('leaves the chat path to the chat', () => {
    expect(get('vllm', '/v1/chat/completions')).toBeNull();
  });
});
