import type { CallWorld } from '../../calls/call-job.ts';
import type { QuotaGate } from '../../calls/create-quota-gate.ts';
import { createMasks } from '../../config/secrets/create-masks.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import type { Exchange, Outcome } from '../../contract/exchanges/exchange.ts';
import { GuardError } from '../../contract/errors/guard-error.ts';
import type { Transport, WireRequest } from '../../contract/wires/wire.ts';
import type { Clock } from '../../contract/world.ts';
import { bytesOf } from '../../store/records/body-content.ts';
import { compareRequests } from '../../store/cassettes/compare-requests.ts';
import { createReplayClock, type ReplayClock } from '../../transport/create-replay-clock.ts';
import { openTap } from '../../transport/open-tap.ts';
import { serveStored, type Pace, type StoredResponse } from '../../transport/serve-stored.ts';
import { withGuards } from '../../transport/with-guards.ts';
import type { ConnectedRun, ConnectedTarget, Dialled } from './connect-target.ts';
import { errorAsRecorded } from './error-as-recorded.ts';
import { warnOfUnrecorded, type Cassettes, type Recorded } from './load-cassettes.ts';
import { createOfflineAdapter, withMadeUpSettings, withoutPolling } from './offline-adapter.ts';
import { plannedCases, type Plan } from '../project/plan-run.ts';
import type { ReadyPrompt } from '../project/prepare-prompts.ts';

interface ReplayOptions {
  readonly plan: Plan;
  readonly prompts: readonly ReadyPrompt[];
  readonly cassettes: Cassettes;
  /** How many times faster than recorded the pieces come; null is at once. */
  readonly speed: number | null;
  /** The real one, which is asked for nothing but to wait where there is a speed. */
  readonly clock: Clock;
}

/** Every target of a run, answered by its cassettes: no socket is opened, and nothing is taken from an environment. */
export async function connectReplay(options: ReplayOptions): Promise<ConnectedRun> {
  const { plan, prompts, cassettes } = options;
  const targets = await Promise.all(plan.targets.map((target) => connect(target, options)));
  const unrecorded = plan.targets.flatMap((target) =>
    [...plannedCases(plan, prompts, target)].flatMap(({ ids, skipReason }) =>
      skipReason === null ? ids.filter((id) => cassettes.find(id) === null) : [],
    ),
  );
  return {
    targets,
    // What was recorded holds none of our secrets.
    masks: createMasks([]),
    warnings: warnOfUnrecorded(unrecorded, cassettes),
    close: () => Promise.resolve(),
  };
}

async function connect(
  configured: CatalogTarget,
  { cassettes, speed, clock }: ReplayOptions,
): Promise<ConnectedTarget> {
  const { target: set, madeUp } = withMadeUpSettings(configured);
  const target: CatalogTarget = {
    ...withoutPolling(set),
    maxRetries: 0,
    // One after the other, in one order: what comes of an exchange may rest on those before it.
    concurrency: speed === null ? 1 : set.concurrency,
  };
  const adapter = await createOfflineAdapter(target, createReplayClock(0, 0));
  const { redact } = createMasks([]);
  const about = { target, madeUp, redact, speed, clock };
  return {
    target,
    adapter,
    transport: REFUSING,
    headers: {},
    dial(id, world) {
      const recorded = cassettes.find(id);
      return recorded === null ? null : dial(recorded, world, about);
    },
    opened: () => null,
    secrets: [],
    close: () => Promise.resolve(),
  };
}

const REFUSING: Transport = () => Promise.reject(new Error('nothing is asked while cassettes are replayed'));

interface About {
  readonly target: CatalogTarget;
  readonly madeUp: ReadonlySet<string>;
  readonly redact: (text: string) => string;
  readonly speed: number | null;
  readonly clock: Clock;
}

function dial(recorded: Recorded, world: CallWorld, about: About): Dialled {
  const { exchange, run } = recorded;
  const { sentMs, response } = exchange;
  const clock = createReplayClock(sentMs, Date.parse(run.startedAt) + sentMs);
  const pace = paceOf(clock, about);
  const stored = serveStored(responseOf(recorded, about.target), sentMs + response.headMs, pace);
  let sent: WireRequest | null = null;
  const seen: Transport = (request, signal) => {
    sent = request;
    return stored(request, signal);
  };
  const { deadlines, guards } = about.target;
  const limits = { ...deadlines, maxResponseBytes: guards.maxResponseBytes };
  return {
    transport: withGuards(seen, limits, clock),
    world: {
      ...world,
      clock,
      gate: OPEN,
      openTap: (transport, secretHeaders) => openTap(transport, clock, secretHeaders),
    },
    complete: (observed) => complete(observed, recorded, sent, about),
  };
}

/** Nobody's quota is spent. */
const OPEN: QuotaGate = {
  acquire: () => Promise.resolve(() => undefined),
  pauseUntil: () => undefined,
  waiting: () => 0,
  pausedMs: () => 0,
};

function paceOf(own: ReplayClock, { speed, clock }: About): Pace {
  return {
    reach(atMs, signal) {
      const waitMs = speed === null ? 0 : (atMs - own.nowMs()) / speed;
      if (waitMs <= 0) {
        own.advanceTo(atMs);
        return null;
      }
      return clock.sleep(waitMs, signal).then(() => own.advanceTo(atMs));
    },
    stall: (signal) => own.advanceUntil(signal),
  };
}

function responseOf({ exchange }: Recorded, { guards }: CatalogTarget): StoredResponse {
  const { response, sentMs, error } = exchange;
  const { status, headers, chunkEnds, end } = response;
  const chunkAtMs: number[] = [];
  let atMs = sentMs + response.headMs;
  for (const ms of response.chunkMs) chunkAtMs.push((atMs += ms));
  // Of all limits of ours it is this one alone that leaves too few bytes to be met once more.
  const isFull = error?.guard === 'response-bytes';
  const cause = isFull ? new GuardError('response-bytes', guards.maxResponseBytes) : null;
  return { status, headers, body: bytesOf(response.body), chunkEnds, chunkAtMs, end, cause };
}

/** What is in no bytes: the tries before, how the recording came to be, and whether it answers what is asked today. */
function complete(
  observed: Exchange,
  { exchange, run, body }: Recorded,
  sent: WireRequest | null,
  { target, madeUp, redact }: About,
): Exchange {
  const comparing = { baseUrl: target.baseUrl, redact, madeUp };
  const changes = sent === null ? [] : compareRequests(exchange.request, body, sent, comparing);
  const { outcome } = observed;
  const ended: Outcome =
    outcome.type === 'response'
      ? outcome
      : { type: 'error', error: errorAsRecorded(outcome.error, exchange.error, exchange.response.end) };
  const error = ended.type === 'error' ? ended.error : null;
  const number = exchange.earlier.length + 1;
  const attempts = observed.attempts.map((attempt) => ({
    ...attempt,
    number,
    waitedMs: exchange.waitedMs,
    error,
  }));
  return {
    ...observed,
    attempts: [...exchange.earlier, ...attempts],
    outcome: ended,
    replayed: { run: run.run, source: run.source, changes },
    enqueuedMs: 0,
    acquiredMs: 0,
  };
}
