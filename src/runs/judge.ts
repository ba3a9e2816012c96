import { buildCase } from '../checks/case.ts';
import { createSchemaCompiler } from '../checks/compile-schemas.ts';
import { judgeExchange } from '../checks/judge-exchange.ts';
import { judgeState } from '../checks/judge-state.ts';
import { preparePrompt } from '../checks/prepare-prompt.ts';
import { readAnswer } from '../checks/read-answer.ts';
import { scoreAnswer } from '../checks/score-answer.ts';
import type { SchemaResult, SlowValue } from '../checks/slow-value.ts';
import { classifyWitnesses } from '../checks/truncation/classify-witnesses.ts';
import { NOTHING_PROMISED } from '../contract/capabilities.ts';
import type { Exchange } from '../contract/exchange.ts';
import type { Golden, GoldenAnswer, GoldenPrompt } from '../contract/prompt.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import type { ModelOffer } from '../contract/target.ts';
import type { Truncation } from '../contract/truncation.ts';
import type { ExchangeRecord, Score } from '../contract/record.ts';
import type { Finding, Verdict } from '../contract/verdict.ts';

/** What the checks say of one answer. */
export interface Judgement {
  readonly state: ExchangeRecord['state'];
  /** The codes of a failure, or that no golden is approved; null when passed. */
  readonly reason: string | null;
  readonly verdicts: readonly Verdict[];
  /** Of every verdict that is a failure or inconclusive. */
  readonly findings: readonly Finding[];
  readonly truncation: Truncation;
  /** Null where the prompt compares nothing that could be scored. */
  readonly score: Score | null;
}

/** A response that is at hand, held against a prompt and its golden by every check that needs no wire. Pure. */
export function judge(given: {
  readonly prompt: GoldenPrompt;
  readonly golden: GoldenAnswer | null;
  readonly response: CanonicalResponse;
  /** The model that was asked, by its provider's id; null where nobody says. */
  readonly model: string | null;
  /** Of values that are not judged in place; ends in time. */
  readonly judgeSlow: (values: readonly SlowValue[]) => readonly SchemaResult[];
}): Judgement {
  const { prompt, model } = given;
  // Where nobody says which model was asked, none can be the right one.
  const response = model === null ? { ...given.response, model } : given.response;
  const golden = given.golden === null ? null : goldenOf(prompt.id, given.golden);
  const exchange = exchangeOf(prompt, response);
  const prepared = preparePrompt(prompt, golden, createSchemaCompiler().compile);
  const read = readAnswer(prepared, exchange);
  const subject = buildCase({
    prepared,
    answer: 'slow' in read ? read.judged(given.judgeSlow(read.slow)) : read,
    sibling: null,
    target: { capabilities: NOTHING_PROMISED, model: modelOf(model ?? HERE) },
    requestIdSeen: false,
  });
  const verdicts = judgeExchange(subject);
  return {
    ...judgeState({ exchange, verdicts, golden, skipReason: null }),
    verdicts,
    findings: verdicts.flatMap((verdict) => ('findings' in verdict ? verdict.findings : [])),
    truncation: classifyWitnesses(subject.witnesses),
    score: scoreAnswer(subject),
  };
}

const HERE = 'here';

function modelOf(id: string): ModelOffer {
  return { id, providerModelId: id, aliases: [], contextTokens: null, maxOutputTokens: null, images: null };
}

function goldenOf(promptId: string, answer: GoldenAnswer): Golden {
  return {
    promptId,
    answer,
    provenance: {
      source: 'hand-written',
      date: '',
      model: null,
      parametersHash: null,
      toolVersion: '',
      approvedBy: 'the caller',
      reason: 'given to judge',
    },
  };
}

function exchangeOf({ id: prompt, suite }: GoldenPrompt, response: CanonicalResponse): Exchange {
  return {
    case: { suite, prompt, target: HERE, mode: 'send', repetition: 1 },
    servedAs: 'send',
    source: 'replay',
    requestHash: '',
    attempts: [],
    outcome: { type: 'response', response },
    evidence: null,
    proof: null,
    losses: [],
    enqueuedMs: 0,
    acquiredMs: 0,
  };
}
