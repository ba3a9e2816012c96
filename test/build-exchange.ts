import type { CanonicalError } from '../src/contract/error.ts';
import { exchangeId, type Attempt, type Exchange } from '../src/contract/exchange.ts';
import type { Golden, GoldenAnswer, GoldenPrompt } from '../src/contract/prompt.ts';
import type { CanonicalResponse } from '../src/contract/response.ts';
import type { ModelOffer } from '../src/contract/target.ts';
import type { CheckCase, ExchangeRecord } from '../src/contract/verdict.ts';
import { CAPABILITIES } from './capabilities.ts';

export { CAPABILITIES };

/** Small whole values for tests: each takes what differs and gives the rest. */

export function buildResponse(differs: Partial<CanonicalResponse> = {}): CanonicalResponse {
  return {
    text: 'All is well.',
    reasoning: null,
    toolCalls: [],
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: { inputTokens: 12, outputTokens: 4 },
    model: 'meta/llama-4-scout',
    providerRequestId: 'req-1',
    warnings: [],
    ...differs,
  };
}

function buildError(differs: Partial<CanonicalError> = {}): CanonicalError {
  return {
    kind: 'rate_limited',
    retryable: true,
    retryAfterMs: null,
    status: 429,
    provider: 'vllm',
    providerCode: '429',
    message: 'slow down',
    providerRequestId: 'req-1',
    phase: 'http',
    guard: null,
    partial: null,
    raw: { name: null, message: null, body: null, headers: {} },
    ...differs,
  };
}

export function buildAttempt(differs: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    waitedMs: 0,
    status: 200,
    error: null,
    sentMs: 100,
    headersMs: 110,
    firstByteMs: 111,
    firstOutputMs: 112,
    lastByteMs: 150,
    ...differs,
  };
}

export function buildExchange(differs: Partial<Exchange> = {}): Exchange {
  const { target = 'vllm-scout', promptId = 'greeting', mode = 'send', repetition = 0 } = differs;
  return {
    id: exchangeId(target, promptId, mode, repetition),
    suite: 'support',
    promptId,
    target,
    mode,
    servedAs: mode,
    repetition,
    source: 'simulate',
    requestHash: 'abc',
    attempts: [buildAttempt()],
    outcome: { type: 'response', response: buildResponse() },
    evidence: null,
    proof: { frames: 3, terminalMarker: true, usageRecords: 1 },
    losses: [],
    enqueuedMs: 90,
    acquiredMs: 95,
    ...differs,
  };
}

/** An exchange that ended with a response. */
export function answered(response: Partial<CanonicalResponse>, differs: Partial<Exchange> = {}): Exchange {
  return buildExchange({ ...differs, outcome: { type: 'response', response: buildResponse(response) } });
}

/** An exchange that ended with an error. */
export function refused(error: Partial<CanonicalError>, differs: Partial<Exchange> = {}): Exchange {
  return buildExchange({ ...differs, outcome: { type: 'error', error: buildError(error) } });
}

export function buildPrompt(differs: Partial<GoldenPrompt> = {}): GoldenPrompt {
  return {
    id: 'greeting',
    suite: 'support',
    archetype: 'support',
    tags: ['core'],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'How is it?' }] }],
    output: null,
    tools: [],
    toolChoice: null,
    maxOutputTokens: null,
    temperature: null,
    topP: null,
    seed: null,
    stop: [],
    comparators: {},
    sentinels: [],
    ...differs,
  };
}

export function buildGolden(answer: Partial<GoldenAnswer> = {}): Golden {
  return {
    promptId: 'greeting',
    answer: { text: 'All is well.', toolCalls: [], finish: 'stop', error: null, ...answer },
    provenance: {
      source: 'hand-written',
      date: '2026-01-01',
      model: null,
      parametersHash: null,
      toolVersion: '0.1.0',
      approvedBy: 'a test',
      reason: 'a test',
    },
  };
}

export const MODEL: ModelOffer = {
  id: 'llama-4-scout',
  providerModelId: 'meta/llama-4-scout',
  aliases: ['llama-4-scout-17b-16e'],
  contextTokens: null,
  maxOutputTokens: null,
  images: null,
};

export function buildCase(differs: Partial<CheckCase> = {}): CheckCase {
  return {
    prompt: buildPrompt(),
    golden: buildGolden(),
    exchange: buildExchange(),
    sibling: null,
    capabilities: CAPABILITIES,
    model: MODEL,
    requestIdSeen: false,
    ...differs,
  };
}

/** The line that a run keeps of an exchange. */
export function buildRecord(differs: Partial<ExchangeRecord> = {}): ExchangeRecord {
  const { target = 'vllm-scout', promptId = 'greeting', mode = 'send', repetition = 0 } = differs;
  return {
    id: exchangeId(target, promptId, mode, repetition),
    suite: 'support',
    promptId,
    target,
    mode,
    repetition,
    state: 'passed',
    reason: null,
    exchange: buildExchange({ target, promptId, mode, repetition }),
    verdicts: [],
    truncation: { class: 'complete', witnesses: ['finish reason and nothing against it'] },
    ...differs,
  };
}
