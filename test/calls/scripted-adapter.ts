import type { Adapter } from '../../src/contract/wires/adapter.ts';
import type { CanonicalError, ErrorContext } from '../../src/contract/errors/error.ts';
import { RETRY_RULES, type ErrorKind } from '../../src/contract/errors/error-kind.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { StreamPart } from '../../src/contract/exchanges/stream-part.ts';
import type { Target } from '../../src/contract/wires/target.ts';
import type { OpenTap, WireRequest } from '../../src/contract/wires/wire.ts';
import type { CallJob, CallWorld } from '../../src/calls/call-job.ts';
import { createQuotaGate, type QuotaGate } from '../../src/calls/create-quota-gate.ts';
import { ask } from '../ask.ts';
import type { FakeClock } from '../fake-clock.ts';
import { bodyOf } from '../bodies.ts';
import { CAPABILITIES } from '../capabilities.ts';

/** What one try does: steps in order, a number being a wait in milliseconds. */
export type Step = number | StreamPart | { readonly throw: unknown } | 'hang' | 'hang-deaf';

export interface Scripted {
  readonly adapter: Adapter;
  /** When each try began. */
  readonly startedMs: number[];
  readonly contexts: ErrorContext[];
  /** How many tries run right now. */
  running: number;
}

/** An adapter that plays one script a try, the last one again when they run out. */
export function scriptedAdapter(clock: FakeClock, scripts: readonly (readonly Step[])[]): Scripted {
  const scripted: Scripted = {
    startedMs: [],
    contexts: [],
    running: 0,
    adapter: {
      provider: 'scripted',
      capabilities: CAPABILITIES,
      async *call(_model, _request, _mode, transport, signal) {
        const script = scripts[Math.min(scripted.startedMs.length, scripts.length - 1)] ?? [];
        scripted.startedMs.push(clock.nowMs());
        scripted.running += 1;
        try {
          await transport(REQUEST, signal);
          yield* play(script, clock, signal);
        } finally {
          scripted.running -= 1;
        }
      },
      normalizeError(thrown, context) {
        scripted.contexts.push(context);
        return context.aborted === null
          ? kindOf(thrown, context)
          : errorOf(context.aborted, { retryable: context.aborted === 'timeout' });
      },
    },
  };
  return scripted;
}

async function* play(
  script: readonly Step[],
  clock: FakeClock,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> {
  for (const step of script) {
    if (typeof step === 'number') await clock.sleep(step, signal);
    else if (step === 'hang') await clock.sleep(Number.MAX_SAFE_INTEGER, signal);
    else if (step === 'hang-deaf') await new Promise(() => undefined);
    else if ('throw' in step) throw step.throw;
    else yield step;
  }
}

function kindOf(thrown: unknown, context: ErrorContext): CanonicalError {
  return errorOf(thrown instanceof Error ? 'connection' : 'unknown', { status: context.status });
}

const REQUEST: WireRequest = { method: 'POST', url: 'http://scripted.test/', headers: {}, body: '{}' };

export function errorOf(kind: ErrorKind, more: Partial<CanonicalError> = {}): CanonicalError {
  return {
    kind,
    retryable: RETRY_RULES[kind].retryable,
    retryAfterMs: null,
    status: null,
    provider: 'scripted',
    providerCode: null,
    message: kind,
    providerRequestId: null,
    phase: 'http',
    retirement: null,
    guard: null,
    partial: null,
    raw: { name: null, message: null, body: null, headers: {} },
    ...more,
  };
}

export const START: StreamPart = { type: 'start', servedAs: 'stream', losses: [] };
export const FINISH: StreamPart = { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' } };

export function text(value: string): StreamPart {
  return { type: 'text-delta', text: value };
}

export function failing(kind: ErrorKind, more: Partial<CanonicalError> = {}): StreamPart {
  return { type: 'error', error: errorOf(kind, more) };
}

export function targetWith(more: Partial<Target> = {}): Target {
  return {
    id: 'scripted-scout',
    provider: 'scripted',
    wire: 'scripted',
    server: null,
    dialect: null,
    region: null,
    baseUrl: 'http://scripted.test',
    model: {
      id: 'scout',
      providerModelId: 'scout',
      aliases: [],
      contextTokens: null,
      maxOutputTokens: null,
      images: null,
    },
    capabilities: CAPABILITIES,
    credentials: { kind: 'none' },
    headers: {},
    settings: {},
    concurrency: 1,
    quota: { id: 'pool', requestsPerMinute: null, tokensPerMinute: null },
    deadlines: {
      headersMs: 10_000,
      firstOutputMs: 5_000,
      idleMs: 10_000,
      totalMs: 20_000,
      exchangeMs: 120_000,
      judgingMs: 2_000,
    },
    guards: { maxResponseBytes: 1_000, maxResponseCharacters: 1_000, maxEvents: 10, maxEventBytes: 100 },
    maxRetries: 2,
    ...more,
  };
}

/** What differs in a job, and the mode of its case. */
export type JobParts = Partial<CallJob> & { readonly mode?: Mode };

export function jobWith(scripted: Scripted, parts: JobParts = {}): CallJob {
  const { mode = 'stream', ...more } = parts;
  return {
    case: { suite: 'suite', prompt: 'prompt', target: 'scripted-scout', mode, repetition: 1 },
    target: targetWith(),
    source: 'simulate',
    adapter: scripted.adapter,
    request: ask({ requestId: 'r', messages: [], maxOutputTokens: 10 }),
    requestHash: 'hash',
    tokens: 100,
    transport: async () => ({ status: 200, headers: {}, body: bodyOf() }),
    signal: new AbortController().signal,
    ...more,
  };
}

/** A tap of the room's own: calls know taps by their interface alone. */
function plainTap(clock: FakeClock): OpenTap {
  return (transport) => {
    let sentMs: number | null = null;
    let headersMs: number | null = null;
    let status = 0;
    return {
      async transport(request, signal) {
        sentMs ??= clock.nowMs();
        const response = await transport(request, signal);
        headersMs = clock.nowMs();
        status = response.status;
        return response;
      },
      evidence: () =>
        headersMs === null
          ? null
          : {
              request: REQUEST,
              status,
              headers: { 'x-kept': 'yes' },
              bytes: 0,
              chunkEnds: [],
              chunkAtMs: [],
              body: { text: 'body' },
              end: 'fin',
            },
      stamps: () => ({ sentMs, headersMs, firstByteMs: null, lastByteMs: null }),
    };
  };
}

export function worldWith(
  clock: FakeClock,
  random: number | (() => number) = 0.5,
  gate?: QuotaGate,
): CallWorld {
  return {
    clock,
    random: typeof random === 'number' ? () => random : random,
    openTap: plainTap(clock),
    gate: gate ?? createQuotaGate(clock),
  };
}
