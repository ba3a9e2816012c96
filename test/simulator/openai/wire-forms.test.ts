import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/contract/json-value.ts';
import type { Play } from '../../../src/simulator/face.ts';
import { OPENAI_FACES } from '../../../src/simulator/openai/faces.ts';
import { faceNamed, hear, HEX, jsonOf, MOMENT, playOf, seatFor, textOf, TOOL } from './stage.ts';

const USAGE = { stream: true, stream_options: { include_usage: true } };
const CALL = { name: 'get_weather', arguments: { city: 'Oslo' } };

function streamOf(name: string, play: Partial<Play> = {}, changes: Record<string, JsonValue> = USAGE) {
  const face = faceNamed(OPENAI_FACES, name);
  const seat = seatFor(name);
  return face.stream(hear(face, seat, changes), playOf(play), seat);
}

/** The events as [kind, data], the data parsed but for what is no JSON. */
function eventsOf(name: string, play?: Partial<Play>, changes?: Record<string, JsonValue>) {
  return streamOf(name, play, changes).frames.map(({ kind, bytes }): [string, JsonValue] => {
    const text = textOf(bytes).trimEnd();
    return [kind, text.startsWith('data: {') ? JSON.parse(text.slice(6)) : text];
  });
}

function bodyOf(name: string, play: Partial<Play> = {}, changes: Record<string, JsonValue> = {}) {
  const face = faceNamed(OPENAI_FACES, name);
  const seat = seatFor(name);
  return face.say(hear(face, seat, changes), playOf(play), seat);
}

const chunk = {
  id: `chatcmpl-${HEX}`,
  object: 'chat.completion.chunk',
  created: 1749736055,
  model: 'llama-4-scout',
};
const counted = { prompt_tokens: 9, total_tokens: 12, completion_tokens: 3 };
const usage = { ...counted, prompt_tokens_details: null };
const MESSAGE_NULLS = { refusal: null, annotations: null, audio: null, function_call: null, reasoning: null };
const BODY_NULLS = {
  service_tier: null,
  system_fingerprint: null,
  prompt_logprobs: null,
  prompt_token_ids: null,
  kv_transfer_params: null,
};

describe('vLLM', () => {
  it('streams role, content, finish, usage and [DONE]', () => {
    const choice = { index: 0, logprobs: null, finish_reason: null };
    expect(eventsOf('vllm')).toEqual([
      ['open', { ...chunk, choices: [{ ...choice, delta: { role: 'assistant', content: '' } }] }],
      ['content', { ...chunk, choices: [{ ...choice, delta: { content: 'Hi' } }] }],
      [
        'finish',
        {
          ...chunk,
          choices: [{ ...choice, delta: { content: '' }, finish_reason: 'stop', stop_reason: null }],
        },
      ],
      ['usage', { ...chunk, choices: [], usage }],
      ['end', 'data: [DONE]'],
    ]);
  });

  it('sends no usage chunk that was not asked for', () => {
    expect(eventsOf('vllm', {}, { stream: true }).map(([kind]) => kind)).toEqual([
      'open',
      'content',
      'finish',
      'end',
    ]);
  });

  it('answers in one body with stop_reason, and names the request where its operator wants that', () => {
    const reply = bodyOf('vllm', { stopString: 'END' });
    const { oddities = {} } = faceNamed(OPENAI_FACES, 'vllm');
    const seat = seatFor('vllm');
    const named = oddities['request-ids']?.say(
      hear(faceNamed(OPENAI_FACES, 'vllm'), seat, {}),
      playOf(),
      seat,
    );
    expect(reply.headers['x-request-id']).toBeUndefined();
    expect(named?.headers['x-request-id']).toBe(MOMENT.requestId);
    expect(jsonOf(reply)).toEqual({
      ...chunk,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hi', ...MESSAGE_NULLS },
          logprobs: null,
          finish_reason: 'stop',
          stop_reason: 'END',
        },
      ],
      usage,
      ...BODY_NULLS,
    });
  });

  it('ends a named tool choice with stop although calls are there, and an automatic one with tool_calls', () => {
    const play = { text: '', toolCalls: [CALL], finish: 'tool_calls' } as const;
    const named = { tools: [TOOL], tool_choice: { type: 'function', function: { name: 'get_weather' } } };
    const wordOf = (changes: Record<string, JsonValue>) =>
      expect(jsonOf(bodyOf('vllm', play, changes))).toMatchObject({
        choices: [{ finish_reason: changes === named ? 'stop' : 'tool_calls', message: { content: null } }],
      });
    wordOf(named);
    wordOf({ tools: [TOOL] });
  });

  it('streams a call as its name and then pieces of its arguments', () => {
    const events = eventsOf(
      'vllm',
      { text: '', toolCalls: [CALL], finish: 'tool_calls' },
      { ...USAGE, tools: [TOOL] },
    );
    const id = expect.stringMatching(/^chatcmpl-tool-[0-9a-f]{32}$/);
    const opening = { index: 0, id, type: 'function', function: { name: 'get_weather', arguments: '' } };
    expect(events[1]).toEqual([
      'content',
      expect.objectContaining({ choices: [expect.objectContaining({ delta: { tool_calls: [opening] } })] }),
    ]);
    expect(events[2]).toMatchObject([
      'content',
      { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '{"' } }] } }] },
    ]);
  });
});

