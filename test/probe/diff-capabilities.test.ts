import { expect, it } from 'vitest';
import type { CapabilityFile } from '../../src/contract/probe/capability-file.ts';
import { diffCapabilities } from '../../src/probe/diff-capabilities.ts';

const ENDPOINT = {
  target: 'new',
  provider: 'openai-compatible',
  wire: 'openai-chat',
  server: 'vllm',
  region: null,
  baseUrl: 'http://localhost:8000',
  model: 'm',
} as const;

type Context = NonNullable<CapabilityFile['context']>;

function found(context: Partial<Context>, output: CapabilityFile['output'] = null): CapabilityFile {
  return {
    schemaVersion: 1,
    at: '2026-11-26T10:00:00.000Z',
    tool: '0.1.0',
    source: 'live',
    seed: 1,
    endpoint: ENDPOINT,
    fingerprint: {},
    bits: [],
    output,
    context: {
      advertised: null,
      advertisedBy: null,
      accepted: null,
      refused: null,
      refusal: null,
      cutTo: null,
      usable: null,
      unusable: null,
      base: 1,
      rungs: [],
      end: 'budget',
      ...context,
    },
    lies: [],
    spent: { calls: 1, tokens: 1, budget: 1 },
  };
}

const whats = (before: CapabilityFile, after: CapabilityFile) =>
  diffCapabilities(before, after).map(({ what }) => what);

const SHORT = found({ accepted: 3863, usable: 3838 });
const LONG = found({ accepted: 7713, usable: 7699 });
const LIMITED = found({ accepted: 3863, refused: 4096, usable: 3838, unusable: 4096 });

it('a search that went on for longer, or ended earlier, is no change of the endpoint', () => {
  expect([whats(SHORT, LONG), whats(LONG, SHORT)]).toEqual([[], []]);
});

it('what came through where a limit was, or is, is one', () => {
  const both = ['accepted context', 'usable context'];
  expect([whats(LIMITED, LONG), whats(LONG, LIMITED)]).toEqual([both, both]);
});

it('an output cap changed where one was met, and not where the model stopped by itself', () => {
  const capped = (end: 'clamped' | 'model-stopped') =>
    found({}, { proved: 1024, requested: 2048, served: 1024, end, exchanges: [] });
  const more = found(
    {},
    { proved: 8192, requested: 8192, served: 8192, end: 'highest-asked', exchanges: [] },
  );
  expect([whats(capped('clamped'), more), whats(capped('model-stopped'), more)]).toEqual([
    ['output cap'],
    [],
  ]);
});
