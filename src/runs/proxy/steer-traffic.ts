import type { BodyOf, Ledger } from '../../contract/rollout/ledger.ts';
import type { LiveCounts } from '../../contract/rollout/live-counts.ts';
import type { Tally } from '../../contract/monitors/monitor.ts';
import type { TrafficState } from '../../contract/traffic/traffic.ts';
import type { Arm } from '../../contract/traffic/traffic-rules.ts';
import type { Clock } from '../../contract/world.ts';
import type { ArmBin } from '../../contract/traffic/arm-bin.ts';
import { findBreach, type LiveBreach } from '../../monitors/find-breach.ts';
import { sumTallies } from '../../monitors/measure-burn.ts';
import { refuseLost } from '../../rollout/refuse-lost.ts';
import { FIRST } from '../../rollout/steps.ts';
import { trafficState, unreadableState } from '../../rollout/traffic-state.ts';
import { followLedger, type SeenLedger } from '../../store/ledger/follow-ledger.ts';
import { ledgerFile } from '../../store/ledger/ledger-file.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { readLiveCounts, type CountingPlace } from '../../store/live/live-counts.ts';
import { countArms, type ArmCounts, type BegunRequest } from '../../traffic/count-arms.ts';
import { recallArms, spellArms } from '../../traffic/recall-arms.ts';
import { keepLiveCounts } from './keep-live-counts.ts';
import { ledgerWorld, startedLedger, type OpenRollout } from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';
import { rollBackByItself } from '../rollout/roll-back.ts';

/** What happened to the traffic of a migration, for a log. */
export type TrafficNews =
  | { readonly what: 'moved'; readonly state: TrafficState }
  | { readonly what: 'rolled-back'; readonly reason: string }
  | { readonly what: 'not-written'; readonly error: unknown }
  /** What was counted of this step before, and by other proxies, and what of that could not be read. */
  | { readonly what: 'counted-before'; readonly candidate: Tally; readonly unread: readonly string[] }
  | { readonly what: 'not-kept'; readonly error: unknown }
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
 * to the ledger; it never moves forward by itself. What was counted of a step outlives the process, and whoever starts it
 * anew counts on, with what other proxies had counted by then. A ledger that nobody can read for a second, or that lost lines
 * which were seen, moves traffic back as long as it is so. Throws InputError where it cannot be read now, or is of other targets.
 */
export async function steerTraffic(
  open: OpenRollout,
  options: RolloutOptions & Pick<CountingPlace, 'port'>,
  world: RolloutWorld,
  tell: (news: TrafficNews) => void,
): Promise<TrafficSteering> {
  const { clock } = world;
  const place = { root: open.root, migration: open.migration.id, by: options.by };
  const read = (ledger: Ledger | null): TrafficState =>
    trafficState(ledger === null ? null : startedLedger(ledger, open, options));
  let written = read(await readLedger(place.root, place.migration));
  let current = written;
  const counting = { ...place, out: options.out, port: options.port, host: world.processes.self().host };
  const past = await pastCounts(counting, current.since);
  let counts: ArmCounts = countArms(clock.nowMs, recallArms(past.own, clock));
  let elsewhere = recallArms(past.others, clock);
  let unreadableSinceMs: number | null = null;
  let writing: Promise<void> = Promise.resolve();
  const stopped = new AbortController();
  const keeper = keepLiveCounts(counting, clock, (error) => tell({ what: 'not-kept', error }));
  const binsOf = (arm: Arm): readonly ArmBin[] => [...elsewhere[arm], ...counts.bins(arm)];

  function move(state: TrafficState): void {
    if (state.moves !== current.moves) {
      counts = countArms(clock.nowMs);
      elsewhere = recallArms([], clock);
    }
    const isNew = state.step.share !== current.step.share || state.moves !== current.moves;
    current = state;
    if (isNew) tell({ what: 'moved', state });
  }

  /** Whether traffic stands by it now. */
  function see(seen: SeenLedger): boolean {
    try {
      if ('error' in seen) throw seen.error;
      refuseLost(seen.ledger, written, ledgerFile(place.migration));
      const state = read(seen.ledger);
      unreadableSinceMs = null;
      // What went back here and is not written yet does not come again.
      const isBehind = state.moves === written.moves && current.isRolledBack && !written.isRolledBack;
      written = state;
      if (!isBehind) move(state);
      return true;
    } catch (error) {
      const isFirst = unreadableSinceMs === null;
      unreadableSinceMs ??= clock.nowMs();
      const isLong = !isFirst && clock.nowMs() - unreadableSinceMs >= GRACE_MS;
      if (isLong && current.isReadable) {
        tell({ what: 'unreadable', error });
        move(unreadableState(current));
      }
      return false;
    }
  }

  function goBack({ breach, reason }: LiveBreach): void {
    const { moves } = written;
    const live = seenLive(binsOf, breach, clock);
    // What led here is kept as it is, until the ledger says so.
    move({ ...current, step: FIRST, isRolledBack: true, since: null });
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

  /** Whether the candidate serves on. */
  function look(): void {
    if (current.step.share === 0) return;
    const rules = {
      errorBudget: open.policy.rollout.errorBudget,
      moves: written.moves,
      nowMs: clock.nowMs(),
    };
    const breach = findBreach(binsOf('candidate'), rules);
    if (breach !== null) goBack(breach);
  }

  const before = tallyOf(binsOf('candidate'));
  if (before.n > 0 || past.unread.length > 0) {
    tell({ what: 'counted-before', candidate: before, unread: past.unread });
  }
  // Whoever was killed may have seen enough, and have had no time to say so.
  look();
  const unfollow = followLedger(place, clock, see);
  return {
    state: () => current,
    count(request, { moves }) {
      if (moves !== current.moves) return;
      counts.count(request);
      const isAgainst = request.isBad && request.arm === 'candidate';
      const { since } = current;
      if (since !== null && current.step.share > 0) {
        const counted = counts;
        keeper.keep(() => spellArms(counted, { migration: place.migration, since }, clock), isAgainst);
      }
      if (isAgainst) look();
    },
    async stop() {
      unfollow();
      stopped.abort();
      await writing;
      await keeper.close();
    },
  };
}

function seenLive(
  binsOf: (arm: Arm) => readonly ArmBin[],
  breach: LiveBreach['breach'],
  clock: Clock,
): BodyOf<'live'> {
  const [baseline, candidate] = [binsOf('baseline'), binsOf('candidate')];
  const nowMs = clock.nowMs();
  const fromMs = Math.min(nowMs, ...[...baseline, ...candidate].map((bin) => bin.fromMs));
  return {
    kind: 'live',
    from: new Date(clock.wallMs() - (nowMs - fromMs)).toISOString(),
    to: new Date(clock.wallMs()).toISOString(),
    baseline: tallyOf(baseline),
    candidate: tallyOf(candidate),
    breach,
  };
}

function tallyOf(bins: readonly ArmBin[]): Tally {
  return sumTallies(bins.map(({ tally }) => tally));
}

/** What was counted of the step that traffic came to by that entry. */
async function pastCounts(
  place: CountingPlace,
  since: string | null,
): Promise<{
  readonly own: readonly LiveCounts[];
  readonly others: readonly LiveCounts[];
  readonly unread: readonly string[];
}> {
  const { own, others, warnings } = await readLiveCounts(place);
  const isOfStep = (counts: LiveCounts): boolean => counts.since === since;
  return {
    own: own === null ? [] : [own].filter(isOfStep),
    others: others.filter(isOfStep),
    unread: warnings.map(({ message }) => message),
  };
}