describe('hosted NIM', () => {
  it('counts usage on every chunk, and once more at the end', () => {
    const totals = eventsOf('nim', { text: 'one two three' }).flatMap(([, data]) =>
      typeof data === 'object' && data !== null && 'usage' in data ? [data.usage] : [],
    );
    expect(totals).toEqual(
      [0, 1, 2, 3, 3, 3].map((tokens) => ({
        prompt_tokens: 9,
        total_tokens: 9 + tokens,
        completion_tokens: tokens,
      })),
    );
  });

  it('names the request as its gateway does', () => {
    expect(streamOf('nim').headers['nvcf-reqid']).toBe(MOMENT.requestId);
    expect(streamOf('nim-self-hosted').headers['nvcf-reqid']).toBeUndefined();
  });

  it('answers 202 with an empty object for work in progress, and knows the polls for it', () => {
    const face = faceNamed(OPENAI_FACES, 'nim');
    const seat = seatFor('nim');
    const accepted = face.accepted?.(MOMENT.requestId, seat);
    expect([accepted?.status, accepted?.headers['nvcf-reqid'], accepted && textOf(accepted.body)]).toEqual([
      202,
      MOMENT.requestId,
      '{}',
    ]);
    const poll = {
      method: 'GET',
      url: `/v2/nvcf/pexec/status/${MOMENT.requestId}`,
      headers: { authorization: 'Bearer test-key' },
      body: null,
    };
    expect(face.polledId?.(poll, seat)).toBe(MOMENT.requestId);
    expect(face.polledId?.({ ...poll, headers: {} }, seat)).toBeNull();
    expect(face.polledId?.({ ...poll, url: '/v1/models' }, seat)).toBeNull();
  });
});

describe('llama.cpp', () => {
  it('opens with content null, ends with an empty delta, and adds timings to its usage', () => {
    const events = eventsOf('llamacpp');
    expect(events[0]).toMatchObject(['open', { choices: [{ delta: { role: 'assistant', content: null } }] }]);
    expect(events[2]).toMatchObject([
      'finish',
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ]);
    expect(events[3]).toMatchObject([
      'usage',
      { choices: [], usage: counted, timings: { prompt_n: 9, predicted_n: 3 } },
    ]);
    expect(events[0]?.[1]).toHaveProperty('id', expect.stringMatching(/^chatcmpl-[A-Za-z0-9]{32}$/));
  });
});

describe('SGLang', () => {
  it('names the stop string in matched_stop', () => {
    expect(jsonOf(bodyOf('sglang', { stopString: 'END' }))).toMatchObject({
      choices: [{ finish_reason: 'stop', matched_stop: 'END' }],
    });
  });
});

