import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryDelayMs } from '../../src/calls/retry-delay.ts';
import { ERROR_KINDS, RETRY_RULES } from '../../src/contract/errors/error-kind.ts';
import { errorOf } from './scripted-adapter.ts';

const FIRST = { retries: 0, retriesOfKind: 0, delivered: false };

it.each([
  [0, 500],
  [1, 1_000],
  [5, 16_000],
  [6, 20_000],
  [1_000, 20_000],
])('after %i retries the delay is drawn from all of 0 to %i ms', (retries, ceilingMs) => {
  const history = { ...FIRST, retries };
  expect(retryDelayMs(errorOf('server_error'), history, 2_000, () => 0)).toBe(0);
  expect(retryDelayMs(errorOf('server_error'), history, 2_000, () => 1)).toBe(ceilingMs);
});

it('a delay is never shorter than the provider asked, and only where a retry is allowed', () => {
  const history = fc.record({
    retries: fc.integer({ min: 0, max: 5 }),
    retriesOfKind: fc.integer({ min: 0, max: 3 }),
    delivered: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...ERROR_KINDS),
      fc.boolean(),
      fc.option(fc.integer({ min: 0, max: 100_000 })),
      history,
      fc.integer({ min: 0, max: 5 }),
      (kind, retryable, retryAfterMs, past, maxRetries) => {
        const rule = RETRY_RULES[kind];
        const delayMs = retryDelayMs(errorOf(kind, { retryable, retryAfterMs }), past, maxRetries, () => 0.5);
        const allowed =
          retryable &&
          rule.retryable &&
          !past.delivered &&
          past.retries < maxRetries &&
          (rule.maxRetries === null || past.retriesOfKind < rule.maxRetries);
        expect(delayMs !== null).toBe(allowed);
        expect(delayMs ?? Infinity).toBeGreaterThanOrEqual(retryAfterMs ?? 0);
      },
    ),
  );
});
