import { buildCase as build, type Case } from '../src/checks/case.ts';
import { createSchemaCompiler } from '../src/checks/compile-schemas.ts';
import { preparePrompt, type PreparedPrompt } from '../src/checks/prepare-prompt.ts';
import { readAnswer, type Answer } from '../src/checks/read-answer.ts';
import { createSlowJudge } from '../src/checks/slow-value.ts';
import type { Capabilities } from '../src/contract/wires/capabilities.ts';
import type { CanonicalError } from '../src/contract/errors/error.ts';
import type { CaseId } from '../src/contract/exchanges/case-id.ts';
import type { Attempt, Exchange } from '../src/contract/exchanges/exchange.ts';
import {
  BARE_PROMPT,
  type Golden,
  type GoldenAnswer,
  type GoldenPrompt,
} from '../src/contract/suites/prompt.ts';
import type { CanonicalResponse } from '../src/contract/exchanges/response.ts';
import type { ModelOffer } from '../src/contract/wires/target.ts';
import type { ExchangeRecord } from '../src/contract/exchanges/record.ts';
import { CAPABILITIES } from './capabilities.ts';

export { CAPABILITIES };

/** Small whole values for tests: each takes what differs and gives the rest. */

export function buildResponse(differs: Partial<CanonicalResponse> = {}): CanonicalResponse {
  return {
    text: 'All is well.',
    reasoning: null,
    toolCalls: [],
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: { inputTokens: 12, outputTokens: 4, cachedTokens: null, reasoningTokens: null },
    model: 'meta/llama-4-scout',
    providerRequestId: 'req-1',
    systemFingerprint: null,
    warnings: [],
    ...differs,
  };
}

export function buildError(differs: Partial<CanonicalError> = {}): CanonicalError {
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
    retirement: null,
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

/** What differs in a value, and in its case. */
type Parts<T> = Partial<T> & Partial<CaseId>;

function splitCase<T>(parts: Parts<T>): { readonly id: CaseId; readonly rest: Omit<Parts<T>, keyof CaseId> } {
  const {
    suite = 'support',
    prompt = 'greeting',
    target = 'vllm-scout',
    mode = 'send',
    repetition = 0,
    ...rest
  } = parts;
  return { id: { suite, prompt, target, mode, repetition }, rest };
}

export function buildExchange(differs: Parts<Exchange> = {}): Exchange {
  const { id, rest } = splitCase(differs);
  return {
    case: id,
    servedAs: id.mode,
    source: 'simulate',
    requestHash: 'abc',
    attempts: [buildAttempt()],
    outcome: { type: 'response', response: buildResponse() },
    evidence: null,
    proof: { frames: 3, terminalMarker: true, usageRecords: 1 },
    losses: [],
    replayed: null,
    enqueuedMs: 90,
    acquiredMs: 95,
    ...rest,
  };
}

/** An exchange that ended with a response. */
export function answered(response: Partial<CanonicalResponse>, differs: Parts<Exchange> = {}): Exchange {
  return buildExchange({ ...differs, outcome: { type: 'response', response: buildResponse(response) } });
}

/** An exchange that ended with an error. */
export function refused(error: Partial<CanonicalError>, differs: Parts<Exchange> = {}): Exchange {
  return buildExchange({ ...differs, outcome: { type: 'error', error: buildError(error) } });
}

export function buildPrompt(differs: Partial<GoldenPrompt> = {}): GoldenPrompt {
  return {
    ...BARE_PROMPT,
    id: 'greeting',
    suite: 'support',
    archetype: 'support',
    tags: ['core'],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'How is it?' }] }],
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

/** What a test says of a case; the rest is derived as a run derives it. */
export interface CaseParts {
  readonly prompt: GoldenPrompt;
  readonly golden: Golden | null;
  readonly exchange: Exchange;
  readonly sibling: Exchange | null;
  readonly capabilities: Capabilities;
  readonly model: ModelOffer;
  readonly requestIdSeen: boolean;
}

/** Shared, as a run shares it: no case may leave anything in it that another one would see. */
const SCHEMAS = createSchemaCompiler();

export function buildCase(differs: Partial<CaseParts> = {}): Case {
  const {
    prompt = buildPrompt(),
    golden = buildGolden(),
    exchange = buildExchange(),
    sibling = null,
    capabilities = CAPABILITIES,
    model = MODEL,
    requestIdSeen = false,
  } = differs;
  const prepared = preparePrompt(prompt, golden, SCHEMAS.compile);
  return build({
    prepared,
    answer: answerTo(prepared, exchange),
    sibling: sibling === null ? null : answerTo(prepared, sibling),
    target: { capabilities, model },
    requestIdSeen,
  });
}

function answerTo(prepared: PreparedPrompt, exchange: Exchange): Answer {
  const read = readAnswer(prepared, exchange);
  return 'slow' in read ? read.judged(read.slow.map(createSlowJudge())) : read;
}

export type RecordParts = Parts<ExchangeRecord>;

/** The line that a run keeps of an exchange. */
export function buildRecord(differs: RecordParts = {}): ExchangeRecord {
  const { id, rest } = splitCase(differs);
  return {
    case: id,
    state: 'passed',
    reason: null,
    exchange: buildExchange(id),
    verdicts: [],
    truncation: { class: 'complete', witnesses: ['finish reason and nothing against it'] },
    score: null,
    opinion: null,
    ...rest,
  };
}