describe('TGI', () => {
  it('repeats id, type and the index 0 in each piece of a call, and ends with stop', () => {
    const events = eventsOf(
      'tgi',
      { text: '', toolCalls: [CALL], finish: 'tool_calls' },
      { ...USAGE, tools: [TOOL] },
    );
    const pieces = events.flatMap(([kind, data]) => (kind === 'content' ? [data] : []));
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) {
      expect(piece).toMatchObject({
        choices: [{ delta: { tool_calls: [{ index: 0, id: '0', type: 'function' }] } }],
      });
    }
    expect(events).toContainEqual([
      'finish',
      expect.objectContaining({ choices: [expect.objectContaining({ finish_reason: 'stop' })] }),
    ]);
  });

  it('streams without an opening and with empty ids, after a keep-alive comment', () => {
    const events = eventsOf('tgi');
    expect(events[0]).toEqual(['open', ':']);
    expect(events[1]).toMatchObject([
      'content',
      { id: '', choices: [{ delta: { role: 'assistant', content: 'Hi' } }] },
    ]);
  });

  it('has a finish word for stop strings, and measures the work in headers', () => {
    const reply = bodyOf('tgi', { stopString: 'END' });
    expect(jsonOf(reply)).toMatchObject({ choices: [{ finish_reason: 'stop_sequence' }] });
    expect(reply.headers).toMatchObject({
      'x-prompt-tokens': '9',
      'x-generated-tokens': '3',
      'x-compute-time': '0.024',
    });
    expect(jsonOf(bodyOf('tgi'))).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
  });
});

describe('Ollama', () => {
  it('says the role in its first chunk alone, finishes in a chunk of its own, and gives calls whole', () => {
    const events = eventsOf(
      'ollama',
      { toolCalls: [CALL], finish: 'tool_calls' },
      { ...USAGE, tools: [TOOL] },
    );
    const deltas = events.slice(0, 3).map(([, data]) => data);
    expect(deltas).toEqual([
      expect.objectContaining({
        system_fingerprint: 'fp_ollama',
        choices: [expect.objectContaining({ delta: { role: 'assistant', content: 'Hi' } })],
      }),
      expect.not.objectContaining({ choices: [expect.objectContaining({ delta: { role: 'assistant' } })] }),
      expect.objectContaining({
        choices: [expect.objectContaining({ delta: {}, finish_reason: 'tool_calls' })],
      }),
    ]);
    expect(deltas[1]).toMatchObject({
      choices: [
        { delta: { tool_calls: [{ function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } }] } },
      ],
    });
    expect(deltas[0]).toHaveProperty('id', expect.stringMatching(/^chatcmpl-\d{1,3}$/));
  });
});

describe.each(Object.keys(OPENAI_FACES))('%s', (name) => {
  const OMITTED = ['finish', 'usage', 'done', 'request-id'] as const;

  it('leaves out of a stream what is to be left out', () => {
    const omit = new Set(OMITTED);
    const events = eventsOf(name, { omit });
    const text = JSON.stringify(events);
    expect(events.map(([kind]) => kind)).not.toContain('finish');
    expect(text).not.toMatch(/"usage"|\[DONE\]|"id"|"finish_reason":"/);
    expect(Object.values(streamOf(name, { omit }).headers)).not.toContain(MOMENT.requestId);
  });

  it('leaves out of a body what is to be left out', () => {
    const reply = bodyOf(name, { omit: new Set(OMITTED) });
    expect(jsonOf(reply)).toMatchObject({ choices: [{ finish_reason: null }] });
    expect(textOf(reply.body)).not.toMatch(/"usage"|"id"/);
    expect(Object.values(reply.headers)).not.toContain(MOMENT.requestId);
  });

  it('says a planted finish word as it stands', () => {
    expect(jsonOf(bodyOf(name, { finishWord: 'tired' }))).toMatchObject({
      choices: [{ finish_reason: 'tired' }],
    });
    expect(JSON.stringify(eventsOf(name, { finishWord: 'tired' }))).toContain('"finish_reason":"tired"');
  });

  it('cuts a long text into 10 to 60 content frames', () => {
    const frames = streamOf(name, { text: 'The quick brown fox jumps over it. '.repeat(400) }).frames;
    const contents = frames.filter((frame) => frame.kind === 'content').length;
    expect(contents).toBeGreaterThanOrEqual(10);
    expect(contents).toBeLessThanOrEqual(60);
  });
});
