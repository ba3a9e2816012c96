import { buildCase, type Case } from '../../checks/case.ts';
import { failsByForm, judgeExchange } from '../../checks/judge-exchange.ts';
import { judgeState, type JudgedState } from '../../checks/judge-state.ts';
import type { PreparedPrompt } from '../../checks/prepare-prompt.ts';
import { readAnswer, type Answer, type UnjudgedAnswer } from '../../checks/read-answer.ts';
import { scoreAnswer } from '../../checks/score-answer.ts';
import { classifyWitnesses } from '../../checks/truncation/classify-witnesses.ts';
import { NOTHING_PROMISED } from '../../contract/wires/capabilities.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { ExchangeRecord, Score } from '../../contract/exchanges/record.ts';
import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import type { ModelOffer } from '../../contract/wires/target.ts';
import type { Truncation } from '../../contract/exchanges/truncation.ts';
import type { Finding, Verdict } from '../../contract/exchanges/verdict.ts';

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

/** A response that is at hand, as an exchange that nobody made. */
export function readResponse(prepared: PreparedPrompt, response: CanonicalResponse): Answer | UnjudgedAnswer {
  return readAnswer(prepared, exchangeOf(prepared.prompt, response));
}

/** An answer that was read, held against its prompt and golden by every check that needs no wire. Pure. */
export function judgeResponse(prepared: PreparedPrompt, answer: Answer, model: string | null): Judgement {
  const subject = caseOf(prepared, answer, model ?? HERE);
  const verdicts = judgeExchange(subject);
  return {
    ...stateOf(subject, verdicts),
    verdicts,
    findings: verdicts.flatMap((verdict) => ('findings' in verdict ? verdict.findings : [])),
    truncation: classifyWitnesses(subject.witnesses),
    score: scoreAnswer(subject),
  };
}

/** The checks that pass an answer which was read; null where it does not pass. As judgeResponse has it. */
export function passedBy(prepared: PreparedPrompt, answer: Answer): readonly string[] | null {
  if (failsByForm(prepared, answer)) return null;
  const subject = caseOf(prepared, answer, HERE);
  const verdicts = judgeExchange(subject);
  if (stateOf(subject, verdicts).state !== 'passed') return null;
  return verdicts.flatMap(({ check, status }) => (status === 'pass' ? [check] : []));
}

function caseOf(prepared: PreparedPrompt, answer: Answer, model: string): Case {
  const target = { capabilities: NOTHING_PROMISED, model: modelOf(model) };
  return buildCase({ prepared, answer, sibling: null, target, requestIdSeen: false });
}

function stateOf({ exchange, prepared: { golden } }: Case, verdicts: readonly Verdict[]): JudgedState {
  return judgeState({ exchange, verdicts, golden, skipReason: null });
}

const HERE = 'here';

function modelOf(id: string): ModelOffer {
  return { id, providerModelId: id, aliases: [], contextTokens: null, maxOutputTokens: null, images: null };
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
    replayed: null,
    enqueuedMs: 0,
    acquiredMs: 0,
  };
}
