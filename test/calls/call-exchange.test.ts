import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { callExchange } from '../../src/calls/call-exchange.ts';
import { createQuotaGate } from '../../src/calls/create-quota-gate.ts';
import type { Exchange } from '../../src/contract/exchanges/exchange.ts';
import { GuardError } from '../../src/contract/errors/guard-error.ts';
import { createFakeClock } from '../fake-clock.ts';
import {
  errorOf,
  failing,
  FINISH,
  jobWith,
  scriptedAdapter,
  START,
  targetWith,
  text,
  worldWith,
  type JobParts,
  type Scripted,
  type Step,
} from './scripted-adapter.ts';
import { bodyOf } from '../bodies.ts';

const GOOD: readonly Step[] = [START, text('hallo'), FINISH];

async function run(
  scripts: readonly (readonly Step[])[],
  more: JobParts = {},
): Promise<{ exchange: Exchange; scripted: Scripted; clock: ReturnType<typeof createFakeClock> }> {
  const clock = createFakeClock();
  const scripted = scriptedAdapter(clock, scripts);
  const exchange = await clock.runUntil(callExchange(jobWith(scripted, more), worldWith(clock)));
  expect(clock.pending()).toBe(0);
  return { exchange, scripted, clock };
}

function kinds(exchange: Exchange): (string | null)[] {
  return exchange.attempts.map((attempt) => attempt.error?.kind ?? null);
}

