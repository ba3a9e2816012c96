import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/contract/wires/dialect.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { CanonicalRequest } from '../../src/contract/exchanges/request.ts';
import type { Transport } from '../../src/contract/wires/wire.ts';
import { ANSWER, complete, losses, warnings } from './behaviours.ts';
import { ROWS, type Row } from './rows.ts';
import { ask, call, page } from './stage.ts';

/** What servers of one's own do that a client is not told: a cell each, beside the table of behaviours. */

const MODES: readonly Mode[] = ['send', 'stream'];
const QUESTION = ask('What is the capital of Norway?');
const ANSWERED = [page(QUESTION, { text: ANSWER })];
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } as const;
const AS_JSON: Partial<CanonicalRequest> = { output: { type: 'json', name: 'capital', schema: SCHEMA } };
const TOOLS = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }];
/** What the simulator makes up for a schema that it was sent and reads. */
const INSTANCE = '{"city":"simulated"}';

function rowOf(name: string, changes: Partial<Dialect> = {}): Row {
  const row = ROWS.find((known) => known.name === name);
  if (row === undefined || row.dialect === null) throw new Error(`no server ${name}`);
  return { ...row, dialect: { ...row.dialect, ...changes } };
}

/** Changes the body of a request on its way. */
function changing(change: (body: Record<string, unknown>) => object): (transport: Transport) => Transport {
  return (transport) => (wire, signal) => {
    const body: Record<string, unknown> = JSON.parse(String(wire.body));
    return transport({ ...wire, body: JSON.stringify(change(body)) }, signal);
  };
}

describe.each(MODES)('in mode %s', (mode) => {
  it.each([
    ['vllm', 'guided_json'],
    ['nim-self-hosted', 'guided_json'],
    ['nim-self-hosted', 'nvext.guided_json'],
    ['vllm-flat', 'structured_outputs'],
  ] as const)('%s takes a schema in %s, ignores it and says nothing', async (server, jsonSchemaField) => {
    const seen = await call(rowOf(server, { jsonSchemaField }), mode, ask('Answer as JSON.', AS_JSON));
    expect([complete(seen), losses(seen), warnings(seen)]).toEqual([true, [], []]);
    expect(seen.response.text).not.toBe(INSTANCE);
  });

  it.each(['vllm', 'vllm-flat', 'nim-self-hosted', 'sglang', 'llamacpp', 'ollama', 'tgi'])(
    '%s reads a schema where its row sends it',
    async (server) => {
      const seen = await call(rowOf(server), mode, ask('Answer as JSON.', AS_JSON));
      expect([complete(seen), seen.response.text]).toEqual([true, INSTANCE]);
    },
  );

  it('TGI cannot read a schema where the others have it', async () => {
    const row = rowOf('tgi', { jsonSchemaField: 'response_format' });
    const { error } = await call(row, mode, ask('Answer as JSON.', AS_JSON));
    expect([error?.kind, error?.retryable]).toEqual(['invalid_request', false]);
  });

  it('TGI is not sent a schema beside tools, and that is declared', async () => {
    const request = { ...QUESTION, ...AS_JSON, tools: TOOLS };
    const seen = await call(rowOf('tgi'), mode, request, { book: ANSWERED });
    expect([complete(seen), losses(seen)]).toEqual([true, ['output.schema']]);
    expect(JSON.parse(String(seen.requests[0]?.body))).not.toHaveProperty('response_format');
  });

  it.each(['vllm', 'nim-self-hosted', 'vllm-flat', 'sglang', 'llamacpp', 'tgi', 'ollama'])(
    '%s says that a body of the wrong shape is ours to mend',
    async (server) => {
      const play = { between: changing((body) => ({ ...body, messages: 'What is it?' })) };
      const { error } = await call(rowOf(server), mode, QUESTION, play);
      expect([error?.kind, error?.retryable]).toEqual(['invalid_request', false]);
      if (server === 'vllm') expect([error?.status, error?.providerCode]).toEqual([400, 'Bad Request']);
    },
  );

  it.each(['vllm', 'sglang'])('%s lowers a cap without a word, which the counts tell', async (server) => {
    const request = { ...QUESTION, maxOutputTokens: 400 };
    const faults = [{ match: {}, at: 'headers', answer: 'cap', value: 5 }] as const;
    const seen = await call(rowOf(server), mode, request, {
      book: [page(request, { text: ANSWER })],
      faults,
    });
    expect([complete(seen), seen.response.finishReason?.unified, seen.response.usage.outputTokens]).toEqual([
      true,
      'length',
      5,
    ]);
  });

  it('Ollama drops the oldest messages without a word, and counts what it read', async () => {
    const before = ask('word '.repeat(400)).messages;
    const request = { ...QUESTION, messages: [...before, ...QUESTION.messages] };
    const seen = await call(rowOf('ollama'), mode, request, {
      book: ANSWERED,
      seat: { contextTokens: 100 },
    });
    expect([complete(seen), seen.response.text, warnings(seen)]).toEqual([true, ANSWER, []]);
    expect(seen.response.usage.inputTokens).toBeLessThan(100);
  });

  it('Ollama keeps length where a call was cut', async () => {
    const request = { ...QUESTION, tools: TOOLS };
    const answer = { toolCalls: [{ name: 'look', arguments: {} }], finish: 'length' } as const;
    const seen = await call(rowOf('ollama'), mode, request, { book: [page(request, answer)] });
    expect(seen.response.finishReason?.raw).toBe('length');
  });
});

it.each([
  ['vllm', []],
  ['sglang', ['stream/no-usage']],
] as const)('%s takes empty stream options so: %j', async (server, expected) => {
  const play = { book: ANSWERED, between: changing((body) => ({ ...body, stream_options: {} })) };
  const seen = await call(rowOf(server), 'stream', QUESTION, play);
  expect([complete(seen), warnings(seen)]).toEqual([true, expected]);
});
