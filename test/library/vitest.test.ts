import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge, verify } from '../../src/index.ts';
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
