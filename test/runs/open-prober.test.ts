import { expect, it } from 'vitest';
import { costOf } from '../../src/runs/probe/open-prober.ts';
import { answered, buildAttempt, buildResponse, refused } from '../build-exchange.ts';

const NONE = { cachedTokens: null, reasoningTokens: null };

it('what a probe spends is every attempt that was counted, and the estimate of an answer that was not', () => {
  const partial = buildResponse({ usage: { ...NONE, inputTokens: 100, outputTokens: 7 } });
  const { outcome } = refused({ partial });
  const error = outcome.type === 'error' ? outcome.error : null;
  const attempts = [buildAttempt({ error }), buildAttempt({ number: 2 })];
  const counted = answered({ usage: { ...NONE, inputTokens: 100, outputTokens: 20 } }, { attempts });
  expect(costOf(counted, 500)).toBe(227);
  const mute = answered({ usage: { ...NONE, inputTokens: null, outputTokens: null } }, { attempts });
  expect(costOf(mute, 500)).toBe(607);
});
