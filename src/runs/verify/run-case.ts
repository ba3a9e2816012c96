import { callExchange } from '../../calls/call-exchange.ts';
import type { CallJob, CallWorld } from '../../calls/call-job.ts';
import { buildCase } from '../../checks/case.ts';
import { judgeExchange } from '../../checks/judge-exchange.ts';
import { judgeState } from '../../checks/judge-state.ts';
import { readAnswer, type Answer } from '../../checks/read-answer.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import { redactFindings } from '../../checks/redact-findings.ts';
import { scoreAnswer } from '../../checks/score-answer.ts';
import { classifyWitnesses } from '../../checks/truncation/classify-witnesses.ts';
import { caseText, siblingOf, type CaseId } from '../../contract/exchanges/case-id.ts';
import type { Redact } from '../../contract/world.ts';
import type { Exchange, Source } from '../../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { Standing } from '../../store/run/standing.ts';
import type { ConnectedTarget, Dialled } from '../connect/connect-target.ts';
import type { PlannedCase } from '../project/plan-run.ts';

export interface CaseContext {
  readonly connected: ConnectedTarget;
  readonly source: Source;
  readonly world: CallWorld;
  readonly judgeApart: JudgeApart;
  readonly signal: AbortSignal;
  /** What stands on disk is not called again. */
  readonly standing: Standing;
}

/** A case as far as it was called. */
export interface CalledCase {
  readonly asked: PlannedCase;
  /** What of it does not stand yet. */
  readonly due: readonly CaseId[];
  readonly answers: readonly CalledAnswer[];
}

export interface CalledAnswer {
  readonly answer: Answer;
  /** The same case in the other mode, made now or before the run was gone on with. */
  readonly sibling: Answer | null;
}

/**
 * Makes a case's exchanges next to each other. A case that the stop of a run cuts in two gives none of them: half of it
 * would be judged without the other, and stay so.
 */
export async function callCase(asked: PlannedCase, context: CaseContext): Promise<CalledCase> {
  const { done, halves } = context.standing;
  const due = asked.ids.filter((id) => !done.has(caseText(id)));
  if (asked.skipReason !== null) return { asked, due, answers: [] };
  const made: Answer[] = [];
  for (const id of due) {
    const dialled = context.connected.dial(id, context.world);
    if (dialled === null) continue;
    const observed = await callExchange(jobOf(asked, id, dialled, context), dialled.world);
    const exchange = dialled.complete(observed);
    if (context.signal.aborted) return { asked, due, answers: [] };
    const answer = await judgeAnswer(asked, exchange, context);
    if (context.signal.aborted) return { asked, due, answers: [] };
    made.push(answer);
  }
  const answers: CalledAnswer[] = [];
  for (const answer of made) {
    const half = halves.get(caseText(siblingOf(answer.exchange.case))) ?? null;
    const standing = half === null ? null : await judgeAnswer(asked, half, context);
    answers.push({ answer, sibling: made.find((other) => other !== answer) ?? standing });
  }
  return { asked, due, answers };
}

/** An answer read, what is slow of it judged apart. */
export async function judgeAnswer(
  { prepared, target }: PlannedCase,
  exchange: Exchange,
  { judgeApart, signal }: Pick<CaseContext, 'judgeApart' | 'signal'>,
): Promise<Answer> {
  const read = readAnswer(prepared, exchange);
  if (!('slow' in read)) return read;
  return read.judged(await judgeApart(read.slow, target.deadlines.judgingMs, signal));
}

/** The record of an exchange that is not made. */
export function skipCase(id: CaseId, reason: string): ExchangeRecord {
  return {
    case: id,
    state: 'skipped',
    reason,
    exchange: null,
    verdicts: [],
    truncation: null,
    score: null,
    opinion: null,
  };
}

/** `requestIdSeen`: whether an exchange before this one has its provider request id. */
export function judgeCase(
  { prepared, target }: PlannedCase,
  { answer, sibling }: CalledAnswer,
  requestIdSeen: boolean,
  redact: Redact,
): ExchangeRecord {
  const { exchange } = answer;
  const subject = buildCase({ prepared, answer, sibling, target, requestIdSeen });
  const verdicts = redactFindings(judgeExchange(subject), redact);
  const state = judgeState({ exchange, verdicts, golden: prepared.golden, skipReason: null });
  const truncation = classifyWitnesses(subject.witnesses);
  return {
    case: exchange.case,
    ...state,
    exchange,
    verdicts,
    truncation,
    score: scoreAnswer(subject),
    opinion: null,
  };
}

function jobOf(
  { planned, target }: PlannedCase,
  id: CaseId,
  { transport }: Dialled,
  context: CaseContext,
): CallJob {
  const { request, requestHash, tokens } = planned;
  const { adapter } = context.connected;
  return {
    case: id,
    target,
    source: context.source,
    adapter,
    request: { ...request, requestId: caseText(id) },
    requestHash,
    tokens,
    transport,
    signal: context.signal,
  };
}
