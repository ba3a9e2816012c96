import { createQuotaGate } from '../../calls/create-quota-gate.ts';
import { followSignal } from '../../calls/follow-signal.ts';
import type { CallWorld } from '../../calls/call-job.ts';
import type { Exchange, Source } from '../../contract/exchanges/exchange.ts';
import type { Migration } from '../../contract/gates/migration.ts';
import { InputError } from '../../contract/problem.ts';
import type { DropReason, LiveRequest, Shadow } from '../../contract/traffic/traffic.ts';
import { openTap } from '../../transport/open-tap.ts';
import { answerRoom } from '../../traffic/answer-room.ts';
import { boundedQueue } from '../../traffic/bounded-queue.ts';
import { dayBudget, type DayLimits, type Spending, type SpentDay } from '../../traffic/day-budget.ts';
import { spareId } from '../../traffic/live-prompt.ts';
import { openAccounts } from '../../traffic/open-accounts.ts';
import { recentIds } from '../../traffic/recent-ids.ts';
import { spreadOut } from '../../traffic/spread-out.ts';
import { watchLive } from '../../traffic/watch-live.ts';
import { yieldingPace } from '../../traffic/yielding-pace.ts';
import { askLive, outcomeOf, readyLive, type ReadyLive, type ShadowSides } from './ask-live.ts';
import { holdAnswers } from './hold-answers.ts';
import { readLive } from './read-live.ts';
import type { RunWorld } from '../run-world.ts';
import type { ShadowRun } from './shadow-run.ts';
import { shadowRuns, type ShadowRunsSetup } from './shadow-runs.ts';
import { mostOf, spentBy, sumOf, type PriceNow } from './shadow-spending.ts';

export interface ShadowSetup extends ShadowRunsSetup {
  readonly rules: Migration['traffic']['shadow'];
  readonly sides: ShadowSides;
  readonly source: Source;
  /** Why a path is not mirrored; null where it is. */
  readonly whyNot: (path: string) => DropReason | null;
  readonly limits: DayLimits;
  /** What was spent before. */
  readonly spent: readonly SpentDay[];
  readonly priceNow: PriceNow;
  /** How many requests are sent at most; null is no end. */
  readonly most: number | null;
  /** Has memory that nobody needs collected at once; null where nobody can. */
  readonly collect: (() => void) | null;
}

/** A shadow as the process that runs it sees it. */
export interface OpenShadow extends Shadow {
  /** Counts a request that was not even read. */
  turnAway(reason: DropReason): void;
  /** By how many milliseconds the loop that serves live traffic is late now: what is asked yields to it. */
  late(lateMs: number): void;
  /** Aborts when as many were sent as may, or nothing more can be written. */
  readonly over: AbortSignal;
  /** Why nothing more could be written; null while it can. */
  failure(): InputError | null;
}

/** Larger ones are not kept: most endpoints take none of them. */
export const MOST_BODY_BYTES = 8 * 1024 * 1024;

/** Of answers that are read and not kept yet. Each is also there as text, masked and packed, before it is kept. */
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Answers that are let go again, until their memory is collected. V8 does so by itself once it is 64 MiB of texts and bytes,
 * and each answer is there as several of them.
 */
const MOST_LEFT_BYTES = 4 * 1024 * 1024;

/** For what is being asked when the end was asked for: whoever ends a process does not wait for long. */
const LAST_MS = 10_000;

interface Waiting {
  readonly ready: (run: ShadowRun) => ReadyLive;
  readonly bytes: number;
  readonly sinceMs: number;
}

