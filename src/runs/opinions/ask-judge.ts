import { callExchange } from '../../calls/call-exchange.ts';
import type { CallWorld } from '../../calls/call-job.ts';
import { caseText, type CaseId } from '../../contract/exchanges/case-id.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Opinion } from '../../contract/opinions/opinion.ts';
import { readOpinion } from '../../opinions/read-opinion.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';

/** Puts one question to the judge, in one body, under the limits of its target. */
export async function askJudge(
  { prompt, request, requestHash, tokens }: PlannedPrompt,
  { target, adapter, transport }: ConnectedTarget,
  source: Source,
  world: CallWorld,
  signal: AbortSignal,
): Promise<Opinion> {
  const { suite, id } = prompt;
  const of: CaseId = { suite, prompt: id, target: target.id, mode: 'send', repetition: 1 };
  const job = {
    case: of,
    target,
    source,
    adapter,
    request: { ...request, requestId: caseText(of) },
    requestHash,
    tokens,
    transport,
    signal,
  };
  return readOpinion((await callExchange(job, world)).outcome);
}