describe('a call that succeeds', () => {
  it('is an exchange with its answer, evidence, proof, losses and stamps', async () => {
    const loss = { field: 'seed', action: 'dropped', reason: 'no seed' } as const;
    const proof = { frames: 3, terminalMarker: true, usageRecords: 1 };
    const { exchange } = await run([
      [
        { type: 'start', servedAs: 'send', losses: [loss] },
        30,
        text('hal'),
        5,
        text('lo'),
        FINISH,
        { type: 'proof', proof },
      ],
    ]);
    expect(exchange).toMatchObject({
      case: { suite: 'suite', prompt: 'prompt', target: 'scripted-scout', mode: 'stream', repetition: 1 },
      servedAs: 'send',
      source: 'simulate',
      requestHash: 'hash',
      outcome: { type: 'response', response: { text: 'hallo', finishReason: { unified: 'stop' } } },
      evidence: { status: 200 },
      proof,
      losses: [loss],
      enqueuedMs: 0,
      acquiredMs: 0,
    });
    expect(exchange.attempts).toEqual([
      {
        number: 1,
        waitedMs: 0,
        status: 200,
        error: null,
        sentMs: 0,
        headersMs: 0,
        firstByteMs: null,
        firstOutputMs: 30,
        lastByteMs: null,
      },
    ]);
  });

  it('has its first output no later than the newest bytes came, however long they were read', async () => {
    const clock = createFakeClock();
    const scripted = scriptedAdapter(clock, [[START, 30, text('hallo'), FINISH]]);
    const world = worldWith(clock);
    const exchange = await clock.runUntil(
      callExchange(jobWith(scripted), {
        ...world,
        openTap: (...given) => {
          const tap = world.openTap(...given);
          return { ...tap, stamps: () => ({ ...tap.stamps(), firstByteMs: 10, lastByteMs: 20 }) };
        },
      }),
    );
    expect(exchange.attempts).toMatchObject([{ firstOutputMs: 20, lastByteMs: 20 }]);
  });

  it('leaves no listener on the signal of the run', async () => {
    const { signal } = new AbortController();
    await run([[failing('server_error')], GOOD], { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a retry', () => {
  it('follows an error that may pass, and every attempt is kept', async () => {
    const { exchange, scripted } = await run([
      [10, failing('server_error')],
      [10, failing('rate_limited')],
      GOOD,
    ]);
    expect(kinds(exchange)).toEqual(['server_error', 'rate_limited', null]);
    expect(exchange.attempts.map((attempt) => attempt.number)).toEqual([1, 2, 3]);
    expect(exchange.attempts.map((attempt) => attempt.waitedMs)).toEqual([0, 250, 500]);
    expect(scripted.startedMs).toEqual([0, 260, 770]);
    expect(exchange.outcome.type).toBe('response');
  });

  it('is never made after the budget is used up: 2 retries are 3 calls', async () => {
    const { exchange, scripted } = await run([[failing('server_error')]]);
    expect(scripted.startedMs).toHaveLength(3);
    expect(exchange.outcome).toMatchObject({ type: 'error', error: { kind: 'server_error' } });
  });

  it.each(['authentication', 'invalid_request', 'content_filtered', 'quota_exhausted', 'unknown'] as const)(
    'is never made for %s',
    async (kind) => {
      const { scripted } = await run([[failing(kind, { retryable: true })], GOOD]);
      expect(scripted.startedMs).toHaveLength(1);
    },
  );

  it('is not made when the error itself says no', async () => {
    const { scripted } = await run([[failing('server_error', { retryable: false })], GOOD]);
    expect(scripted.startedMs).toHaveLength(1);
  });

  it.each(['model_error', 'stream_interrupted', 'malformed_response'] as const)(
    'is made once for %s',
    async (kind) => {
      const { scripted } = await run([[failing(kind)]]);
      expect(scripted.startedMs).toHaveLength(2);
    },
  );

  it('waits four times as long for an overloaded server', async () => {
    const { exchange } = await run([[failing('overloaded')], GOOD]);
    expect(exchange.attempts[1]?.waitedMs).toBe(1_000);
  });

  it('follows what was thrown before a head came, with all that is known of it', async () => {
    const { exchange, scripted } = await run([GOOD], {
      transport: () => Promise.reject(new Error('connect ECONNREFUSED')),
    });
    expect(kinds(exchange)).toEqual(['connection', 'connection', 'connection']);
    expect(exchange.evidence).toBeNull();
    expect(scripted.contexts[0]).toEqual({
      phase: 'transport',
      status: null,
      headers: {},
      body: null,
      aborted: null,
      nowMs: Date.UTC(2026, 0, 1),
    });
  });

  it.each([
    ['stream', 200, 'stream'],
    ['stream', 503, 'http'],
    ['send', 200, 'http'],
  ] as const)('context of a throw in %s mode at status %i is phase %s', async (mode, status, phase) => {
    const { scripted } = await run([[START, { throw: new Error('odd') }]], {
      mode,
      transport: async () => ({
        status,
        headers: {},
        body: bodyOf(),
      }),
    });
    expect(scripted.contexts[0]).toMatchObject({ phase, status, headers: { 'x-kept': 'yes' }, body: 'body' });
  });
});

describe('an interrupted stream', () => {
  it('is not tried again once it delivered, and keeps what it delivered', async () => {
    const { exchange, scripted } = await run([[START, text('half'), failing('stream_interrupted')], GOOD]);
    expect(scripted.startedMs).toHaveLength(1);
    expect(exchange.outcome).toMatchObject({ type: 'error', error: { partial: { text: 'half' } } });
  });

  it('is tried again while it delivered nothing', async () => {
    const { exchange } = await run([[START, failing('stream_interrupted')], GOOD]);
    expect(exchange.outcome.type).toBe('response');
    expect(exchange.attempts[0]?.error?.partial).toBeNull();
  });

  it('is tried again when its parts came from one body, not a stream', async () => {
    const start: Step = { type: 'start', servedAs: 'send', losses: [] };
    const { scripted } = await run([[start, text('half'), failing('malformed_response')], GOOD]);
    expect(scripted.startedMs).toHaveLength(2);
  });

  it('has the request id of its head in its error', async () => {
    const meta: Step = {
      type: 'meta',
      model: null,
      providerRequestId: 'req-7',
      systemFingerprint: null,
      warnings: [],
    };
    const { exchange } = await run([[START, meta, failing('authentication')]]);
    expect(exchange.outcome).toMatchObject({ error: { providerRequestId: 'req-7' } });
  });
});

describe('retry-after', () => {
  it('is a lower bound of the wait', async () => {
    const { exchange } = await run([[failing('rate_limited', { retryAfterMs: 7_000 })], GOOD]);
    expect(exchange.attempts[1]?.waitedMs).toBe(7_000);
  });

  it('holds back every other target of the pool', async () => {
    const clock = createFakeClock();
    const gate = createQuotaGate(clock);
    const limited = scriptedAdapter(clock, [
      [failing('rate_limited', { retryAfterMs: 7_000, retryable: false })],
    ]);
    const other = scriptedAdapter(clock, [GOOD]);
    const alone = scriptedAdapter(clock, [GOOD]);
    await callExchange(jobWith(limited), worldWith(clock, 0.5, gate));
    const held = callExchange(jobWith(other), worldWith(clock, 0.5, gate));
    const quota = { id: 'another', requestsPerMinute: null, tokensPerMinute: null };
    await callExchange(jobWith(alone, { target: targetWith({ quota }) }), worldWith(clock, 0.5, gate));
    const exchange = await clock.runUntil(held);
    expect(alone.startedMs).toEqual([0]);
    expect(other.startedMs).toEqual([7_000]);
    expect([exchange.enqueuedMs, exchange.acquiredMs]).toEqual([0, 7_000]);
  });

  it('beyond the deadline of the exchange ends it at once', async () => {
    const { exchange, clock } = await run([[10, failing('rate_limited', { retryAfterMs: 119_995 })], GOOD]);
    expect(exchange.attempts).toHaveLength(1);
    expect(exchange.outcome).toMatchObject({ error: { kind: 'rate_limited' } });
    expect(clock.nowMs()).toBe(10);
  });

  it('of a year does not hold the pool longer than one exchange may take', async () => {
    const clock = createFakeClock();
    const gate = createQuotaGate(clock);
    const limited = scriptedAdapter(clock, [[failing('rate_limited', { retryAfterMs: 31_536_000_000 })]]);
    const other = scriptedAdapter(clock, [GOOD]);
    await callExchange(jobWith(limited), worldWith(clock, 0.5, gate));
    await clock.runUntil(callExchange(jobWith(other), worldWith(clock, 0.5, gate)));
    expect(other.startedMs).toEqual([120_000]);
  });
});

describe('deadlines', () => {
  it('a stream without output misses the time for its first one', async () => {
    const { exchange, scripted } = await run([[START, 'hang'], GOOD]);
    expect(kinds(exchange)).toEqual(['timeout', null]);
    expect(scripted.contexts[0]).toMatchObject({ aborted: 'timeout' });
    expect(scripted.startedMs[1]).toBe(5_250);
  });

  it('a first output in time lifts that limit, and the total one remains', async () => {
    const { exchange, clock } = await run([[START, 4_999, text('a'), 'hang']]);
    expect(kinds(exchange)).toEqual(['timeout']);
    expect(exchange.attempts[0]?.error?.partial?.text).toBe('a');
    expect(clock.nowMs()).toBe(20_000);
  });

  it('a send has no time for a first output', async () => {
    const { exchange } = await run([[6_000, ...GOOD]], { mode: 'send' });
    expect(exchange.outcome.type).toBe('response');
  });

  it('all attempts and waits together end at the deadline of the exchange', async () => {
    const deadlines = { ...targetWith().deadlines, exchangeMs: 12_000 };
    const { exchange, clock } = await run([['hang']], {
      mode: 'send',
      target: targetWith({ deadlines, maxRetries: 9 }),
    });
    expect(clock.nowMs()).toBe(12_000);
    expect(exchange.outcome).toMatchObject({ error: { kind: 'timeout' } });
  });

  it('a limit of the transport, however wrapped, is known as a timeout', async () => {
    const wrapped = new TypeError('fetch failed', {
      cause: new Error('x', { cause: new GuardError('idle-timeout', 5) }),
    });
    const { scripted } = await run([[START, { throw: wrapped }]]);
    expect(scripted.contexts[0]).toMatchObject({ aborted: 'timeout' });
  });

  it('a limit on bytes is not a timeout', async () => {
    const { scripted } = await run([[START, { throw: new GuardError('response-bytes', 5) }]]);
    expect(scripted.contexts[0]).toMatchObject({ aborted: null });
  });

  it('more characters of output than a target may give end the call, and what came is kept', async () => {
    const { exchange, scripted } = await run([[START, text('x'.repeat(600)), text('y'.repeat(401)), 'hang']]);
    const [attempt] = exchange.attempts;
    expect(scripted.contexts[0]).toMatchObject({ aborted: null });
    expect(attempt?.error?.partial?.text).toHaveLength(1_001);
    const within = await run([[START, text('x'.repeat(1_000)), FINISH]]);
    expect(within.exchange.outcome.type).toBe('response');
  });

  it('an adapter that does not hear the abort is left behind', async () => {
    const { exchange, clock } = await run([[START, text('a'), 'hang-deaf']]);
    expect(kinds(exchange)).toEqual(['timeout']);
    expect(clock.nowMs()).toBe(21_000);
  });
});

describe('a cancelled run', () => {
  it('ends an attempt in flight, without a retry', async () => {
    const clock = createFakeClock();
    const controller = new AbortController();
    const scripted = scriptedAdapter(clock, [[START, 'hang']]);
    const call = callExchange(jobWith(scripted, { signal: controller.signal }), worldWith(clock));
    await clock.advance(100);
    controller.abort(new Error('SIGINT'));
    const exchange = await call;
    expect(kinds(exchange)).toEqual(['cancelled']);
    expect(exchange.outcome).toMatchObject({ error: { kind: 'cancelled' } });
    expect([clock.nowMs(), clock.pending()]).toEqual([100, 0]);
  });

  it.each([
    [
      'a backoff',
      [failing('server_error')],
      { id: 'pool', requestsPerMinute: null, tokensPerMinute: null },
      1,
    ],
    [
      'the quota before a retry',
      [failing('server_error')],
      { id: 'pool', requestsPerMinute: 1, tokensPerMinute: null },
      1,
    ],
  ] as const)('ends %s', async (_name, script, quota, attempts) => {
    const clock = createFakeClock();
    const controller = new AbortController();
    const scripted = scriptedAdapter(clock, [script]);
    const job = jobWith(scripted, { signal: controller.signal, target: targetWith({ quota }) });
    const call = callExchange(job, worldWith(clock, quota.requestsPerMinute === null ? 0.99 : 0));
    await clock.advance(100);
    controller.abort(new Error('SIGINT'));
    const exchange = await call;
    expect(exchange.attempts).toHaveLength(attempts);
    expect(exchange.outcome).toMatchObject({ error: { kind: 'cancelled' } });
    expect(clock.pending()).toBe(0);
  });

  it('ends a wait for the quota before anything was sent', async () => {
    const clock = createFakeClock();
    const controller = new AbortController();
    const gate = createQuotaGate(clock);
    gate.pauseUntil('pool', 60_000);
    const scripted = scriptedAdapter(clock, [GOOD]);
    const call = callExchange(jobWith(scripted, { signal: controller.signal }), worldWith(clock, 0.5, gate));
    await clock.advance(100);
    controller.abort(new Error('SIGINT'));
    expect(await call).toMatchObject({
      attempts: [],
      outcome: { error: { kind: 'cancelled' } },
      evidence: null,
    });
    expect(scripted.startedMs).toEqual([]);
  });

  it('sends nothing when it was cancelled before', async () => {
    const { exchange, scripted } = await run([GOOD], { signal: AbortSignal.abort() });
    expect(scripted.startedMs).toEqual([]);
    expect(exchange.outcome).toMatchObject({ error: { kind: 'cancelled' } });
  });
});

it('a retry that the quota would hold past the deadline is not made', async () => {
  const quota = { id: 'pool', requestsPerMinute: 1, tokensPerMinute: null };
  const deadlines = { ...targetWith().deadlines, exchangeMs: 30_000 };
  const { exchange, clock } = await run([[failing('server_error')]], {
    target: targetWith({ quota, deadlines }),
  });
  expect(exchange.attempts).toHaveLength(1);
  expect(exchange.outcome).toMatchObject({ error: errorOf('server_error') });
  expect(clock.nowMs()).toBe(30_000);
});
