import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, judge, verify } from '../../src/index.ts';
import '../../src/vitest.ts';
import { writeProject } from '../e2e/small-project.ts';

const answer = (text: string) =>
  judge({
    prompt: {},
    golden: { text: 'Tōkyō.', toolCalls: [], finish: 'stop', error: null },
    response: {
      text,
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: { inputTokens: 3, outputTokens: 4, cachedTokens: null, reasoningTokens: null },
    },
  });

describe('toMeetContract', () => {
  it('holds for an answer that passed, and lists the findings of one that did not', () => {
    expect(answer('Tōkyō.')).toMeetContract();
    expect(answer('')).not.toMeetContract();
    expect(() => expect(answer('')).toMeetContract()).toThrow(/^the answer failed\n {2}parity\/empty-text: /);
  });

  it('holds for a run whose verdict is a pass, and lists the prompts that fail one that is not', async () => {
    const root = await writeProject();
    const options = {
      config: join(root, 'llama-contract.config.yaml'),
      targets: ['vllm'],
      out: join(root, 'reports'),
    };
    expect(await verify(options)).toMeetContract();
    const failed = await verify({
      ...options,
      faults: [{ match: { prompt: 'plain-word' }, wire: 'drop-finish' }],
    });
    expect(() => expect(failed).toMeetContract()).toThrow(
      /^the verdict is fail: 6 planned, 4 passed, 1 failed, 1 errored, .*\n {2}vllm\/plain-word: stream\/incomplete: /,
    );
  });

  it('is for nothing else', () => {
    expect(() => expect({ verdict: 'pass' }).toMeetContract()).toThrow(TypeError);
    expect(() => expect({ verdict: 'pass' }).not.toMeetContract()).toThrow(TypeError);
  });
});

describe('toHaveFinding', () => {
  it('holds for a judged answer with a finding of that code', () => {
    expect(answer('')).toHaveFinding('parity/empty-text');
    expect(answer('Tōkyō.')).not.toHaveFinding('parity/empty-text');
    expect(() => expect(answer('')).toHaveFinding('schema/fenced')).toThrow(/ schema\/fenced/);
  });
});

const usage = { inputTokens: 3, outputTokens: 4 };
const stop = { unified: 'stop', raw: 'stop' } as const;
const prompt = { output: { name: 'city', schema: { type: 'object', required: ['city'] } } };
const golden = { text: '{"city":"Oslo"}', toolCalls: [], finish: 'stop', error: null } as const;

describe('toMatchContract', () => {
  it('holds for an answer that its prompt and golden accept, and lists what is wrong with another', () => {
    const response = { text: '{"city":"Oslo"}', finishReason: stop, usage };
    expect(response).toMatchContract({ prompt, golden });
    const other = { ...response, text: '{"town":"Oslo"}' };
    expect(other).not.toMatchContract({ prompt, golden });
    expect(() => expect(other).toMatchContract({ prompt, golden })).toThrow(
      /^the answer failed\n {2}schema\/required-missing \/city: /,
    );
    expect(() => expect(response).toMatchContract({ prompt, golden: null })).toThrow(
      'the answer is unproven: no golden is given',
    );
  });
});

describe('toHaveParityWith', () => {
  it('holds one side against the other, whose answer stands as the golden', () => {
    const baseline = { text: '{"city":"Oslo"}', finishReason: stop, usage };
    expect({ ...baseline, usage: { inputTokens: 9, outputTokens: 9 } }).toHaveParityWith(baseline, prompt);
    const cut = { ...baseline, finishReason: { unified: 'length', raw: 'max_tokens' } } as const;
    expect(() => expect(cut).toHaveParityWith(baseline, prompt)).toThrow(
      /^held against the baseline's answer, the answer failed\n {2}truncation\/unexpected/,
    );
    expect(() => expect(baseline).toHaveParityWith({ ...baseline, finishReason: null })).toThrow(TypeError);
  });
});

const decoded = (events: readonly string[]) =>
  decode({
    wire: 'openai-chat-stream',
    server: 'vllm',
    response: {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      bodyBase64: Buffer.from(events.map((data) => `data: ${data}\n\n`).join('')).toString('base64'),
    },
  });

describe('toBeCompleteStream', () => {
  const hi = '{"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"Hi"}}]}';
  const end = '{"id":"1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}';

  it('holds for bytes that prove that the answer is whole, and says how others ended', async () => {
    expect(await decoded([hi, end, '[DONE]'])).toBeCompleteStream();
    const cut = await decoded([hi, '[DONE]']);
    expect(cut).not.toBeCompleteStream();
    expect(() => expect(cut).toBeCompleteStream()).toThrow(
      /^the answer is not proven complete \(stream_interrupted: /,
    );
  });

  it('is for nothing else', () => {
    expect(() => expect({ complete: true }).toBeCompleteStream()).toThrow(TypeError);
  });
});
