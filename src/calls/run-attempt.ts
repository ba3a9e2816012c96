import { GuardError } from '../contract/errors/guard-error.ts';
import type { Attempt } from '../contract/exchanges/exchange.ts';
import type { StreamPart } from '../contract/exchanges/stream-part.ts';
import type { Target } from '../contract/wires/target.ts';
import type { WireEvidence } from '../contract/wires/wire.ts';
import type { CallJob, CallWorld } from './call-job.ts';
import { consumeParts } from './consume-parts.ts';
import { followSignal } from './follow-signal.ts';
import { createPartFold, type PartFold } from './fold-parts.ts';
import { nameFailure } from './name-failure.ts';
import { watchDeadlines, type Deadline } from './watch-deadlines.ts';

const OUTPUT: ReadonlySet<StreamPart['type']> = new Set(['text-delta', 'reasoning-delta', 'tool-call-delta']);

/** One try, over. */
export interface Tried {
  readonly attempt: Attempt;
  readonly fold: PartFold;
  readonly evidence: WireEvidence | null;
}

export interface AttemptPlan {
  readonly number: number;
  readonly waitedMs: number;
  /** When the whole exchange must be over. */
  readonly exchangeDeadline: Deadline;
}

/** One try under its deadlines. Never rejects: whatever the provider does stands in the attempt's error. */
export async function runAttempt(job: CallJob, world: CallWorld, plan: AttemptPlan): Promise<Tried> {
  const { clock } = world;
  const tap = world.openTap(job.transport, secretHeaders(job.target));
  const fold = createPartFold();
  const startedMs = clock.nowMs();
  const controller = new AbortController();
  const unfollow = followSignal(job.signal, () => controller.abort(job.signal.reason));
  const deadlines = watchDeadlines(clock, deadlinesOf(job, plan, startedMs), (missed) =>
    controller.abort(missed),
  );

  const { maxResponseCharacters } = job.target.guards;
  let charactersLeft = maxResponseCharacters;
  let firstOutputMs: number | null = null;
  const failure = await consumeParts(job, tap.transport, controller.signal, clock, (part) => {
    fold.add(part);
    charactersLeft -= charactersOf(part);
    if (charactersLeft < 0) controller.abort(new GuardError('response-characters', maxResponseCharacters));
    if (firstOutputMs === null && OUTPUT.has(part.type)) {
      // It came with the newest bytes at the latest, and no output comes after the last of them: what reading took is ours.
      firstOutputMs = Math.min(clock.nowMs(), tap.stamps().lastByteMs ?? Infinity);
      deadlines.lift('first-output-timeout');
    }
    return job.deliver?.(part);
  });
  deadlines.stop();
  unfollow();

  const evidence = tap.evidence();
  const stamps = tap.stamps();
  const error = failure === null ? fold.error() : nameFailure(failure, job, evidence, clock.wallMs());
  return {
    attempt: {
      number: plan.number,
      waitedMs: plan.waitedMs,
      status: evidence?.status ?? null,
      error: error === null ? null : fold.completeError(error),
      sentMs: stamps.sentMs ?? startedMs,
      headersMs: stamps.headersMs,
      firstByteMs: stamps.firstByteMs,
      firstOutputMs,
      lastByteMs: stamps.lastByteMs,
    },
    fold,
    evidence,
  };
}

function charactersOf(part: StreamPart): number {
  if (part.type === 'tool-call-delta') return part.arguments.length;
  return part.type === 'text-delta' || part.type === 'reasoning-delta' ? part.text.length : 0;
}

function deadlinesOf(job: CallJob, plan: AttemptPlan, startedMs: number): Deadline[] {
  const { firstOutputMs, totalMs } = job.target.deadlines;
  const total: Deadline = { guard: 'total-timeout', limitMs: totalMs, atMs: startedMs + totalMs };
  if (job.case.mode === 'send') return [total, plan.exchangeDeadline];
  return [
    { guard: 'first-output-timeout', limitMs: firstOutputMs, atMs: startedMs + firstOutputMs },
    total,
    plan.exchangeDeadline,
  ];
}

const NONE: readonly string[] = [];

/** The names of a target's own headers whose values come from the environment, which is where secrets are kept. */
function secretHeaders({ headers }: Pick<Target, 'headers'>): readonly string[] {
  let names: string[] | null = null;
  for (const name in headers) if (typeof headers[name] === 'object') (names ??= []).push(name);
  return names ?? NONE;
}
