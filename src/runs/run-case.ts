import { callExchange } from '../calls/call-exchange.ts';
import type { CallWorld } from '../calls/call-job.ts';
import { buildCase } from '../checks/case.ts';
import { judgeExchange } from '../checks/judge-exchange.ts';
import { judgeState } from '../checks/judge-state.ts';
import { readAnswer, type Answer } from '../checks/read-answer.ts';
import { redactFindings } from '../checks/redact-findings.ts';
import { classifyWitnesses } from '../checks/truncation/classify-witnesses.ts';
import type { Redact } from '../contract/world.ts';
import { exchangeId, type Exchange, type Source } from '../contract/exchange.ts';
import type { Mode } from '../contract/mode.ts';
import type { ExchangeRecord } from '../contract/verdict.ts';
import { skipReason } from '../suites/skip-reason.ts';
import type { ConnectedTarget } from './connect-target.ts';
import type { PlannedCase } from './plan-run.ts';

export interface CaseContext {
  readonly connected: ConnectedTarget;
  readonly modes: readonly Mode[];
  readonly source: Source;
  readonly world: CallWorld;
  readonly signal: AbortSignal;
  readonly redact: Redact;
  /** Exchanges of this case that stand on disk, by mode: they are not called again. */
  readonly stored: ReadonlyMap<Mode, Exchange | null>;
  /** Whether the run already had this provider request id; remembers it. */
  sawRequestId(target: string, id: string): boolean;
}

/** Makes the case's exchanges next to each other and judges them together; only those that ended before the run was stopped. */
export async function runCase(one: PlannedCase, context: CaseContext): Promise<readonly ExchangeRecord[]> {
  const due = context.modes.filter((mode) => !context.stored.has(mode));
  const reason = skipReason(one.planned.prompt, one.planned.request, one.target);
  if (reason !== null)
    return due.map((mode) => ({
      ...placeOf(one, mode),
      state: 'skipped',
      reason,
      exchange: null,
      verdicts: [],
      truncation: null,
    }));

  const made = new Map<Mode, Exchange>();
  for (const mode of due) {
    const exchange = await callExchange(jobOf(one, mode, context), context.world);
    if (context.signal.aborted) break;
    made.set(mode, exchange);
  }
  const answers = new Map<Mode, Answer>();
  for (const [mode, exchange] of [...context.stored, ...made]) {
    if (exchange !== null) answers.set(mode, readAnswer(one.prepared, exchange));
  }
  return [...answers].flatMap(([mode, answer]) =>
    made.has(mode)
      ? [judge(one, answer, answers.get(mode === 'send' ? 'stream' : 'send') ?? null, context)]
      : [],
  );
}

function judge(
  one: PlannedCase,
  answer: Answer,
  sibling: Answer | null,
  context: CaseContext,
): ExchangeRecord {
  const { prepared, target } = one;
  const { exchange } = answer;
  const requestId = requestIdOf(exchange);
  const requestIdSeen = requestId !== null && context.sawRequestId(target.id, requestId);
  const subject = buildCase({ prepared, answer, sibling, target, requestIdSeen });
  const verdicts = redactFindings(judgeExchange(subject), context.redact);
  const state = judgeState({ exchange, verdicts, golden: prepared.golden, skipReason: null });
  return {
    ...placeOf(one, exchange.mode),
    ...state,
    exchange,
    verdicts,
    truncation: classifyWitnesses(subject.witnesses),
  };
}

export function requestIdOf({ outcome }: Exchange): string | null {
  return outcome.type === 'response' ? outcome.response.providerRequestId : outcome.error.providerRequestId;
}

function placeOf(
  { planned, target, repetition }: PlannedCase,
  mode: Mode,
): Pick<ExchangeRecord, 'id' | 'suite' | 'promptId' | 'target' | 'mode' | 'repetition'> {
  const { id: promptId, suite } = planned.prompt;
  return {
    id: exchangeId(target.id, promptId, mode, repetition),
    suite,
    promptId,
    target: target.id,
    mode,
    repetition,
  };
}

function jobOf(one: PlannedCase, mode: Mode, context: CaseContext): Parameters<typeof callExchange>[0] {
  const { prompt, request, requestHash, tokens } = one.planned;
  const { adapter, transport } = context.connected;
  const place = placeOf(one, mode);
  return {
    suite: prompt.suite,
    promptId: prompt.id,
    target: one.target,
    mode,
    repetition: one.repetition,
    source: context.source,
    adapter,
    request: { ...request, requestId: place.id },
    requestHash,
    tokens,
    transport,
    signal: context.signal,
  };
}
