import { expect, test } from 'vitest';
import { estimateTokens } from '../../src/calls/estimate-tokens.ts';
import { createFakeClock } from '../fake-clock.ts';
import { jobWith, scriptedAdapter } from './scripted-adapter.ts';

const { request } = jobWith(scriptedAdapter(createFakeClock(), []));

test('a request costs its text, its images, its tools and all the output it allows', () => {
  expect(estimateTokens(request)).toBe(10);
  expect(estimateTokens({ ...request, maxOutputTokens: null })).toBe(1_000);
  const content = [
    { type: 'text' as const, text: 'x'.repeat(40) },
    { type: 'image' as const, format: 'png' as const, data: 'AAAA' },
  ];
  expect(estimateTokens({ ...request, messages: [{ role: 'user', content }] })).toBe(10 + 1_000 + 10);
  const call = { id: 'a', name: 'tool', arguments: {} };
  const toolCalls = Math.ceil(JSON.stringify([call]).length / 4);
  expect(
    estimateTokens({ ...request, messages: [{ role: 'assistant', content: [], toolCalls: [call] }] }),
  ).toBe(toolCalls + 10);
});
