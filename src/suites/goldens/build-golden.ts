import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { Golden, GoldenAnswer } from '../../contract/suites/prompt.ts';
import type { PlannedPrompt } from '../plan-prompts.ts';
import { hashAnswer, whyUnapproved } from './is-approved.ts';

/** Who answers for goldens, since when and why. */
export interface Approver {
  readonly by: string;
  readonly reason: string;
  /** YYYY-MM-DD, UTC. */
  readonly date: string;
  readonly toolVersion: string;
}

/** The exchange whose answer is approved, and the evidence in which it stands. */
export interface ApprovedFrom {
  readonly exchange: Exchange;
  readonly run: string;
  readonly evidenceRoot: string;
}

type Asked = Pick<PlannedPrompt, 'prompt' | 'requestHash'>;

/** Only what a provider itself answered is recorded, whether it is read from the wire or from a recording. */
export function isSynthetic({ source, replayed }: Pick<Exchange, 'source' | 'replayed'>): boolean {
  return (replayed?.source ?? source) !== 'live';
}

/** The golden that an answer of a run becomes. A simulator's says so, and what it counted is nobody's count. */
export function goldenFromRun(
  { prompt, requestHash }: Asked,
  answer: GoldenAnswer,
  from: ApprovedFrom,
  { by, reason, date, toolVersion }: Approver,
): Golden {
  const candidate = candidateFromRun({ promptId: prompt.id, requestHash }, answer, from, toolVersion);
  return { ...candidate, provenance: { ...candidate.provenance, date, approvedBy: by, reason } };
}

/** The same as long as nobody answers for it. */
export function candidateFromRun(
  { promptId, requestHash }: { readonly promptId: string; readonly requestHash: string },
  answer: GoldenAnswer,
  { exchange, run, evidenceRoot }: ApprovedFrom,
  toolVersion: string,
): Golden {
  const response = exchange.outcome.type === 'response' ? exchange.outcome.response : null;
  const synthetic = isSynthetic(exchange);
  return {
    promptId,
    answer,
    provenance: {
      source: synthetic ? 'simulated' : 'recorded',
      date: null,
      model: response?.model ?? null,
      parametersHash: requestHash,
      toolVersion,
      approvedBy: null,
      reason: null,
      answerHash: hashAnswer(answer),
      run: { id: run, exchange: caseText(exchange.case), evidenceRoot },
    },
    ...(response === null || synthetic ? {} : { usage: response.usage }),
  };
}

/**
 * The golden that stands in its file, approved as it stands. What a run answered to this very request is still its
 * answer; anything else is from now on the word of who approves it.
 */
export function goldenAsWritten(
  { requestHash }: Asked,
  { promptId, answer, provenance, usage }: Golden,
  { by, reason, date, toolVersion }: Approver,
): Golden {
  const { source, model, parametersHash, answerHash, run } = provenance;
  const isAnswered = run !== undefined && parametersHash === requestHash && answerHash === hashAnswer(answer);
  const from = isAnswered ? { source, model, run } : { source: 'hand-written' as const, model: null };
  const approved = { date, parametersHash: requestHash, toolVersion, approvedBy: by, reason };
  return {
    promptId,
    answer,
    provenance: { ...from, ...approved, answerHash: hashAnswer(answer) },
    ...(isAnswered && usage !== undefined ? { usage } : {}),
  };
}

/** Whether somebody answers for it as it stands, for what its prompt asks today. */
export function isSettled(golden: Golden, { requestHash }: Asked): boolean {
  return whyUnapproved(golden) === null && golden.provenance.parametersHash === requestHash;
}
