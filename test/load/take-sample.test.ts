import { expect, it } from 'vitest';
import { takeSample } from '../../src/load/take-sample.ts';
import { buildResponse, refused } from '../build-exchange.ts';

it('a request that ended with an error keeps the tokens that were counted until then', () => {
  const usage = { inputTokens: 900, outputTokens: 40, cachedTokens: 0, reasoningTokens: null };
  const broken = refused({ kind: 'stream_interrupted', partial: buildResponse({ usage }) });
  const of = {
    stage: 0,
    target: 'vllm',
    prompt: 'word',
    index: 0,
    phase: 'measured',
    atMs: 0,
    startMs: 0,
  } as const;
  const kept = { outcome: 'failed', inputTokens: 900, outputTokens: 40, cachedTokens: 0 };
  expect(takeSample(of, broken, 200)).toMatchObject(kept);
  expect(takeSample(of, refused({ kind: 'overloaded' }), 200)).toMatchObject({ inputTokens: null });
});
