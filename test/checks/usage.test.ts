import { expect, it } from 'vitest';
import { answered, buildPrompt, CAPABILITIES, refused } from '../build-exchange.ts';
import { judge, readNotes, verdictOf } from './read-verdict.ts';

const STREAM = { mode: 'stream' } as const;
const NONE = { inputTokens: null, outputTokens: null, cachedTokens: null, reasoningTokens: null };

it.each([
  [{ inputTokens: 12, outputTokens: 4, cachedTokens: null, reasoningTokens: null }, 'pass'],
  [{ inputTokens: 12, outputTokens: 10, cachedTokens: null, reasoningTokens: null }, 'pass'],
  [NONE, 'usage/missing'],
  [{ inputTokens: 12, outputTokens: null, cachedTokens: null, reasoningTokens: null }, 'usage/missing'],
  [{ inputTokens: 0, outputTokens: 4, cachedTokens: null, reasoningTokens: null }, 'usage/zero-input'],
  [{ inputTokens: 12, outputTokens: 0, cachedTokens: null, reasoningTokens: null }, 'usage/zero-output'],
  [{ inputTokens: 12, outputTokens: 11, cachedTokens: null, reasoningTokens: null }, 'usage/above-cap'],
])('%j under a cap of 10: %s', (counts, expected) => {
  const prompt = buildPrompt({ maxOutputTokens: 10 });
  expect(judge('usage', { prompt, exchange: answered({ usage: counts }) })).toBe(expected);
});

it('no output takes no tokens', () => {
  expect(
    judge('usage', {
      exchange: answered({
        text: '',
        usage: { inputTokens: 3, outputTokens: 0, cachedTokens: null, reasoningTokens: null },
      }),
    }),
  ).toBe('pass');
});

it('what a filter says in place of the model takes no tokens', () => {
  const usage = { inputTokens: 0, outputTokens: 0, cachedTokens: null, reasoningTokens: null };
  const finishReason = { unified: 'content_filter', raw: 'guardrail_intervened' } as const;
  const text = 'This cannot be answered.';
  expect(judge('usage', { exchange: answered({ text, usage, finishReason }) })).toBe('pass');
});

it('a stream owes the usage that its server promises', () => {
  const exchange = answered({ usage: NONE }, STREAM);
  expect(judge('usage', { exchange })).toBe('usage/missing');
  const capabilities = { ...CAPABILITIES, usageInStream: false };
  expect(judge('usage', { exchange, capabilities })).toBe('skip: no usage is promised');
  const warnings = [{ code: 'stream/no-usage', message: 'none', frame: null, offset: null } as const];
  expect(judge('usage', { exchange: answered({ usage: NONE, warnings }, STREAM) })).toBe(
    'skip: judged by wire-form',
  );
});

it('input that is counted differently in both modes is a note on the stream', () => {
  const exchange = answered(
    { usage: { inputTokens: 13, outputTokens: 4, cachedTokens: null, reasoningTokens: null } },
    STREAM,
  );
  const verdict = verdictOf('usage', { exchange, sibling: answered({}) });
  expect(verdict.status).toBe('pass');
  expect(readNotes(verdict)).toBe('usage/input-differs');
  expect(readNotes(verdictOf('usage', { exchange: answered({}), sibling: exchange }))).toBe('');
});

it('an error has no usage to judge', () => {
  expect(judge('usage', { exchange: refused({}) })).toBe('skip: no response');
});

it('fewer output tokens than the text can have are a lie', () => {
  const text =
    'The tenant pays the rent on the day it is due, and the landlord keeps the roof sound. '.repeat(20);
  const counts = { inputTokens: 12, outputTokens: 40, cachedTokens: null, reasoningTokens: null };
  expect(judge('usage', { exchange: answered({ text, usage: counts }) })).toBe('usage/below-text');
  const honest = { ...counts, outputTokens: 380 };
  expect(judge('usage', { exchange: answered({ text, usage: honest }) })).toBe('pass');
  expect(judge('usage', { exchange: answered({ text: '-'.repeat(2_000), usage: counts }) })).toBe('pass');
});
