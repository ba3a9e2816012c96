import { expect, it } from 'vitest';
import { meter } from '../../src/metrics/meter.ts';
import { answered, buildAttempt, buildResponse, refused } from '../build-exchange.ts';

const NONE = { cachedTokens: null, reasoningTokens: null };

it('every attempt is metered: by its answer, by what had come when it broke off, or by nobody', () => {
  const metered = { attempts: 0, unmetered: 0, inputTokens: 0, outputTokens: 0 };
  const retried = [buildAttempt(), buildAttempt({ number: 2 })];
  meter(metered, answered({ usage: { ...NONE, inputTokens: 10, outputTokens: 3 } }, { attempts: retried }));
  expect(metered).toEqual({ attempts: 2, unmetered: 1, inputTokens: 10, outputTokens: 3 });
  meter(
    metered,
    refused({ partial: buildResponse({ usage: { ...NONE, inputTokens: 5, outputTokens: null } }) }),
  );
  expect(metered).toEqual({ attempts: 3, unmetered: 2, inputTokens: 15, outputTokens: 3 });
  meter(
    metered,
    refused({ partial: buildResponse({ usage: { ...NONE, inputTokens: 5, outputTokens: 1 } }) }),
  );
  expect(metered).toEqual({ attempts: 4, unmetered: 2, inputTokens: 20, outputTokens: 4 });
});
