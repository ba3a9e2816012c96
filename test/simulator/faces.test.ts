import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/contract/dialect.ts';
import { InputError } from '../../src/contract/problem.ts';
import { FACES, faceFor, facesFor } from '../../src/simulator/faces.ts';
import { seatFor } from './openai/stage.ts';

const DIALECT: Dialect = {
  auth: 'none',
  basePath: '/v1',
  maxTokensField: 'max_tokens',
  jsonSchemaField: 'response_format',
  textContent: 'string',
  streamOptions: true,
  requestIdHeaders: [],
  errorBody: 'nested',
  asyncPolling: null,
  capabilities: {
    system: true,
    images: false,
    tools: 'send-and-stream',
    toolChoice: ['auto'],
    jsonSchema: true,
    seed: true,
    topP: true,
    stop: true,
    usageInStream: true,
    doneMarker: true,
    requestId: 'none',
    namedToolFinish: 'stop',
    modelEcho: true,
    toolCallIds: true,
  },
};

describe('the registry of faces', () => {
  it('has every wire and server under the name that its face bears', () => {
    expect(Object.entries(FACES).map(([name, face]) => [name, face.name])).toEqual(
      Object.keys(FACES).map((name) => [name, name]),
    );
    expect(Object.keys(FACES)).toEqual(
      expect.arrayContaining([
        'watsonx',
        'nim',
        'nim-self-hosted',
        'vllm',
        'vllm-flat',
        'llamacpp',
        'llamacpp-legacy',
        'sglang',
        'tgi',
        'ollama',
      ]),
    );
  });

  it('finds a seat’s face by name, even when a dialect stands beside it', () => {
    expect(faceFor(seatFor('vllm', { dialect: DIALECT }))).toBe(FACES['vllm']);
  });

  it('makes a face for a server that is known only by its dialect', () => {
    const seat = seatFor('behemoth-server', { dialect: DIALECT });
    expect(faceFor(seat).name).toBe('behemoth-server');
    expect(Object.keys(facesFor([seat]))).toEqual([...Object.keys(FACES), 'behemoth-server']);
  });

  it('refuses a seat that has neither, and leaves it out of a cast', () => {
    expect(() => faceFor(seatFor('nobody'))).toThrow(InputError);
    expect(() => faceFor(seatFor('constructor'))).toThrow('which the simulator does not have');
    expect(Object.keys(facesFor([seatFor('nobody')]))).toEqual(Object.keys(FACES));
  });
});
