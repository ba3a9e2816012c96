import { describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '../../src/contract/errors/error-kind.ts';
import { NO_USAGE, type CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import { finishWord } from '../../src/traffic/chat/finish-word.ts';
import { renderChunks } from '../../src/traffic/chat/render-chunks.ts';
import { renderCompletion } from '../../src/traffic/chat/render-completion.ts';
import { ownError, renderError, renderErrorEvent } from '../../src/traffic/chat/render-error.ts';
import { watchFinish } from '../../src/traffic/chat/watch-finish.ts';

const head = { requestId: 'r1', model: 'llama', createdMs: 5_000 };

const response = (over: Partial<CanonicalResponse>): CanonicalResponse => ({
  text: '',
  reasoning: null,
  toolCalls: [],
  finishReason: { unified: 'stop', raw: 'end_turn' },
  usage: NO_USAGE,
  model: null,
  providerRequestId: null,
  systemFingerprint: null,
  warnings: [],
  ...over,
});

function finish(unified: 'context_window' | 'unknown', raw: string): unknown {
  return JSON.parse(renderCompletion(response({ finishReason: { unified, raw } }), head)).choices[0];
}

describe('an answer in one piece', () => {
  it('has no usage where the provider counted nothing, and no finish reason that was not given', () => {
    const completion: unknown = JSON.parse(
      renderCompletion(response({ text: 'Hi', finishReason: null }), head),
    );
    expect(completion).not.toHaveProperty('usage');
    expect(completion).toMatchObject({ model: 'llama', created: 5, choices: [{ finish_reason: null }] });
  });

  it('says of a full window that it was cut, and of a word that nobody knows too, with that word beside it', () => {
    const full = finish('context_window', 'model_context_window_exceeded');
    expect(full).toMatchObject({ finish_reason: 'length' });
    expect(full).not.toHaveProperty('native_finish_reason');
    const finished = { finish_reason: 'length', native_finish_reason: 'eos_reached' };
    expect(finish('unknown', 'eos_reached')).toMatchObject(finished);
    const chunks = renderChunks({ ...head, wantsUsage: false });
    const end = chunks.end(response({ finishReason: { unified: 'unknown', raw: 'eos_reached' } }));
    expect(eventsOf(end).at(-1)).toMatchObject({ choices: [finished] });
    expect(finishWord({ unified: 'unknown', raw: 'eos_reached' })).toBe('eos_reached');
  });

  it('gives a call an id where its wire has none, and its arguments as they came', () => {
    const call = { id: null, name: 'f', arguments: null, rawArguments: '{"a":' };
    const message = JSON.parse(renderCompletion(response({ toolCalls: [call] }), head)).choices[0].message;
    expect(message).toMatchObject({
      content: null,
      tool_calls: [{ id: 'call_r1_0', type: 'function', function: { name: 'f', arguments: '{"a":' } }],
    });
  });
});

const eventsOf = (text: string): readonly unknown[] =>
  text
    .split('\n\n')
    .filter((event) => event !== '' && event !== 'data: [DONE]')
    .map((event): unknown => JSON.parse(event.replace('data: ', '')));

describe('an answer in pieces', () => {
  it('has its finish reason only at its end, with its usage where that was asked for', () => {
    const chunks = renderChunks({ ...head, wantsUsage: true });
    const finish = { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' } } as const;
    expect(chunks.add(finish)).toBe('');
    const pieces = [chunks.add({ type: 'text-delta', text: 'Hi' })];
    const usage = { ...NO_USAGE, inputTokens: 3, outputTokens: 1 };
    pieces.push(chunks.end(response({ text: 'Hi', usage })));
    expect(eventsOf(pieces.join(''))).toMatchObject([
      { choices: [{ delta: { role: 'assistant' } }] },
      { choices: [{ delta: { content: 'Hi' } }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
      { choices: [], usage: { total_tokens: 4 } },
    ]);
    expect(pieces.at(-1)).toMatch(/data: \[DONE\]\n\n$/);
  });
});

describe('an error', () => {
  it('has a status of its own kind, an envelope, and says whether to ask again', () => {
    for (const kind of ERROR_KINDS) {
      const { status, headers, body } = renderError(ownError(kind, 'why'));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers['x-should-retry']).toMatch(/^(?:true|false)$/);
      expect(JSON.parse(body)).toMatchObject({ error: { message: 'why', param: null } });
    }
    const limited = renderError({ ...ownError('rate_limited', 'slow down'), retryAfterMs: 1_200 });
    expect(limited).toMatchObject({ status: 429, headers: { 'retry-after': '2', 'x-should-retry': 'true' } });
    expect(renderError(ownError('authentication', 'no such key')).status).toBe(502);
    expect(renderErrorEvent(ownError('timeout', 'a\n\nb'))).toMatch(/^data: [^\n]+\n\n$/);
  });
});

function watched(body: string, size: number) {
  const watch = watchFinish();
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += size) watch.push(bytes.subarray(at, at + size));
  return { finish: watch.finish(), hasError: watch.hasError() };
}

describe('the bytes of an answer', () => {
  const quoted = JSON.stringify({
    choices: [{ delta: { content: '"finish_reason":"stop" data: {"error":1}' } }],
  });

  it.each([1, 7, 4096])('say how it ended, in pieces of %d bytes', (size) => {
    expect(watched('{"choices":[{"finish_reason" : "length"}]}', size)).toEqual({
      finish: 'length',
      hasError: false,
    });
    expect(watched(`data: ${quoted}\n\ndata: [DONE]\n\n`, size)).toEqual({ finish: null, hasError: false });
    expect(watched('data: {"choices":[]}\n\ndata: {"error":{"message":"x"}}\n\n', size)).toMatchObject({
      hasError: true,
    });
    expect(watched('{"object":"error","message":"x"}', size)).toMatchObject({ hasError: true });
    expect(watched('{"choices":[{"a":{}\n\n,"finish_reason"\n\n:\n\n"stop"}]}', size)).toMatchObject({
      finish: 'stop',
    });
    const last = '{"choices":[{"delta":{},"finish_reason":"stop"}]}';
    expect(watched(`data: ${last}\n\ndata: ${quoted}\n\n`, `data: ${last}\n\n`.length)).toEqual({
      finish: 'stop',
      hasError: false,
    });
    expect(watched(`data: ${last}\n\ndata: {"error":1}\n\n`, `data: ${last}\n\n`.length)).toMatchObject({
      hasError: true,
    });
    expect(watched('{"id":"a","error":null,"choices":[{"finish_reason":"stop"}]}', size)).toMatchObject({
      finish: 'stop',
      hasError: false,
    });
  });
});
