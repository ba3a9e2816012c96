import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { callExchange } from '../../src/calls/call-exchange.ts';
import { createQuotaGate } from '../../src/calls/create-quota-gate.ts';
import { ERROR_KINDS, RETRY_RULES } from '../../src/contract/errors/error-kind.ts';
import { createFakeClock } from '../fake-clock.ts';
import {
  failing,
  FINISH,
  jobWith,
  scriptedAdapter,
  START,
  targetWith,
  text,
  worldWith,
  type Step,
} from './scripted-adapter.ts';

const wait = fc.integer({ min: 1, max: 8_000 });
const fault: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ kind: fc.constantFrom(...ERROR_KINDS), retryAfterMs: fc.option(wait), retryable: fc.boolean() })
    .map(({ kind, ...more }) => failing(kind, more)),
  fc.constant({ throw: new Error('ECONNRESET') }),
  fc.constant<Step>('hang'),
  fc.constant<Step>('hang-deaf'),
);
const script: fc.Arbitrary<readonly Step[]> = fc
  .record({
    waits: fc.array(wait, { maxLength: 2 }),
    output: fc.boolean(),
    ending: fc.oneof(fault, fc.constant<Step>(FINISH)),
  })
  .map(({ waits, output, ending }) => [START, ...waits, ...(output ? [text('a')] : []), ending]);

const plan = fc.record({
  scripts: fc.array(script, { minLength: 1, maxLength: 6 }),
  maxRetries: fc.integer({ min: 0, max: 4 }),
  exchangeMs: fc.integer({ min: 1, max: 40_000 }),
  mode: fc.constantFrom('send' as const, 'stream' as const),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  requestsPerMinute: fc.option(fc.integer({ min: 1, max: 4 })),
  cancelAtMs: fc.option(fc.integer({ min: 0, max: 30_000 })),
});

/** The longest an adapter that hears nothing may hold an attempt beyond its deadline. */
const LET_GO_MS = 1_000;

it('whatever goes wrong, an exchange keeps its budget and its deadline and records every attempt', async () => {
  await fc.assert(
    fc.asyncProperty(
      plan,
      async ({ scripts, maxRetries, exchangeMs, mode, random, requestsPerMinute, cancelAtMs }) => {
        const clock = createFakeClock();
        const scripted = scriptedAdapter(clock, scripts);
        const quota = { id: 'pool', requestsPerMinute, tokensPerMinute: null };
        const target = targetWith({
          maxRetries,
          quota,
          deadlines: { ...targetWith().deadlines, exchangeMs },
        });
        const controller = new AbortController();
        const cancelTimer = cancelAtMs === null ? null : clock.timer(cancelAtMs, () => controller.abort());
        const job = jobWith(scripted, { target, mode, signal: controller.signal });

        const exchange = await clock.runUntil(
          callExchange(job, worldWith(clock, random, createQuotaGate(clock))),
        );
        cancelTimer?.();

        const { attempts, outcome } = exchange;
        expect(attempts).toHaveLength(scripted.startedMs.length);
        expect(attempts.length).toBeLessThanOrEqual(maxRetries + 1);
        expect(attempts.map((attempt) => attempt.sentMs)).toEqual(scripted.startedMs);
        expect(attempts.map((attempt) => attempt.number)).toEqual(attempts.map((_, index) => index + 1));
        expect(clock.nowMs()).toBeLessThanOrEqual(exchange.acquiredMs + exchangeMs + LET_GO_MS);
        expect(clock.nowMs()).toBeLessThanOrEqual((cancelAtMs ?? Infinity) + LET_GO_MS);
        expect(clock.pending()).toBe(0);

        for (const earlier of attempts.slice(0, -1)) {
          const kind = earlier.error?.kind ?? 'unknown';
          expect(earlier.error?.retryable).toBe(true);
          expect(RETRY_RULES[kind].retryable).toBe(true);
          expect(mode === 'send' || earlier.error?.partial === null).toBe(true);
        }
        for (const [index, later] of attempts.slice(1).entries()) {
          expect(later.waitedMs).toBeGreaterThanOrEqual(attempts[index]?.error?.retryAfterMs ?? 0);
        }
        const last = attempts.at(-1);
        const error = outcome.type === 'response' ? null : outcome.error;
        const cancelledBetween = error?.kind === 'cancelled' && last?.error?.kind !== 'cancelled';
        expect(cancelledBetween ? null : (last?.error ?? null)).toEqual(cancelledBetween ? null : error);
      },
    ),
    { numRuns: 300 },
  );
});
