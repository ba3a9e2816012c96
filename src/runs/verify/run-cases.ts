import { hash } from 'node:crypto';
import type { CallWorld } from '../../calls/call-job.ts';
import type { QuotaGate } from '../../calls/create-quota-gate.ts';
import { runLanes } from '../../calls/run-lanes.ts';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Source } from '../../contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { Redact } from '../../contract/world.ts';
import type { RequestIds } from '../../metrics/request-ids.ts';
import type { Standing } from '../../store/run/standing.ts';
import { openTap } from '../../transport/open-tap.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import { plannedCases, type Plan, type PlannedCase } from '../project/plan-run.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';
import { callCase, judgeCase, skipCase, type CalledCase } from './run-case.ts';
import type { RunWorld } from '../run-world.ts';

export interface RunCasesOptions {
  readonly plan: Plan;
  readonly prompts: readonly ReadyPrompt[];
  readonly targets: readonly ConnectedTarget[];
  readonly source: Source;
  /** Orders what is asked of several targets in turn. */
  readonly seed: number;
  /** Whether all targets are asked in one order that chance chose, or side by side. */
  readonly inTurn: boolean;
  /** Exchanges in flight to one target; null is each target's own. */
  readonly concurrency: number | null;
  readonly standing: Standing;
  /** Of the records before these; goes on here. */
  readonly requestIds: RequestIds;
  readonly gate: QuotaGate;
  readonly redact: Redact;
  readonly signal: AbortSignal;
}

interface TargetLane {
  readonly concurrency: number;
  readonly jobs: Iterable<Job>;
}

interface Job {
  readonly asked: PlannedCase;
  readonly connected: ConnectedTarget;
}

/** The records of every case of the plan that is not on disk yet, judged, as they come; targets side by side. */
export async function* runCases(
  options: RunCasesOptions,
  { clock, random, judgeApart }: RunWorld,
): AsyncGenerator<readonly ExchangeRecord[], undefined> {
  const { plan, prompts, source, seed, inTurn, standing, requestIds, gate, redact, signal } = options;
  const world: CallWorld = {
    clock,
    random,
    gate,
    openTap: (transport, secretHeaders) => openTap(transport, clock, secretHeaders),
  };
  const lanes = options.targets.map((connected): TargetLane => ({
    concurrency: options.concurrency ?? connected.target.concurrency,
    jobs: jobsOf(plan, prompts, connected),
  }));
  const interleaved = inTurn ? [interleave(lanes, seed)] : lanes;
  const call = ({ asked, connected }: Job): Promise<CalledCase> =>
    callCase(asked, { connected, source, world, judgeApart, signal, standing });
  for await (const called of runLanes(interleaved, call, signal)) yield judge(called, requestIds, redact);
}

function* jobsOf(plan: Plan, prompts: readonly ReadyPrompt[], connected: ConnectedTarget): Generator<Job> {
  for (const asked of plannedCases(plan, prompts, connected.target)) yield { asked, connected };
}

/**
 * The jobs of all lanes in one, in an order that chance chose: what two sides are asked is asked under the same load and
 * at the same hour, or a difference is one of the hour.
 */
function interleave(lanes: readonly TargetLane[], seed: number): TargetLane {
  const jobs = lanes
    .flatMap((lane) => [...lane.jobs])
    .map((job) => ({ job, place: placeOf(job.asked, seed) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
  return {
    concurrency: Math.min(...lanes.map(({ concurrency }) => concurrency)),
    jobs: jobs.map(({ job }) => job),
  };
}

/** Where chance puts a case among those that are asked in turn. */
export function placeOf({ ids }: Pick<PlannedCase, 'ids'>, seed: number): string {
  return hash('sha256', `${seed}/${ids.map(caseText).join()}`);
}

function judge(
  { asked, due, answers }: CalledCase,
  requestIds: RequestIds,
  redact: Redact,
): readonly ExchangeRecord[] {
  const { skipReason } = asked;
  if (skipReason !== null) return due.map((id) => skipCase(id, skipReason));
  return answers.map((called) => {
    const { exchange } = called.answer;
    const record = judgeCase(asked, called, requestIds.has(exchange), redact);
    requestIds.add(exchange);
    return record;
  });
}