/** Asks live requests again, beside the live path. Everything between an offer and its records is bounded. */
export function openShadow(setup: ShadowSetup, world: RunWorld): OpenShadow {
  const { rules, sides, masks, source, priceNow } = setup;
  const { clock, random, judgeApart } = world;
  const accounts = openAccounts();
  const queue = boundedQueue<Waiting>(rules.queue);
  const live = watchLive(rules.pauseAbove);
  const budget = dayBudget(setup.limits, setup.spent);
  const ids = recentIds(rules.queue.requests + setup.full.requests);
  const [over, halted] = [new AbortController(), new AbortController()];
  const gate = createQuotaGate(clock);
  const room = answerRoom(MOST_ANSWER_BYTES, left);
  const pace = yieldingPace();
  const turn = spreadOut(clock, rules.legsPerSecond, share);
  const runs = shadowRuns(setup, () => accounts.read(), fail, world);
  const asking = new Set<Promise<void>>();
  let [begun, sent, leftBytes, isStopping] = [0, 0, 0, false];
  let failure: InputError | null = null;

  function fail(error: unknown): void {
    if (!(error instanceof InputError)) throw error;
    failure = error;
    over.abort();
  }

  /** Of answers that are let go: of a small one little is left. */
  function left(bytes: number): void {
    leftBytes += bytes;
    if (leftBytes < MOST_LEFT_BYTES || setup.collect === null) return;
    leftBytes = 0;
    // Whoever let it go may have it at hand still.
    clock.timer(0, setup.collect);
  }

  /** Of what may be asked at once, and in a second. When it ends nobody is served any more. */
  function share(): number {
    return isStopping ? 1 : pace.share();
  }

  /** Why nothing is asked any more; null while it is. */
  function whyOver(): DropReason | null {
    if (failure !== null) return 'unwritable';
    return isStopping || over.signal.aborted ? 'stopping' : null;
  }

  /** What becomes of a request that came; null where it waits to be asked. */
  function take(request: LiveRequest): DropReason | 'unsampled' | null {
    const nowMs = clock.nowMs();
    if (request.live !== null) live.answered(request.live.status, request.live.latencyMs, nowMs);
    const whyNot = whyOver() ?? setup.whyNot(request.path);
    if (whyNot !== null) return whyNot;
    if (random() >= rules.share) return 'unsampled';
    if (live.isBeyond(nowMs)) return 'paused';
    if (request.body.length > MOST_BODY_BYTES) return 'too-large';
    // Where nothing more may wait, nothing is looked at.
    const whyFull = queue.whyFull(request.body.length);
    if (whyFull !== null) return share() < 1 ? 'yielded' : whyFull;
    const read = readLive(request, masks.redact, spareId(accounts.read().arrivals));
    if ('reason' in read) return read.reason;
    const { kept, bytes } = read;
    if (ids.has(kept.id)) return 'repeated';
    const ready = (run: ShadowRun): ReadyLive => readyLive(kept, sides, run.compile);
    const whyNow = queue.offer({ ready, bytes, sinceMs: nowMs }, bytes);
    if (whyNow === null) ids.add(kept.id);
    return whyNow;
  }

  function pump(): void {
    while (asking.size < Math.ceil(rules.inFlight * share())) {
      const next = queue.take();
      if (next === null) return;
      const work = ask(next)
        .catch(fail)
        .finally(() => {
          asking.delete(work);
          pump();
        });
      asking.add(work);
    }
  }

  function leave(reason: DropReason): void {
    accounts.dropWaiting(reason);
    runs.account();
  }

  function dropped(reason: DropReason): false {
    leave(reason);
    return false;
  }

  async function ask(waiting: Waiting): Promise<void> {
    const why = begun === setup.most ? 'stopping' : whyOver();
    if (why !== null) return leave(why);
    begun += 1;
    const isSent = await askNow(waiting);
    if (!isSent) begun -= 1;
  }

  /** Whether it was sent at all. */
  async function askNow(waiting: Waiting): Promise<boolean> {
    let run: ShadowRun;
    try {
      run = await runs.take();
    } catch (error) {
      fail(error);
      return dropped('unwritable');
    }
    try {
      const ready = readyIn(run, waiting);
      const leftMs = waiting.sinceMs + rules.expireSeconds * 1000 - clock.nowMs();
      if (ready === null) return dropped('unreadable');
      if (leftMs <= 0) return dropped('too-old');
      const reserved = mostOf(ready, priceNow);
      const wallMs = clock.wallMs();
      const day = budget.reserve(reserved, wallMs);
      if (day === null) return dropped('budget');
      run.budget.reserve(reserved, wallMs);
      send(run, ready, waiting.bytes);
      const spent = await answers(run, ready, leftMs);
      // What a leg that was cut took nobody knows: all that was held back is spent.
      if (spent === null) return true;
      for (const each of [budget, run.budget]) each.settle(day, reserved, spent);
      return true;
    } finally {
      runs.letGo(run);
    }
  }

  function send(run: ShadowRun, { kept }: ReadyLive, bytes: number): void {
    try {
      run.send(kept, bytes);
    } catch (error) {
      leave('unwritable');
      throw error;
    }
    accounts.sends();
    runs.account();
    sent += 1;
    if (sent === setup.most) over.abort();
  }

  /** Asks both sides, keeps what they answer and gives what it took; null where not all of it came. */
  async function answers(run: ShadowRun, ready: ReadyLive, leftMs: number): Promise<Spending | null> {
    const expiry = new AbortController();
    const cancel = clock.timer(leftMs, () => expiry.abort(new Error('it took longer than it may')));
    const unfollow = followSignal(halted.signal, () => expiry.abort(halted.signal.reason));
    const { requestIds } = run;
    const { redact } = masks;
    const { signal } = expiry;
    const exchanges: (Exchange | null)[] = [];
    const spent: Spending[] = [];
    const hold = room.open();
    const calling: CallWorld = {
      clock,
      random,
      gate,
      openTap: (transport, secretHeaders) => openTap(holdAnswers(transport, hold), clock, secretHeaders),
    };
    try {
      const context = { source, world: calling, judgeApart, requestIds, redact, turn, signal };
      for await (const { record, target } of askLive(ready, context)) {
        const { exchange } = record;
        if (exchange !== null) {
          spent.push(spentBy(exchange, ready, target, priceNow(target.id)));
          // The endpoint serves live traffic too: there is no room for both.
          const isRefused = exchange.attempts.some(({ status }) => status === 429);
          live.answered(isRefused ? 429 : null, null, clock.nowMs());
        }
        await run.keep(record, ready.planned);
        run.grow(hold.release());
        exchanges.push(exchange);
      }
    } finally {
      hold.close();
      cancel();
      unfollow();
      accounts.ended(outcomeOf(exchanges));
    }
    return exchanges.length === ready.legs.length ? sumOf(spent) : null;
  }

  return {
    over: over.signal,
    failure: () => failure,
    accounts: () => accounts.read(),
    offer(request) {
      accounts.arrived();
      const became = take(request);
      if (became === null) accounts.waits();
      else if (became === 'unsampled') accounts.unsampled();
      else accounts.drop(became);
      runs.account();
      if (became === null) pump();
    },
    turnAway(reason) {
      accounts.arrived();
      accounts.drop(reason);
      runs.account();
    },
    late(lateMs) {
      pace.late(lateMs);
      pump();
    },
    async stop() {
      isStopping = true;
      for (let next = queue.take(); next !== null; next = queue.take()) leave('stopping');
      const cancel = clock.timer(LAST_MS, () => halted.abort(new Error('the process ends')));
      await Promise.all(asking);
      cancel();
      await runs.end();
    },
  };
}

/** Null where no prompt can be made of it. */
function readyIn(run: ShadowRun, { ready }: Waiting): ReadyLive | null {
  try {
    return ready(run);
  } catch {
    return null;
  }
}
