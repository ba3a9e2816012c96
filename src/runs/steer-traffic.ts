import type { BodyOf, Ledger } from '../contract/ledger.ts';
import { InputError, problem } from '../contract/problem.ts';
import type { TrafficState } from '../contract/traffic.ts';
import type { Arm } from '../contract/traffic-rules.ts';
import type { Clock } from '../contract/world.ts';
import { findBreach, type LiveBreach } from '../monitors/find-breach.ts';
import { sumTallies } from '../monitors/measure-burn.ts';
import { FIRST } from '../rollout/steps.ts';
import { trafficState, unreadableState } from '../rollout/traffic-state.ts';
import { followLedger, type SeenLedger } from '../store/ledger/follow-ledger.ts';
import { ledgerFile } from '../store/ledger/ledger-file.ts';
import { readLedger } from '../store/ledger/read-ledger.ts';
import { countArms, type ArmCounts, type BegunRequest } from '../traffic/count-arms.ts';
import { ledgerWorld, startedLedger, type OpenRollout } from './open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from './open-rollout.ts';
import { rollBackByItself } from './roll-back.ts';

/** What happened to the traffic of a migration, for a log. */
export type TrafficNews =
  | { readonly what: 'moved'; readonly state: TrafficState }
  | { readonly what: 'rolled-back'; readonly reason: string }
  | { readonly what: 'not-written'; readonly error: unknown }
  | { readonly what: 'unreadable'; readonly error: unknown };

/** Where the traffic of a migration stands, request by request. */
export interface TrafficSteering {
  /** For the next request. */
  state(): TrafficState;
  /** How a request ended that was served under that state: `isBad` where its first attempt gave no answer. */
  count(request: BegunRequest, state: TrafficState): void;
  stop(): Promise<void>;
}

/** A ledger that is written anew by other means is not there for a moment. */
const GRACE_MS = 1_000;
/** Between two tries to write a rollback down. */
const RETRY_MS = 1_000;

/**
 * Follows the ledger of a migration: what `rollout advance` and `rollout rollback` add is seen by a request within 100 ms.
 * Where live requests show that the candidate fails, all traffic goes back with the next request, and a rollback is added
 * to the ledger; it never moves forward by itself. A ledger that nobody can read for a second moves traffic back as long as
 * it is so. Throws InputError where it cannot be read now, or is of other targets.
 */
export async function steerTraffic(
  open: OpenRollout,
  options: RolloutOptions,
  world: RolloutWorld,
  tell: (news: TrafficNews) => void,
): Promise<TrafficSteering> {
  const { clock } = world;
  const place = { root: open.root, migration: open.migration.id, by: options.by };
  const read = (ledger: Ledger | null): TrafficState =>
    trafficState(ledger === null ? null : startedLedger(ledger, open, options));
  let written = read(await readLedger(place.root, place.migration));
  let current = written;
  let counts: ArmCounts = countArms(clock.nowMs);
  let unreadableSinceMs: number | null = null;
  let writing: Promise<void> = Promise.resolve();
  const stopped = new AbortController();

  function move(state: TrafficState): void {
    if (state.moves !== current.moves) counts = countArms(clock.nowMs);
    const isNew = state.step.share !== current.step.share || state.moves !== current.moves;
    current = state;
    if (isNew) tell({ what: 'moved', state });
  }

  function see(seen: SeenLedger): void {
    try {
      if ('error' in seen) throw seen.error;
      if (seen.ledger === null && written.head !== null) {
        const file = ledgerFile(place.migration);
        throw new InputError([
          problem(`${file} is gone`, `restore it: git checkout -- ${file}, or its last copy`),
        ]);
      }
      const state = read(seen.ledger);
      unreadableSinceMs = null;
      // What went back here and is not written yet does not come again.
      const isBehind = state.moves === written.moves && current.isRolledBack && !written.isRolledBack;
      written = state;
      if (!isBehind) move(state);
    } catch (error) {
      const isFirst = unreadableSinceMs === null;
      unreadableSinceMs ??= clock.nowMs();
      if (isFirst) return;
      if (clock.nowMs() - unreadableSinceMs < GRACE_MS || !current.isReadable) return;
      tell({ what: 'unreadable', error });
      move(unreadableState(current));
    }
  }

  function goBack({ breach, reason }: LiveBreach): void {
    const { moves } = written;
    const live = seenLive(counts, breach, clock);
    move({ ...current, step: FIRST, isRolledBack: true });
    tell({ what: 'rolled-back', reason });
    writing = writeDown({ live, reason, moves });
  }

  async function writeDown(seen: Parameters<typeof rollBackByItself>[1]): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        await rollBackByItself(place, seen, ledgerWorld(world));
        return;
      } catch (error) {
        tell({ what: 'not-written', error });
        await clock.sleep(RETRY_MS, stopped.signal).catch(() => {});
      }
    }
  }

  const unfollow = followLedger(place, clock, see);
  return {
    state: () => current,
    count(request, { moves }) {
      if (moves !== current.moves) return;
      counts.count(request);
      const { arm, isBad } = request;
      if (!isBad || arm !== 'candidate' || current.step.share === 0) return;
      const { errorBudget } = open.policy.rollout;
      const breach = findBreach(counts.bins('candidate'), { errorBudget, moves, nowMs: clock.nowMs() });
      if (breach !== null) goBack(breach);
    },
    async stop() {
      unfollow();
      stopped.abort();
      await writing;
    },
  };
}

function seenLive(counts: ArmCounts, breach: LiveBreach['breach'], clock: Clock): BodyOf<'live'> {
  const tallyOf = (arm: Arm) => sumTallies(counts.bins(arm).map(({ tally }) => tally));
  const lastedMs = clock.nowMs() - (counts.sinceMs() ?? clock.nowMs());
  return {
    kind: 'live',
    from: new Date(clock.wallMs() - lastedMs).toISOString(),
    to: new Date(clock.wallMs()).toISOString(),
    baseline: tallyOf('baseline'),
    candidate: tallyOf('candidate'),
    breach,
  };
}
