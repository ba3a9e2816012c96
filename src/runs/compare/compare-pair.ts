import { buildCase } from '../../checks/case.ts';
import { judgeExchange } from '../../checks/judge-exchange.ts';
import type { BarePrompt } from '../../checks/prepare-bare.ts';
import { prepareGolden, type PreparedPrompt } from '../../checks/prepare-prompt.ts';
import { readAnswer } from '../../checks/read-answer.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Exchange } from '../../contract/exchanges/exchange.ts';
import type { Golden, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { Target } from '../../contract/wires/target.ts';
import { whyUnserved } from '../../contract/gates/unserved.ts';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import { breaksByError } from '../../metrics/judge-run.ts';
import { generalizePointer } from '../../json/pointer.ts';
import type { ComparedPair } from '../../parity/compare-sides.ts';
import { answerOf } from '../../suites/goldens/answer-of.ts';
import type { RecordPair } from './pair-records.ts';

/** What holding two answers against each other takes beside them. */
export interface PairWorld {
  readonly bareOf: (prompt: GoldenPrompt) => BarePrompt;
  readonly judgeApart: JudgeApart;
  readonly judgingMs: number;
  readonly signal: AbortSignal;
  readonly baseline: Pick<Target, 'capabilities' | 'model'>;
  readonly candidate: Pick<Target, 'capabilities' | 'model'>;
}

/** The candidate's answer with the baseline's as its golden. */
export async function comparePair(
  prompt: GoldenPrompt,
  { baseline, candidate, second }: RecordPair,
  world: PairWorld,
): Promise<ComparedPair> {
  const ids = {
    prompt: prompt.id,
    baseline: baseline === null ? '' : caseText(baseline.case),
    candidate: candidate === null ? '' : caseText(candidate.case),
  };
  const reason = whyUnserved(baseline, candidate);
  if (reason !== null) return { ...ids, what: 'unserved', reason };
  if (baseline === null || candidate === null) return { ...ids, what: 'missing' };
  if (baseline.exchange === null || candidate.exchange === null) return { ...ids, what: 'skipped' };
  const answer = answerOf(baseline.exchange.outcome);
  // An outage or a wrong key says nothing of how a side answers, whichever it is.
  if (answer === null || gaveNone(candidate.exchange)) return { ...ids, what: 'unanswered' };
  const golden: Golden = { promptId: prompt.id, answer, provenance: UNAPPROVED };
  const prepared = prepareGolden(world.bareOf(prompt), golden);
  const own = await findingsOf(prepared, baseline.exchange, world.baseline, world);
  const known = new Set(own.map(keyOf));
  const apart = async (exchange: Exchange, target: PairWorld['baseline']): Promise<readonly Finding[]> =>
    (await findingsOf(prepared, exchange, target, world)).filter((finding) => !known.has(keyOf(finding)));
  return {
    ...ids,
    what: 'compared',
    differences: await apart(candidate.exchange, world.candidate),
    noise: second === null || gaveNone(second) ? null : await apart(second, world.baseline),
    losses: { baseline: baseline.exchange.losses, candidate: candidate.exchange.losses },
  };
}

function gaveNone(exchange: Exchange): boolean {
  return exchange.outcome.type === 'error' && !breaksByError(exchange);
}

/** Nobody approved it: it is what the other side said. */
const UNAPPROVED: Golden['provenance'] = {
  source: 'recorded',
  date: '',
  model: null,
  parametersHash: null,
  toolVersion: '',
  approvedBy: '',
  reason: 'the baseline of a comparison',
};

function keyOf({ code, pointer }: Finding): string {
  return `${code}\n${generalizePointer(pointer)}`;
}

async function findingsOf(
  prepared: PreparedPrompt,
  exchange: Exchange,
  target: PairWorld['baseline'],
  { judgeApart, judgingMs, signal }: PairWorld,
): Promise<readonly Finding[]> {
  const read = readAnswer(prepared, exchange);
  const answer = 'slow' in read ? read.judged(await judgeApart(read.slow, judgingMs, signal)) : read;
  const subject = buildCase({ prepared, answer, sibling: null, target, requestIdSeen: false });
  const found = judgeExchange(subject).flatMap((verdict) => ('findings' in verdict ? verdict.findings : []));
  const { outcome } = exchange;
  if (outcome.type === 'response' || outcome.error.kind === prepared.golden?.answer.error) return found;
  const { kind, message } = outcome.error;
  return [
    ...found,
    { code: `error/${kind}`, pointer: '', message, expected: null, observed: kind } satisfies Finding,
  ];
}
