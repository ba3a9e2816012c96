import type { CallWorld } from '../../calls/call-job.ts';
import type { QuotaGate } from '../../calls/create-quota-gate.ts';
import { runLanes } from '../../calls/run-lanes.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { buildQuestion, whyNoQuestion } from '../../opinions/judge-prompt.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import { openTap } from '../../transport/open-tap.ts';
import { askJudge } from './ask-judge.ts';
import type { ConnectedRun } from '../connect/connect-target.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import { findConnected } from '../connect/find-connected.ts';
import { planQuestion } from './load-judge.ts';
import type { RunWorld } from '../run-world.ts';

type Records = readonly ExchangeRecord[];

interface OpinionOptions {
  /** The id of its target, which is connected. */
  readonly judge: string;
  readonly connected: ConnectedRun;
  readonly source: Source;
  readonly prompts: readonly PlannedPrompt[];
  readonly gate: QuotaGate;
  readonly signal: AbortSignal;
}

interface Asking {
  readonly judge: ConnectedTarget;
  readonly prompts: ReadonlyMap<string, GoldenPrompt>;
  readonly world: CallWorld;
}

/**
 * The records as they come, each answer in plain text with what the judge says of it. Its word is added when all else is
 * said, so no verdict can depend on it. After a stop nothing more is asked, and what was answered comes as it is.
 */
export async function* addOpinions(
  cases: AsyncGenerator<Records, undefined>,
  options: OpinionOptions,
  { clock, random }: Pick<RunWorld, 'clock' | 'random'>,
): AsyncGenerator<Records, undefined> {
  const { connected, gate, signal } = options;
  const judge = findConnected(connected, options.judge);
  const prompts = new Map(options.prompts.map(({ prompt }) => [prompt.id, prompt]));
  const world: CallWorld = {
    clock,
    random,
    gate,
    openTap: (transport, secretHeaders) => openTap(transport, clock, secretHeaders),
  };
  const judgeAll = async (records: Records): Promise<Records> => {
    const judged: ExchangeRecord[] = [];
    for (const record of records) judged.push(await judgeOne(record, { judge, prompts, world }, options));
    return judged;
  };
  yield* runLanes([{ concurrency: judge.target.concurrency, jobs: cases }], judgeAll, signal);
  yield* cases;
  return undefined;
}

async function judgeOne(
  record: ExchangeRecord,
  { judge, prompts, world }: Asking,
  { source, connected, signal }: OpinionOptions,
): Promise<ExchangeRecord> {
  const asked = prompts.get(record.case.prompt);
  const answer = textOf(record);
  if (asked === undefined || answer === null || whyNoQuestion(asked) !== null || signal.aborted)
    return record;
  const question = planQuestion(buildQuestion(`opinion/${caseText(record.case)}`, asked, answer));
  const opinion = await askJudge(question, judge, source, world, signal);
  if (signal.aborted && opinion.error !== null) return record;
  return { ...record, opinion: { ...opinion, reason: connected.masks.redact(opinion.reason) } };
}

/** An answer that is nothing but text; null where there is none. */
function textOf({ exchange }: ExchangeRecord): string | null {
  if (exchange === null || exchange.outcome.type === 'error') return null;
  const { text, toolCalls } = exchange.outcome.response;
  return toolCalls.length > 0 ? null : text;
}
