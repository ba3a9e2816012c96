import type { Clock } from '../contract/world.ts';
import type { Board, PostedRun } from './board.ts';
import { jobIdOf, type LaneCase } from './lane-job.ts';
import type { AnsweredCase, FailedCase, SubmitLane } from './submit-lane.ts';
import type { Seen } from './watch-workers.ts';

/** Cases that are laid out at once, of a lane: what bounds the memory of Redis, and what is asked when nobody follows any more. */
const AHEAD = 256;
/** Answers that are fetched at once, of a lane. */
const BATCH = 32;
const POLL_MS = 50;
const LOOK_EVERY_MS = 1_000;

export interface SharedLane {
  readonly lane: SubmitLane;
  readonly cases: Iterator<LaneCase>;
}

interface ShareOptions {
  readonly posted: PostedRun;
  readonly board: Board;
  readonly look: () => Promise<Seen>;
  readonly clock: Clock;
  /** After it nothing more is laid out, and what was answered so far is given still. */
  readonly signal: AbortSignal;
  /** Awaited before what was given is let go in Redis: it has to stand elsewhere. */
  readonly settle: () => Promise<void>;
  readonly onWorkers: (workers: number | null) => void;
  /** What no worker could ask. */
  readonly onFailed: (failed: FailedCase) => void;
}

/** Has workers ask cases, and gives what they answered, as it comes, each case once. */
export async function* shareCases(
  lanes: readonly SharedLane[],
  { posted, board, look, clock, signal, settle, onWorkers, onFailed }: ShareOptions,
): AsyncGenerator<readonly AnsweredCase[], undefined> {
  const shared = lanes.map(({ lane, cases }) => ({
    lane,
    cases,
    isLaidOut: false,
    out: new Map<string, LaneCase>(),
  }));
  /** Answered before they were laid out: by workers of an earlier process that followed the run. */
  const early = new Set<string>();
  let lookedMs = Number.NEGATIVE_INFINITY;
  // What failed then is tried again.
  for (const { lane } of shared) await lane.failed();
  for (;;) {
    if (signal.aborted) await Promise.all(shared.map(({ lane }) => lane.takeBack()));
    else await Promise.all(shared.map(layOut));
    const taken = await fetchAll();
    if (taken.length > 0) {
      yield taken.filter(({ text }) => text !== null);
      await settle();
      await Promise.all(taken.map(({ done }) => done()));
    }
    if (signal.aborted && taken.length === 0) return undefined;
    if (shared.every(({ isLaidOut, out }) => isLaidOut && out.size === 0)) return undefined;
    if (clock.nowMs() - lookedMs >= LOOK_EVERY_MS) {
      lookedMs = clock.nowMs();
      await lookAfter();
    }
    if (taken.length === 0) await clock.sleep(POLL_MS, signal).catch(() => {});
  }

  async function layOut(each: (typeof shared)[number]): Promise<void> {
    const more: LaneCase[] = [];
    while (!each.isLaidOut && each.out.size < AHEAD) {
      const next = each.cases.next();
      if (next.done === true) each.isLaidOut = true;
      else if (!early.delete(jobIdOf(next.value))) {
        each.out.set(jobIdOf(next.value), next.value);
        more.push(next.value);
      }
    }
    await each.lane.add(more);
  }

  async function fetchAll(): Promise<readonly AnsweredCase[]> {
    const all = await Promise.all(
      shared.map(async ({ lane, out }) => {
        const answered = await lane.answered(BATCH);
        for (const { case: of, text } of answered) {
          const id = jobIdOf(of);
          // What is gone of it is asked again, for it stays out.
          if (text !== null && !out.delete(id)) early.add(id);
        }
        return answered;
      }),
    );
    return all.flat();
  }

  async function lookAfter(): Promise<void> {
    await board.follow(posted);
    const seen = await look();
    onWorkers(seen.workers);
    for (const { lane, out } of shared) {
      if (out.size === 0) continue;
      for (const failed of await lane.failed()) {
        out.delete(jobIdOf(failed.case));
        onFailed(failed);
      }
      await lane.takeOver(seen.isGone);
      // A Redis that began anew, or was emptied, knows nothing of them.
      if ((await lane.count()) < out.size) await lane.add([...out.values()]);
    }
  }
}
